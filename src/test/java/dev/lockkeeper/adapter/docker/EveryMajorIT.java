package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.Manifest;
import dev.lockkeeper.backup.RestoreSite;
import dev.lockkeeper.backup.RestoreTest;
import dev.lockkeeper.backup.Restores;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.backup.Sha256;
import dev.lockkeeper.testing.RealEngine;
import dev.lockkeeper.testing.RealVault;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void is_backed_up_proven_and_restored_with_the_programs_of_its_own_image(int major) throws Exception {
        try (RealEngine.Project project = engine.project(major)) {
            project.up();
            fill(project);
            RealVault vault = RealVault.of(project, folder);

            BackupEntry entry = vault.backup();

            Manifest manifest = entry.manifest().orElseThrow();
            assertThat(manifest.serverVersion()).startsWith(major + ".");
            assertThat(manifest.tool()).startsWith("pg_dump (PostgreSQL) " + major + ".");
            assertThat(manifest.contents().orElseThrow().rows()).containsEntry("public.낱말", 3L).containsEntry("public.bulk",
                    10_000L);
            assertThat(Sha256.of(Files.readAllBytes(entry.file()))).isEqualTo(manifest.sha256());

            RestoreTest test = vault.test(entry.file());
            assertThat(test.result()).describedAs(test.toString()).isEqualTo(RestoreTest.Result.PASSED);
            assertThat(leftBehind(project)).isEmpty();

            project.sql("TRUNCATE \"낱말\" CASCADE; CREATE TABLE later (x int)");
            Restores.Restored restored = vault.restore(entry.file(), Safeguard.Wish.WANTED);
            assertThat(project.sql(ROWS)).isEqualTo("1=한글 백업;2=🙂🔒👩‍👩‍👧;3=a\tb\\n");
            assertThat(project.sql("SELECT note FROM notes JOIN \"낱말\" USING (id)")).isEqualTo("메모 🗒️");
            assertThat(project.sql("SELECT to_regclass('later') IS NULL")).isEqualTo("t");
            assertThat(vault.site().kept()).singleElement().extracting(RestoreSite.Kept::name).isEqualTo(restored.former());
            assertThat(leftBehind(project)).isEmpty();
        }
    }

    private static String leftBehind(RealEngine.Project project) {
        return project.inside("sh", "-c", "ls /tmp; grep -als PGAPPNAME=lockkeeper- /proc/[0-9]*/environ; :");
    }

    private static void fill(RealEngine.Project project) {
        project.sql("CREATE TABLE \"낱말\"(id int PRIMARY KEY, word text NOT NULL);"
                + "INSERT INTO \"낱말\" VALUES (1, '한글 백업'), (2, '🙂🔒👩‍👩‍👧'), (3, E'a\\tb\\\\n');"
                + "CREATE TABLE notes(id int REFERENCES \"낱말\", note text); INSERT INTO notes VALUES (2, '메모 🗒️');"
                + "CREATE TABLE bulk AS SELECT n, md5(n::text) AS noise FROM generate_series(1, 10000) n");
    }
}
