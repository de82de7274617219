package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.testing.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every supported major of the server, each with the programs of its own image: this machine needs none.
@Tag("engine")
class EveryMajorIT {

    private static final String ROWS = "SELECT string_agg(id || '=' || word, ';' ORDER BY id) FROM \"낱말\"";

    private static RealEngine engine;

    @TempDir
    Path folder;

    @BeforeAll
    static void an_engine() {
        engine = RealEngine.orSkip();
    }

    @AfterAll
    static void let_it_go() {
        if (engine != null) {
            engine.close();
        }
    }

    @ParameterizedTest(name = "PostgreSQL {0}")
    @ValueSource(ints = {15, 16, 17, 18})
    void is_brought_up_and_backed_up_with_the_programs_of_its_own_image(int major) throws Exception {
        try (RealEngine.Project project = engine.project(major)) {
            project.up();
            fill(project);

            Path file = Files.createFile(folder.resolve("x.dump.part"));
            Dump.Sent sent = dumped(project, file);

            assertThat(sent.serverVersion()).startsWith(major + ".");
            assertThat(sent.tool()).startsWith("pg_dump (PostgreSQL) " + major + ".");
            assertThat(file).hasSize(sent.bytes());
            assertThat(sha256(file)).isEqualTo(sent.sha256());

            restore(project, file);
            assertThat(inScratch(project, ROWS)).isEqualTo("1=한글 백업;2=🙂🔒👩‍👩‍👧;3=a\tb\\n").isEqualTo(project.sql(ROWS));
            assertThat(inScratch(project, "SELECT count(*), sum(n) FROM bulk")).isEqualTo("10000|50005000");
            assertThat(inScratch(project, "SELECT note FROM notes JOIN \"낱말\" USING (id)")).isEqualTo("메모 🗒️");
        }
    }

    private static void fill(RealEngine.Project project) {
        project.sql("CREATE TABLE \"낱말\"(id int PRIMARY KEY, word text NOT NULL);"
                + "INSERT INTO \"낱말\" VALUES (1, '한글 백업'), (2, '🙂🔒👩‍👩‍👧'), (3, E'a\\tb\\\\n');"
                + "CREATE TABLE notes(id int REFERENCES \"낱말\", note text); INSERT INTO notes VALUES (2, '메모 🗒️');"
                + "CREATE TABLE bulk AS SELECT n, md5(n::text) AS noise FROM generate_series(1, 10000) n");
    }

    private static Dump.Sent dumped(RealEngine.Project project, Path file) {
        return project.dump().write(file, OperationId.fresh(), Journal.silent(), new StopSignal());
    }

    /// Into a database `scratch` of the same server.
    private static void restore(RealEngine.Project project, Path file) {
        project.docker("cp", file.toString(), project.container() + ":/tmp/back.dump");
        project.sql("CREATE DATABASE scratch");
        project.docker("exec", project.container(), "pg_restore", "-U", RealEngine.USER, "--exit-on-error", "-d", "scratch",
                "/tmp/back.dump");
    }

    private static String inScratch(RealEngine.Project project, String query) {
        return project.inside("psql", "-XAtqw", "-U", RealEngine.USER, "-d", "scratch", "-c", query);
    }

    private static String sha256(Path file) throws IOException, GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
