package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.adapter.postgres.PostgresMoments;
import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.backup.BackupProblem.BackupFolderUnusable;
import dev.lockkeeper.backup.BackupProblem.DumpInterrupted;
import dev.lockkeeper.backup.BackupProblem.TablesBusy;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.backup.Sink;
import dev.lockkeeper.containers.ContainerProblem.ContainerExited;
import dev.lockkeeper.containers.ContainerProblem.ContainerMissing;
import dev.lockkeeper.containers.ContainerProblem.ContainerPaused;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Run;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.backup.RestoreTest;
import dev.lockkeeper.testing.RealVault;
import dev.lockkeeper.testing.RealEngine;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
class ContainerDumpIT {

    private static RealEngine engine;
    private static RealEngine.Project project;

    @TempDir
    Path folder;
    private Path part;

    @BeforeAll
    static void a_database_with_enough_in_it_to_be_caught_in_the_middle() {
        engine = RealEngine.orSkip();
        project = engine.project();
        project.up();
        project.sql(
                "CREATE TABLE words(id int, word text); INSERT INTO words VALUES (1, '한글 백업'), (2, '🙂🔒'), (3, E'a\\tb\\\\n');"
                        + "CREATE TABLE bulk AS SELECT n, md5(n::text) || md5((n * 7)::text) AS noise FROM generate_series(1, 300000) n");
    }

    @AfterAll
    static void remove_it() {
        if (project != null) {
            project.close();
        }
        if (engine != null) {
            engine.close();
        }
    }

    @BeforeEach
    void it_runs() {
        project.up();
    }

    @BeforeEach
    void an_empty_part() throws IOException {
        part = Files.createFile(folder.resolve("x.dump.part"));
    }

    private Run<Dump.Sent> dumping(OperationId id) {
        return Run.start(id, Message.of("step.backup"), (journal, stop) -> write(project.dump(), part, id, journal, stop),
                folder.resolve("logs"), () -> {});
    }

    private static String leftBehind() {
        return project.inside("sh", "-c", "ls /tmp; grep -als PGAPPNAME=lockkeeper- /proc/[0-9]*/environ; :");
    }

    private static String sessions() {
        return project.sql("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'lockkeeper-%'");
    }

    private static void awaitData(OperationId id) {
        Await.until("the dump reads the large table", Duration.ofSeconds(20), () -> project.sql(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + id.applicationName()
                        + "' AND query LIKE 'COPY%bulk%'")
                .equals("1"));
    }

