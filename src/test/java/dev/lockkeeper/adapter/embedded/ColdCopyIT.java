package dev.lockkeeper.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.adapter.postgres.ClientPrograms;
import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.adapter.postgres.PostgresMoments;
import dev.lockkeeper.adapter.postgres.PostgresOneWriter;
import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.BackupFolder;
import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.backup.BackupReason;
import dev.lockkeeper.backup.Backups;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.backup.DumpContract;
import dev.lockkeeper.backup.Sealing;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColdCopyIT extends DumpContract {

    @TempDir
    Path temp;

    private PracticeDatabase practice;
    private Environment environment;
    private @Nullable PostgresAccess access;

    @BeforeEach
    void start() throws Exception {
        practice = new PracticeDatabase(temp.resolve("practice"));
        environment = practice.start(Journal.silent());
        PracticeDatabaseIT.run(environment,
                "CREATE TABLE people AS SELECT i, '김서연 😀' AS name FROM generate_series(1, 5000) AS s (i)");
    }

    @AfterEach
    void stop() {
        if (access != null) {
            access.close();
        }
        practice.stop();
    }

    @Override
    protected Dump dump() {
        access = new PostgresAccess(environment);
        return new ColdCopy(practice, new PostgresMoments(access));
    }

    @Override
    protected boolean databaseIsWell() throws Exception {
        return practice.running() && practice.startedByUs()
                && PracticeDatabaseIT.ask(environment, "SELECT count(*) FROM people").equals("5000");
    }

    @Test
    void a_server_on_the_unpacked_copy_has_the_same_rows() throws Exception {
        Path part = part();
        write(dump(), part, OperationId.fresh(), new StopSignal());
        Path other = Files.createDirectories(temp.resolve("restored"));
        Files.copy(practice.folder().resolve("practice.properties"), other.resolve("practice.properties"));
        unpack(part, other);
        PracticeDatabase restored = new PracticeDatabase(other);
        try {
            Environment copy = restored.start(Journal.silent());

            assertThat(copy.address().port()).isNotEqualTo(environment.address().port());
            assertThat(PracticeDatabaseIT.ask(copy, "SELECT count(*) || min(name) FROM people")).isEqualTo("5000김서연 😀");
        } finally {
            restored.stop();
        }
    }

    @Test
    void a_copy_that_fails_leaves_the_server_running() throws Exception {
        Path nowhere = folder.resolve("gone").resolve("x.part");

        assertThatThrownBy(() -> write(dump(), nowhere, OperationId.fresh(), new StopSignal()))
                .isInstanceOf(ProblemException.class);

        assertThat(databaseIsWell()).isTrue();
    }

    @Test
    void the_whole_way_through_the_pool_and_the_real_lock_works_and_the_console_goes_on() throws Exception {
        try (PostgresAccess pool = new PostgresAccess(environment)) {
            Backups backups = new Backups(environment, new BackupFolder(temp.resolve("backups")), dump(), Sealing.none(),
                    new PostgresOneWriter(pool),
                    () -> level(pool));

            BackupEntry entry = backups.take(BackupReason.BEFORE_UPGRADE, OperationId.fresh(), Journal.silent(),
                    new StopSignal());

            assertThat(entry.manifest().orElseThrow().method()).isEqualTo(BackupMethod.COLD_COPY);
            assertThat(entry.manifest().orElseThrow().revision()).isEqualTo("5000");
            assertThat(backups.take(BackupReason.ASKED, OperationId.fresh(), Journal.silent(), new StopSignal()).manifest())
                    .isPresent();
            System.out.println("cold copy: " + entry.bytes() + " bytes");
        }
    }

    @Test
    void the_practice_dump_takes_pg_dump_of_the_same_major_where_there_is_one() {
        ClientPrograms programs = ClientPrograms.ofThisMachine();
        try (PostgresAccess pool = new PostgresAccess(environment)) {
            assertThat(new PracticeDump(practice, environment, pool, programs).method())
                    .isEqualTo(programs.have(PracticeDatabase.MAJOR) ? BackupMethod.LOCAL_DUMP : BackupMethod.COLD_COPY);
        }
    }

    private static String level(PostgresAccess access) {
        return access.ask(connection -> {
            try (var statement = connection.createStatement();
                    var answer = statement.executeQuery("SELECT count(*) FROM people")) {
                answer.next();
                return answer.getString(1);
            }
        });
    }

    private static void unpack(Path archive, Path to) throws Exception {
        try (InputStream in = Files.newInputStream(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = to.resolve(entry.getName());
                if (entry.isDirectory()) {
                    dev.lockkeeper.operation.PrivateFiles.makeFolder(path);
                } else {
                    Files.copy(tar, path);
                }
            }
        }
    }
}
