package dev.lockkeeper.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.BackupFolder;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.BackupReason;
import dev.lockkeeper.backup.Backups;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.backup.DumpContract;
import dev.lockkeeper.backup.Sealing;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import dev.lockkeeper.testing.Listening;
import dev.lockkeeper.testing.RealParts;
import dev.lockkeeper.testing.RealPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalDumpIT extends DumpContract {

    private static final ClientPrograms PROGRAMS = ClientPrograms.ofThisMachine();

    private RealPostgres.Database database;
    private PostgresAccess access;

    @BeforeEach
    void aDatabaseWithRows() {
        RealParts.needed("LOCKKEEPER_ENGINE", PROGRAMS.forServer(15).isPresent(), "pg_dump for PostgreSQL 15");
        database = RealPostgres.fresh();
        database.run("CREATE TABLE people AS SELECT i AS id, '김서연 😀 ' || i AS name FROM generate_series(1, 5000) AS s (i)");
        access = new PostgresAccess(database.environment());
    }

    @AfterEach
    void close() {
        if (access != null) {
            access.close();
            database.close();
        }
    }

    @Override
    protected Dump dump() {
        return new LocalDump(database.environment(), access, PROGRAMS);
    }

    @Override
    protected boolean databaseIsWell() {
        return database.ask("SELECT count(*) FROM people").equals(List.of("5000")) && sessions().isEmpty();
    }

    @Test
    void a_restore_of_the_file_gives_the_same_rows() throws Exception {
        Path part = part();
        write(dump(), part, OperationId.fresh(), new StopSignal());
        Path passwords = Files.createTempFile("lockkeeper-test", ".pgpass");
        Files.writeString(passwords, "*:*:*:*:" + RealPostgres.PASSWORD + "\n");
        try (RealPostgres.Database scratch = RealPostgres.fresh()) {
            ProcessBuilder restoring = new ProcessBuilder(PROGRAMS.forServer(15).orElseThrow().restore().toString(),
                    "--exit-on-error",
                    "--single-transaction", "--no-password", "-h", "127.0.0.1", "-p", String.valueOf(scratch.address().port()),
                    "-U",
                    RealPostgres.USER, "-d", scratch.name(), part.toString()).inheritIO();
            restoring.environment().put("PGPASSFILE", passwords.toString());

            assertThat(restoring.start().waitFor()).isZero();

            String rows = "SELECT md5(string_agg(id || name, ',' ORDER BY id)) FROM people";
            assertThat(scratch.ask(rows)).isEqualTo(database.ask(rows));
            assertThat(scratch.ask("SELECT name FROM people WHERE id = 7")).containsExactly("김서연 😀 7");
        } finally {
            Files.delete(passwords);
        }
    }

    @Test
    void a_table_rewritten_meanwhile_is_not_lost() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Void> other;
        try (Connection rewriting = database.source().getConnection(); Statement statement = rewriting.createStatement()) {
            rewriting.setAutoCommit(false);
            statement.execute("ALTER TABLE people ALTER COLUMN id TYPE bigint");
            Path part = part();
            other = CompletableFuture.runAsync(() -> {
                waiting.countDown();
                write(dump(), part, OperationId.fresh(), new StopSignal());
            });
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
            awaitLockWaiter();
            rewriting.commit();
            other.get(60, TimeUnit.SECONDS);
            assertThat(copied(part)).isEqualTo(5000);
        }
    }

    @Test
    void a_table_that_stays_locked_is_told() throws Exception {
        try (Connection holding = database.source().getConnection(); Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute("LOCK TABLE people IN ACCESS EXCLUSIVE MODE");

            assertThatThrownBy(() -> write(dump(), part(), OperationId.fresh(), new StopSignal()))
                    .isInstanceOfSatisfying(ProblemException.class,
                            told -> assertThat(told.problem()).isInstanceOf(BackupProblem.TablesBusy.class));
        }
    }

    @Test
    void a_table_that_we_may_not_read_is_told_with_its_name() throws Exception {
        database.runAsAdmin("CREATE TABLE hidden (x int); REVOKE ALL ON hidden FROM public");

        assertThatThrownBy(() -> write(dump(), part(), OperationId.fresh(), new StopSignal()))
                .hasMessageContaining("hidden");
    }

    @Test
    void a_stop_in_mid_dump_ends_it_on_the_server() throws Exception {
        database.run(
                "CREATE TABLE much AS SELECT i, md5(i::text) || md5((i + 1)::text) AS text FROM generate_series(1, 1500000) AS s (i)");
        StopSignal stop = new StopSignal();
        Path part = part();
        CompletableFuture<Void> dumping = CompletableFuture
                .runAsync(() -> write(dump(), part, OperationId.fresh(), stop));
        await(() -> Files.size(part) > 100_000);

        stop.request();

        assertThatThrownBy(() -> dumping.get(30, TimeUnit.SECONDS)).hasRootCauseInstanceOf(StoppedException.class);
        await(() -> sessions().isEmpty());
    }

    @Test
    void a_dump_that_its_server_ends_is_told_and_no_backup() throws Exception {
        database.run(
                "CREATE TABLE much AS SELECT i, md5(i::text) || md5((i + 1)::text) AS text FROM generate_series(1, 1500000) AS s (i)");
        Path part = part();
        OperationId operation = OperationId.fresh();
        CompletableFuture<Void> dumping = CompletableFuture
                .runAsync(() -> write(dump(), part, operation, new StopSignal()));
        await(() -> Files.size(part) > 100_000);
        database.runAsAdmin(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '" + operation.applicationName()
                        + "' AND query LIKE 'COPY%'");

        assertThatThrownBy(() -> dumping.get(30, TimeUnit.SECONDS)).hasRootCauseInstanceOf(ProblemException.class)
                .rootCause().extracting(thrown -> ((ProblemException) thrown).problem())
                .isInstanceOf(BackupProblem.DumpInterrupted.class);
    }

    @Test
    void a_file_cut_short_by_a_program_that_ended_well_is_found() throws Exception {
        Path part = part();
        write(dump(), part, OperationId.fresh(), new StopSignal());
        byte[] good = Files.readAllBytes(part);
        Dump damaging = damaged(java.util.Arrays.copyOf(good, good.length - 100));

        assertThatThrownBy(() -> write(damaging, part(), OperationId.fresh(), new StopSignal()))
                .isInstanceOfSatisfying(ProblemException.class,
                        told -> assertThat(told.problem()).isInstanceOf(BackupProblem.BackupUnreadable.class));
    }

    @Test
    void a_machine_without_pg_dump_is_told_where_it_was_looked_for() {
        LocalDump none = new LocalDump(database.environment(), access,
                new ClientPrograms(List.of(Path.of("/nowhere/bin")), false));

        assertThatThrownBy(none::method).isInstanceOfSatisfying(ProblemException.class, told -> assertThat(told.problem())
                .isEqualTo(new BackupProblem.DumpToolMissing(15, List.of(Path.of("/nowhere/bin").toString()))));
    }

    @Test
    void a_full_disk_is_told_and_leaves_nothing_behind() throws Exception {
        RealParts.needed("LOCKKEEPER_ENGINE",
                System.getProperty("os.name").equals("Linux") && "root".equals(System.getProperty("user.name")),
                "small disk (only root on Linux can make one)");
        Path small = Files.createDirectory(folder.resolve("small"));
        RealParts.needed("LOCKKEEPER_ENGINE",
                new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small.toString()).inheritIO().start()
                        .waitFor() == 0,
                "right to mount");
        try {
            database.run(
                    "CREATE TABLE much AS SELECT i, md5(i::text) || md5((i + 1)::text) AS text FROM generate_series(1, 300000) AS s (i)");
            Path part = small.resolve("x.part");
            dev.lockkeeper.operation.PrivateFiles.makeFile(part);

            assertThatThrownBy(() -> write(dump(), part, OperationId.fresh(), new StopSignal()))
                    .isInstanceOfSatisfying(ProblemException.class,
                            told -> assertThat(told.problem()).isInstanceOf(BackupProblem.DiskFull.class));
        } finally {
            new ProcessBuilder("umount", small.toString()).inheritIO().start().waitFor();
        }
    }

    @Test
    void the_whole_way_gives_a_verified_backup_under_the_real_lock() throws Exception {
        Backups backups = new Backups(database.environment(), new BackupFolder(folder.resolve("backups")), dump(), Sealing.none(),
                new PostgresOneWriter(access), () -> "004");
        StringBuilder log = new StringBuilder();

        BackupEntry entry = backups.take(BackupReason.ASKED, OperationId.fresh(),
                new Listening(line -> log.append(line).append('\n')), new StopSignal());

        assertThat(backups.list()).containsExactly(entry);
        assertThat(entry.manifest().orElseThrow().tool()).contains("pg_dump");
        assertThat(log.toString() + Files.readString(Path.of(entry.file() + ".json"))).doesNotContain(RealPostgres.PASSWORD);
    }

    private Dump damaged(byte[] content) throws IOException {
        // a pg_dump that ends well and leaves a damaged file
        Path programs = Files.createDirectories(folder.resolve("programs"));
        ClientPrograms.Client real = PROGRAMS.forServer(15).orElseThrow();
        Path bad = Files.write(folder.resolve("bad.dump"), content);
        script(programs.resolve("pg_dump"),
                "if [ \"$1\" = --version ]; then exec '" + real.dump() + "' --version; fi; exec cat '" + bad + "'");
        script(programs.resolve("pg_restore"), "exec '" + real.restore() + "' \"$@\"");
        return new LocalDump(database.environment(), access, new ClientPrograms(List.of(programs), false));
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private long copied(Path dump) throws Exception {
        Path text = folder.resolve("people.txt");
        assertThat(new ProcessBuilder(PROGRAMS.forServer(15).orElseThrow().restore().toString(), "-a", "-t", "people", "-f",
                text.toString(),
                dump.toString()).inheritIO().start().waitFor()).isZero();
        return Files.readString(text).lines().filter(line -> line.contains("김서연")).count();
    }

    private void awaitLockWaiter() throws Exception {
        await(() -> !database.ask("SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'people'::regclass").isEmpty());
    }

    private List<String> sessions() {
        return database.ask("SELECT application_name FROM pg_stat_activity WHERE datname = current_database()"
                + " AND application_name LIKE 'lockkeeper-%'");
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.met()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean met() throws Exception;
    }
}