    @Test
    void what_arrives_is_byte_for_byte_what_was_sent_and_restores_with_every_character() throws Exception {
        OperationId id = OperationId.fresh();
        Run<Dump.Sent> run = dumping(id);
        assertThat(run.await()).isInstanceOf(Outcome.Done.class);
        Dump.Sent sent = ((Outcome.Done<Dump.Sent>) run.await()).result();

        byte[] arrived = Files.readAllBytes(part);
        assertThat(arrived).hasSize((int) sent.bytes());
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(arrived))).isEqualTo(sent.sha256());
        assertThat(sent.serverVersion()).startsWith("15.");
        assertThat(sent.tool()).startsWith("pg_dump (PostgreSQL) 15.");
        assertThat(run.feed().after(0).lines()).anySatisfy(line -> assertThat(line.text()).contains("dumping contents of table"));
        assertThat(run.snapshot().progress()).hasValueSatisfying(progress -> assertThat(progress.done()).isEqualTo(sent.bytes()));
        assertThat(leftBehind()).isEmpty();

        project.docker("cp", part.toString(), project.container() + ":/tmp/back.dump");
        project.sql("CREATE DATABASE scratch");
        project.docker("exec", project.container(), "pg_restore", "-U", RealEngine.USER, "--exit-on-error", "-d", "scratch",
                "/tmp/back.dump");
        String words = "SELECT string_agg(id || '=' || word, ';' ORDER BY id) FROM words";
        assertThat(project.inside("psql", "-XAtqw", "-U", RealEngine.USER, "-d", "scratch", "-c", words))
                .isEqualTo(project.sql(words))
                .contains("한글 백업").contains("🙂🔒");
        project.docker("exec", project.container(), "rm", "/tmp/back.dump");
        project.sql("DROP DATABASE scratch");
    }

    @Test
    void a_stop_in_mid_dump_leaves_no_session_no_program_and_no_file() throws Exception {
        OperationId id = OperationId.fresh();
        Run<Dump.Sent> run = dumping(id);
        awaitData(id);
        run.stop();

        assertThat(run.await()).isEqualTo(new Outcome.Stopped<>(Message.of("state.no-backup")));
        assertThat(sessions()).isEqualTo("0");
        assertThat(leftBehind()).isEmpty();
        // the server is the container's first process, which inherits orphans: one that a signal ended is a crash to it, and it ends everybody
        assertThat(project.docker("logs", project.container())).doesNotContain("terminated by signal")
                .doesNotContain("reinitializing");
    }

    @Test
    void a_stop_in_mid_restore_test_leaves_nothing_and_the_server_runs_on() throws Exception {
        RealVault vault = RealVault.of(project, folder.resolve("backups"));
        Path backup = vault.backup().file();
        String log = project.docker("logs", project.container());
        OperationId id = OperationId.fresh();
        Run<RestoreTest> run = Run.start(id, Message.of("step.test-restore"), vault.tests().testing(backup, id),
                folder.resolve("logs"), () -> {});
        Await.until("the large table is restored", Duration.ofSeconds(60), () -> project.sql(
                "SELECT count(*) FROM pg_stat_activity WHERE datname LIKE '%\\_\\_test\\_%' AND query LIKE 'COPY%bulk%'")
                .equals("1"));
        run.stop();

        assertThat(run.await()).isEqualTo(new Outcome.Stopped<>(Message.of("state.not-restored")));
        assertThat(sessions()).isEqualTo("0");
        assertThat(leftBehind()).isEmpty();
        assertThat(vault.site().kept()).isEmpty();
        assertThat(project.docker("logs", project.container()).substring(log.length()))
                .doesNotContain("was terminated by signal", "database system was interrupted", "recovery");
    }

    @Test
    void a_container_that_dies_in_mid_dump_is_told_and_its_leftovers_go_with_the_next_dump() throws Exception {
        OperationId id = OperationId.fresh();
        Run<Dump.Sent> run = dumping(id);
        awaitData(id);
        project.docker("kill", project.container());

        assertThat(run.await()).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.problem()).isInstanceOf(DumpInterrupted.class));
        assertThat(Files.size(part)).isZero();

        project.docker("start", project.container());
        project.up();
        assertThat(leftBehind()).contains(id.applicationName());
        // written in the very second in which the container came back
        long started = project.containers().find().orElseThrow().startedAt().orElseThrow().getEpochSecond();
        project.inside("touch", "-d", "@" + started, "/tmp/" + id.applicationName() + ".part");
        assertThat(dumping(OperationId.fresh()).await()).isInstanceOf(Outcome.Done.class);
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void a_table_that_stays_locked_is_told() throws Exception {
        Process holder = new ProcessBuilder("docker", "exec", project.container(), "psql", "-XAtqw", "-U", RealEngine.USER, "-d",
                RealEngine.DATABASE, "-c", "SET application_name = 'holder'", "-c", "BEGIN", "-c", "LOCK TABLE words", "-c",
                "SELECT pg_sleep(60)").start();
        try {
            Await.until("the lock is held", Duration.ofSeconds(10), () -> project.sql(
                    "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'words'::regclass AND granted")
                    .equals("1"));
            assertThat(problemOf(project.dump())).isInstanceOf(TablesBusy.class);
            assertThat(leftBehind()).isEmpty();
        } finally {
            project.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'holder'");
            holder.destroy();
        }
    }

    @Test
    void a_database_named_like_an_option_is_only_a_name() throws Exception {
        for (String name : new String[]{"--version", "host=elsewhere dbname=x"}) {
            project.sql("CREATE DATABASE \"" + name + "\"");
            Dump.Sent sent = write(dumpOf(name), part, OperationId.fresh(), Journal.silent(), new StopSignal());
            assertThat(Files.size(part)).isEqualTo(sent.bytes()).isPositive();
            project.sql("DROP DATABASE \"" + name + "\"");
        }
    }

    @Test
    void the_method_is_told_without_running_anything_and_only_while_the_container_runs() {
        assertThat(project.dump().method()).isEqualTo(BackupMethod.CONTAINER_DUMP);
        try (RealEngine.Project empty = engine.project()) {
            assertThatThrownBy(() -> empty.dump().method()).isInstanceOfSatisfying(ProblemException.class,
                    e -> assertThat(e.problem()).isEqualTo(new ContainerMissing("postgres", empty.folder())));
        }
    }

    @Test
    void a_container_that_does_not_run_says_itself_what_is_wrong_with_it() {
        project.docker("pause", project.container());
        assertThat(problemOf(project.dump())).isEqualTo(new ContainerPaused("postgres"));
        project.docker("unpause", project.container());
        project.docker("stop", project.container());
        assertThat(problemOf(project.dump())).isInstanceOfSatisfying(ContainerExited.class,
                exited -> assertThat(exited.log()).isNotEmpty());
    }

    private Problem problemOf(Dump dump) {
        try {
            write(dump, part, OperationId.fresh(), Journal.silent(), new StopSignal());
            throw new AssertionError("it ended well");
        } catch (ProblemException e) {
            return e.problem();
        }
    }

    private static Dump dumpOf(String database) {
        Environment environment = new Environment(Environment.DEFAULT, Care.LOCAL,
                new Address("127.0.0.1", project.environment().address().port(), database, RealEngine.USER),
                new Secret(RealEngine.PASSWORD), Optional.empty());
        return new ContainerDump(engine.connection(), project.containers(), project.folder(), environment,
                new PostgresMoments(new PostgresAccess(environment)));
    }

    private static Dump.Sent write(Dump dump, Path part, OperationId operation, Journal journal, StopSignal stop) {
        try (Sink sink = new Sink(Files.newOutputStream(part),
                e -> new ProblemException(new BackupFolderUnusable(part, e.toString())))) {
            return dump.write(sink, operation, journal, stop);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
