package dev.lockkeeper.adapter.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.adapter.postgres.PostgresOneWriter;
import dev.lockkeeper.app.PostgresSessions;
import dev.lockkeeper.backup.FakeRestoreSite;
import dev.lockkeeper.backup.Backups;
import dev.lockkeeper.backup.BackupFolder;
import dev.lockkeeper.backup.FakeDump;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.backup.Sealing;
import dev.lockkeeper.operation.DatabaseIdentity;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.OperationProblem;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Run;
import dev.lockkeeper.operation.RunEntry;
import dev.lockkeeper.operation.RunFiles;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.schema.CatalogStore;
import dev.lockkeeper.schema.Gate;
import dev.lockkeeper.schema.Lookout;
import dev.lockkeeper.schema.Proof;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Recovery;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Terms;
import dev.lockkeeper.schema.Verdict;
import dev.lockkeeper.schema.Verification;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.testing.RealPostgres;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Runs that meet trouble on a real server: somebody in the way, a stop, a step outside a transaction that ended too early, another database.
@Timeout(90)
class TroubledRunIT {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir
    Path home;

    private final RealPostgres.Database database = RealPostgres.fresh();
    private final PostgresAccess access = new PostgresAccess(database.environment());
    private Path folder = Path.of("");
    private Runs runs = new Runs(Path.of(""));
    private Schema schema = schema();

    @BeforeEach
    void a_table_that_a_revision_will_alter() throws IOException {
        folder = Files.createDirectories(home.resolve("migrations"));
        runs = new Runs(home.resolve("logs"), new RunFiles(home.resolve("runs")));
        write("V1__users.sql", "CREATE TABLE users (id integer, name text);");
        write("V2__email.sql", "ALTER TABLE users ADD COLUMN email text;");
        write("U2__email.sql", "ALTER TABLE users DROP COLUMN email;");
        schema = schema();
        assertThat(run(schema, "1")).isInstanceOf(Outcome.Done.class);
    }

    @AfterEach
    void close() {
        access.close();
        database.close();
    }

    private Schema schema() {
        FlywayHistory history = new FlywayHistory(MigrationFolder.at(folder), new PostgresSessions(access));
        PostgresOneWriter writer = new PostgresOneWriter(access);
        Backups backups = new Backups(database.environment(), new BackupFolder(folder.resolveSibling("backups")), new FakeDump(),
                Sealing.none(), writer, () -> "1");
        return new Schema(history, new Proof(new FlywayCatalogs(new PostgresSessions(access)),
                new CatalogStore(folder.resolveSibling("catalogs"))),
                new FakeRestoreSite().safeguard(database.environment(), backups), writer,
                new FlywayAftermath(new PostgresSessions(access)));
    }

    private Run<Ladder> begin(Schema on, String to) {
        OperationId id = OperationId.fresh();
        return runs.start(id, Message.verbatim("to " + to), on.upgrade(to, Safeguard.Wish.DECLINED, id));
    }

    private Outcome<Ladder> run(Schema on, String to) {
        return end(begin(on, to));
    }

    private static <R> Outcome<R> end(Run<R> run) {
        try {
            return run.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private <R> Outcome<R> run(Operation<R> work) {
        return end(runs.start(OperationId.fresh(), Message.verbatim("work"), work));
    }

    private static Problem problem(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed<?>) outcome).problem();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private List<String> catalog() {
        try (InputStream sql = Objects.requireNonNull(TroubledRunIT.class.getResourceAsStream("/db/catalog.sql"))) {
            return database.ask(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String level() {
        return schema.ladder().current().id();
    }

    private static void logged(Run<?> run, Predicate<String> line) {
        Await.until("the log says it", Duration.ofSeconds(30),
                () -> run.feed().after(0).lines().stream().anyMatch(one -> line.test(one.text())));
    }

    /// A session that has read `users` and sits idle in its transaction.
    private final class Idle implements AutoCloseable {

        private final Connection connection;
        private final int pid;

        Idle() throws Exception {
            connection = database.source().getConnection();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET application_name = 'the web app'");
                statement.execute("SELECT count(*) FROM users");
            }
            pid = connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
        }

        @Override
        public void close() throws java.sql.SQLException {
            connection.close();
        }
    }

    @Test
    void a_session_in_the_way_is_named_in_time_and_nobody_waits_longer_behind_us() throws Exception {
        try (Idle idle = new Idle(); Connection reader = database.source().getConnection()) {
            Run<Ladder> run = begin(schema, "2");
            logged(run, text -> text.contains("ALTER TABLE"));
            Await.until("the step waits", Duration.ofSeconds(10), () -> database.ask(
                    "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = to_regclass('users')").equals(List.of("1")));
            long asked = System.nanoTime();
            try (Statement third = reader.createStatement()) {
                third.execute("SELECT count(*) FROM users");
            }
            Duration third = Duration.ofNanos(System.nanoTime() - asked);

            Problem problem = problem(end(run));

            Instant waiting = run.feed().after(0).lines().stream().filter(line -> line.text().contains("ALTER TABLE")).findFirst()
                    .orElseThrow().at();
            Duration untilItStopped = Duration.between(waiting, run.snapshot().startedAt().plus(run.snapshot().elapsed()));
            System.out.println("M11: third reader " + third.toMillis() + " ms, from the statement to the end of the run "
                    + untilItStopped.toMillis() + " ms, whole run " + run.snapshot().elapsed().toMillis() + " ms");
            assertThat(third).as("the third reader").isLessThan(LIMIT);
            assertThat(untilItStopped).as("from the statement that waits to the end of the run")
                    .isLessThan(LIMIT.plusMillis(500));
            assertThat(problem).isInstanceOfSatisfying(SchemaProblem.BlockedBySession.class, blocked -> {
                assertThat(blocked.blockers()).singleElement().satisfies(blocker -> {
                    assertThat(blocker.pid()).isEqualTo(idle.pid);
                    assertThat(blocker.user()).isEqualTo(RealPostgres.USER);
                    assertThat(blocker.application()).isEqualTo("the web app");
                    assertThat(blocker.state()).isEqualTo("idle in transaction");
                    assertThat(blocker.since()).isPresent();
                    assertThat(blocker.query()).isPresent();
                    assertThat(blocker.relation()).isEqualTo("users");
                });
                assertThat(blocked.standing().id()).isEqualTo("1");
            });
        }
    }

    @Test
    void who_agreed_to_wait_gets_through_when_the_session_is_done() throws Exception {
        Run<Ladder> run;
        try (Idle idle = new Idle()) {
            assertThat(idle.pid).isPositive();
            run = begin(schema.on(Terms.USUAL.waiting()), "2");
            logged(run, text -> text.contains("BLOCKED_BY_SESSION"));
        }
        assertThat(end(run)).isInstanceOf(Outcome.Done.class);
        assertThat(level()).isEqualTo("2");
    }

    @Test
    void the_session_that_was_named_is_ended_and_no_other() throws Exception {
        try (Idle idle = new Idle()) {
            assertThat(problem(run(schema.on(Terms.USUAL.ending(idle.pid + 100_000)), "2")))
                    .isInstanceOf(SchemaProblem.BlockedBySession.class);
            assertThat(idle.connection.isValid(3)).isTrue();

            assertThat(run(schema.on(Terms.USUAL.ending(idle.pid)), "2")).isInstanceOf(Outcome.Done.class);
            assertThat(level()).isEqualTo("2");
        }
    }

    @Test
    void a_stop_while_it_waits_leaves_ledger_and_catalog_and_no_session_and_no_lock() throws Exception {
        List<String> before = catalog();
        try (Idle idle = new Idle()) {
            Run<Ladder> run = begin(schema, "2");
            logged(run, text -> text.contains("pid " + idle.pid));

            run.stop();

            assertThat(end(run)).isInstanceOfSatisfying(Outcome.Stopped.class,
                    stopped -> assertThat(stopped.state()).isEqualTo(Message.of("state.stands-at", "1")));
            Await.until("no session and no lock", Duration.ofSeconds(5), () -> database
                    .ask("SELECT (SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'lockkeeper-%' AND datname = "
                            + "current_database()) + (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = "
                            + "(SELECT oid FROM pg_database WHERE datname = current_database()))")
                    .equals(List.of("0")));
        }
        assertThat(catalog()).isEqualTo(before);
        assertThat(level()).isEqualTo("1");
        assertThat(runs.book().entries().getFirst().ending().orElseThrow().result()).isEqualTo(RunEntry.Result.STOPPED);
    }

    @Test
    void a_time_limit_of_the_server_is_told_apart_from_a_cancel_and_from_our_own_stop() throws Exception {
        write("V2__email.sql", "SET LOCAL statement_timeout = '200ms'; SELECT pg_sleep(30);");
        assertThat(problem(run(schema, "2"))).isInstanceOfSatisfying(SchemaProblem.StatementEnded.class,
                ended -> assertThat(ended.timedOut()).isTrue());

        write("V2__email.sql", "SELECT pg_sleep(30);");
        Run<Ladder> run = begin(schema, "2");
        Await.until("it sleeps", Duration.ofSeconds(10), () -> database.ask("SELECT count(pg_cancel_backend(pid)) FROM "
                + "pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(30)%' AND state = 'active' AND datname = current_database()")
                .equals(List.of("1")));
        assertThat(problem(end(run))).isInstanceOfSatisfying(SchemaProblem.StatementEnded.class,
                ended -> assertThat(ended.timedOut()).isFalse());
        assertThat(level()).isEqualTo("1");
    }

    @Test
    void an_index_whose_run_was_cut_off_after_the_work_is_told_and_marked_after_proof() throws Exception {
        write("V2__email.sql", "CREATE INDEX CONCURRENTLY users_name ON users (name);");
        database.run("CREATE INDEX users_name ON users (name)");

        assertThat(problem(run(schema, "2"))).isEqualTo(
                new SchemaProblem.DoneNotRecorded(new Revision("2"), "V2__email.sql", List.of("public.users_name")));
        assertThat(schema.ladder().finding()).containsInstanceOf(SchemaProblem.DoneNotRecorded.class);

        assertThat(run(schema.recovery().markingApplied(new Revision("2"), OperationId.fresh())))
                .isInstanceOf(Outcome.Done.class);
        assertThat(level()).isEqualTo("2");
        assertThat(schema.ladder().finding()).isEmpty();
        proven();
    }

    @Test
    void nothing_is_marked_without_proof() throws Exception {
        write("V2__email.sql", "CREATE INDEX CONCURRENTLY users_name ON users (name);");

        assertThat(problem(run(schema.recovery().markingApplied(new Revision("2"), OperationId.fresh()))))
                .isInstanceOf(SchemaProblem.NotProven.class);
        assertThat(level()).isEqualTo("1");
    }

    @Test
    void an_index_that_was_cut_off_while_it_was_built_is_told_as_invalid_and_built_again() throws Exception {
        write("V2__email.sql", "CREATE INDEX CONCURRENTLY users_name ON users (name);");
        try (Idle idle = new Idle(); Statement statement = idle.connection.createStatement()) {
            statement.execute("INSERT INTO users VALUES (1, 'x')");
            Run<Ladder> run = begin(schema, "2");
            Await.until("it waits for the transaction", Duration.ofSeconds(10), () -> database.ask(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONC%' AND "
                            + "wait_event_type = 'Lock' AND datname = current_database()")
                    .equals(List.of("1")));
            assertThat(end(run)).isInstanceOf(Outcome.Failed.class);
        }
        assertThat(problem(run(schema, "2"))).isInstanceOfSatisfying(SchemaProblem.InvalidIndex.class,
                found -> assertThat(found.invalid()).containsExactly("public.users_name"));

        again();
    }

    @Test
    void a_step_that_failed_outside_a_transaction_is_cleared_away_and_taken_again() throws Exception {
        write("V2__email.sql", "CREATE UNIQUE INDEX CONCURRENTLY users_name ON users (name);");
        database.run("INSERT INTO users VALUES (1, 'x'), (2, 'x')");
        halfDone(problem(run(schema, "2")), SchemaProblem.ScriptFailed.class);
        assertThat(schema.ladder().finding()).containsInstanceOf(SchemaProblem.StepHalfDone.class);
        assertThat(problem(run(schema, "2"))).isInstanceOf(SchemaProblem.StepHalfDone.class);
        assertThat(problem(run(schema.recovery().markingApplied(new Revision("2"), OperationId.fresh()))))
                .isEqualTo(new SchemaProblem.NotProven(new Revision("2"), List.of(), List.of("public.users_name")));
        assertThat(run(schema.recovery().clearing(new Revision("2"), OperationId.fresh()))).isInstanceOf(Outcome.Done.class);
        halfDone(problem(run(schema, "2")), SchemaProblem.ScriptFailed.class);
        database.run("DELETE FROM users WHERE id = 2");

        again();
    }

    private static void halfDone(Problem problem, Class<? extends SchemaProblem> why) {
        assertThat(problem).isInstanceOfSatisfying(SchemaProblem.ScriptHalfDone.class, half -> {
            assertThat(half.revision().id()).isEqualTo("2");
            assertThat(half.standing().id()).isEqualTo("1");
            assertThat(half.file()).isEqualTo("V2__email.sql");
            assertThat(half.invalid()).containsExactly("public.users_name");
            assertThat(half.why()).isInstanceOf(why);
        });
    }

    @Test
    void a_step_outside_a_transaction_that_waited_in_vain_is_half_done_and_says_who_was_in_the_way() throws Exception {
        write("V2__email.sql", "CREATE INDEX CONCURRENTLY users_name ON users (name);");
        try (Idle idle = new Idle(); Statement statement = idle.connection.createStatement()) {
            statement.execute("INSERT INTO users VALUES (1, 'x')");
            halfDone(problem(run(schema, "2")), SchemaProblem.BlockedBySession.class);
        }
        again();
    }

    @Test
    void what_was_done_before_a_step_met_somebody_in_its_way_is_told() throws Exception {
        write("V2__email.sql", "CREATE TABLE other (id integer);");
        write("V3__name.sql", "ALTER TABLE users ADD COLUMN email text;");
        try (Idle idle = new Idle()) {
            assertThat(idle.pid).isPositive();
            assertThat(problem(run(schema, "3"))).isInstanceOfSatisfying(SchemaProblem.BlockedBySession.class, blocked -> {
                assertThat(blocked.standing().id()).isEqualTo("2");
                assertThat(blocked.during())
                        .contains(new SchemaProblem.Move("upgrade", new Revision("1"), new Revision("3"), true));
            });
        }
    }

    @Test
    void a_script_that_stands_in_its_own_way_failed_and_nothing_is_ahead() throws Exception {
        write("V2__email.sql", """
            -- title: 두 번 | Twice
            CREATE TABLE z (id integer);
            -- again
            CREATE TABLE z (id integer);
            """);
        assertThat(problem(run(schema, "2"))).isInstanceOfSatisfying(SchemaProblem.ScriptFailed.class, failed -> {
            assertThat(failed.statement()).isEqualTo("CREATE TABLE z (id integer)");
            assertThat(failed.line()).isEqualTo(4);
        });
    }

    @Test
    void a_mixed_script_is_said_to_be_one_before_it_is_shown_or_run() throws Exception {
        write("V2__email.sql", "ALTER TABLE users ADD COLUMN email text;\nCREATE INDEX CONCURRENTLY users_name ON users (name);");
        SchemaProblem.ScriptMixed mixed = new SchemaProblem.ScriptMixed("V2__email.sql",
                "V2__email.sql:1  ALTER TABLE users ADD COLUMN email text\n"
                        + "V2__email.sql:2  CREATE INDEX CONCURRENTLY users_name ON users (name)");
        FlywayTrials trials = new FlywayTrials(MigrationFolder.at(folder), new PostgresSessions(access));

        assertThatThrownBy(() -> trials.preview(schema.scripts().getLast(), schema.ladder(), true))
                .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem()).isEqualTo(mixed));
        assertThat(problem(run(schema, "2"))).isEqualTo(mixed);
    }

    @Test
    void a_gap_does_not_hide_what_must_be_mended() throws Exception {
        write("V2__email.sql", "CREATE TABLE other (id integer);");
        assertThat(run(schema, "2")).isInstanceOf(Outcome.Done.class);
        write("V4__index.sql", "CREATE UNIQUE INDEX CONCURRENTLY users_name ON users (name);");
        assertThat(schema.ladder().finding()).containsInstanceOf(SchemaProblem.ScriptGap.class);
        database.run("INSERT INTO users VALUES (1, 'x'), (2, 'x')");
        var _ = org.assertj.core.api.Assertions.catchThrowable(
                () -> database.run("CREATE UNIQUE INDEX CONCURRENTLY users_name ON users (name)"));

        assertThat(schema.ladder().finding()).containsInstanceOf(SchemaProblem.InvalidIndex.class);
    }

    @Test
    void a_script_that_fails_in_the_middle_is_mended_and_run_again() throws Exception {
        write("V2__email.sql", "ALTER TABLE users ADD COLUMN email text;\nSELECT no_such_column FROM users;");
        assertThat(problem(run(schema, "2"))).isInstanceOf(SchemaProblem.ScriptFailed.class);
        write("V2__email.sql", "ALTER TABLE users ADD COLUMN email text;");

        assertThat(run(schema, "2")).isInstanceOf(Outcome.Done.class);
        assertThat(schema.ladder().finding()).isEmpty();
        proven();
    }

    /// The schema is what the scripts make of an empty database.
    private void proven() {
        assertThat(run(schema.verify(Optional.of("2"), OperationId.fresh()))).isInstanceOfSatisfying(Outcome.Done.class,
                done -> assertThat(((Verification) done.result()).wrong()).isEmpty());
    }

    private void again() {
        assertThat(run(schema.recovery().clearing(new Revision("2"), OperationId.fresh()))).isInstanceOf(Outcome.Done.class);
        assertThat(run(schema, "2")).isInstanceOf(Outcome.Done.class);
        assertThat(level()).isEqualTo("2");
        assertThat(schema.ladder().finding()).isEmpty();
        assertThat(database.ask("SELECT count(*) FROM pg_index WHERE NOT indisvalid")).containsExactly("0");
        proven();
    }

    @Test
    void another_database_than_the_one_that_was_shown_is_refused_before_anything_is_run() {
        DatabaseIdentity there = schema.ladder().database().orElseThrow();
        DatabaseIdentity shown = new DatabaseIdentity(there.system(), there.oid() + 1, there.database(), Optional.empty());

        assertThat(problem(run(schema.on(Terms.USUAL.shown(Optional.of(shown))), "2")))
                .isInstanceOf(OperationProblem.AnotherDatabase.class);
        assertThat(run(schema.on(Terms.USUAL.shown(Optional.of(there))), "2")).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_server_that_takes_no_changes_is_refused_by_name() {
        database.runAsAdmin("ALTER DATABASE " + database.name() + " SET default_transaction_read_only = on");
        access.close();
        try (PostgresAccess fresh = new PostgresAccess(database.environment())) {
            FlywayHistory history = new FlywayHistory(MigrationFolder.at(folder), new PostgresSessions(fresh));
            Problem problem = problem(run((journal, stop) -> {
                history.ladder().database().orElseThrow().mustBe(Optional.empty());
                return true;
            }));
            assertThat(problem).isInstanceOf(OperationProblem.ReadOnlyServer.class);
        }
    }

    @Test
    void every_run_has_its_row_and_its_log_also_the_failed_one() {
        database.run("ALTER TABLE users ADD COLUMN email text");
        assertThat(run(schema, "2")).isInstanceOf(Outcome.Failed.class);

        List<RunEntry> entries = new RunFiles(home.resolve("runs")).entries();

        assertThat(entries).hasSize(2).allSatisfy(entry -> assertThat(entry.log()).exists());
        assertThat(entries).extracting(entry -> entry.ending().orElseThrow().result())
                .containsExactly(RunEntry.Result.FAILED, RunEntry.Result.DONE);
        assertThat(entries.getLast().intent().orElseThrow().to()).isEqualTo("1");
        assertThat(entries.getLast().intent().orElseThrow().database()).isEqualTo(
                schema.ladder().database().map(there -> new DatabaseIdentity(there.system(), there.oid(), there.database(),
                        Optional.empty())));
    }

    @Test
    void transactions_that_were_prepared_and_forgotten_are_listed() {
        database.run("BEGIN; CREATE TABLE forgotten (id integer); PREPARE TRANSACTION 'left by a crash';");
        try {
            Run<Ladder> run = begin(schema, "2");
            assertThat(end(run)).isInstanceOf(Outcome.Done.class);
            assertThat(run.feed().after(0).lines()).anySatisfy(line -> assertThat(line.text()).contains("left by a crash"));
        } finally {
            database.run("ROLLBACK PREPARED 'left by a crash'");
        }
    }

    /// What the book has of a run of another console that died in the step to revision 2.
    private RunEntry cutOff(String id) {
        RunEntry begun = new RunEntry(new OperationId(id), Message.verbatim("to 2"), java.time.Instant.now(),
                new RunEntry.Author("kim", "elsewhere", 1, Optional.empty()), home.resolve("x.log"), Optional.empty(), List.of(),
                Optional.empty());
        var page = runs.book().open(begun);
        page.intends(new dev.lockkeeper.operation.Intent("upgrade", schema.ladder().database(), "1", "2", 2, List.of("2")));
        page.step(1);
        page.step(2);
        return runs.book().entries().stream().filter(entry -> entry.id().text().equals(id)).findFirst().orElseThrow();
    }

    private Verdict verdict() {
        List<Verdict> verdicts = schema.recovery().reconcile(runs.book());
        assertThat(verdicts).hasSize(1);
        return verdicts.getFirst();
    }

    @Test
    void a_run_that_goes_on_without_its_console_is_told_and_can_be_ended() throws Exception {
        RunEntry run = cutOff("0ddba110");
        try (Connection orphan = database.source().getConnection(); Statement statement = orphan.createStatement()) {
            statement.execute("SET application_name = '" + run.id().applicationName() + "'");
            assertThat(verdict().kind()).isEqualTo(Verdict.Kind.STILL_RUNNING);
            assertThat(verdict().kind()).as("told again, it is not over").isEqualTo(Verdict.Kind.STILL_RUNNING);

            assertThat(schema.recovery().end(run.id())).isTrue();
            Await.until("it is gone", Duration.ofSeconds(5), () -> !orphan(run));
        }
        assertThat(verdict().kind()).isEqualTo(Verdict.Kind.ROLLED_BACK);
        assertThat(schema.recovery().reconcile(runs.book())).isEmpty();
        assertThat(runs.book().entries().getFirst().ending().orElseThrow().words())
                .isEqualTo(Message.of("verdict.rolled-back", "2", "1"));
    }

    private boolean orphan(RunEntry run) {
        return !database
                .ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + run.id().applicationName() + "'")
                .equals(List.of("0"));
    }

    @Test
    void a_step_outside_a_transaction_that_was_cut_off_is_judged_by_what_is_there() throws Exception {
        write("V2__email.sql", "CREATE UNIQUE INDEX CONCURRENTLY users_name ON users (name);");
        database.run("CREATE INDEX users_name ON users (name)");
        cutOff("0ddba111");
        Verdict done = verdict();
        assertThat(done.kind()).isEqualTo(Verdict.Kind.DONE_NOT_RECORDED);
        assertThat(done.problem()).containsInstanceOf(SchemaProblem.DoneNotRecorded.class);

        database.run("DROP INDEX users_name; INSERT INTO users VALUES (1, 'x'), (2, 'x')");
        var _ = org.assertj.core.api.Assertions.catchThrowable(
                () -> database.run("CREATE UNIQUE INDEX CONCURRENTLY users_name ON users (name)"));
        cutOff("0ddba112");
        Verdict invalid = verdict();
        assertThat(invalid.kind()).isEqualTo(Verdict.Kind.INVALID_INDEX);
        assertThat(invalid.words()).isEqualTo(Message.of("verdict.invalid-index", "2", "public.users_name"));
    }

    @Test
    void a_way_back_outside_a_transaction_that_was_cut_off_is_not_told_as_undone() throws Exception {
        write("U2__email.sql", "DROP INDEX CONCURRENTLY users_name;");
        write("V2__email.sql", "CREATE INDEX users_name ON users (name);");
        assertThat(run(schema, "2")).isInstanceOf(Outcome.Done.class);
        RunEntry begun = new RunEntry(new OperationId("0ddba114"), Message.verbatim("to 1"), Instant.now(),
                new RunEntry.Author("kim", "elsewhere", 1, Optional.empty()), home.resolve("x.log"), Optional.empty(), List.of(),
                Optional.empty());
        var page = runs.book().open(begun);
        page.intends(new dev.lockkeeper.operation.Intent("downgrade", schema.ladder().database(), "2", "1", 2, List.of("1")));
        page.step(1);
        page.step(2);

        assertThat(verdict()).satisfies(verdict -> {
            assertThat(verdict.kind()).isEqualTo(Verdict.Kind.HALF_DONE);
            assertThat(verdict.words()).isEqualTo(Message.of("verdict.half-done", "2", "U2__email.sql", "2"));
        });
    }

    @Test
    void a_way_back_outside_a_transaction_that_fails_says_what_it_left() throws Exception {
        write("V2__email.sql", "CREATE INDEX users_name ON users (name);\nCREATE INDEX users_id ON users (id);");
        write("U2__email.sql", "DROP INDEX CONCURRENTLY users_name;\nDROP INDEX CONCURRENTLY of_no_such_name;");
        assertThat(run(schema, "2")).isInstanceOf(Outcome.Done.class);

        OperationId id = OperationId.fresh();
        assertThat(problem(run(schema.rollBack("1", Safeguard.Wish.DECLINED, id))))
                .isInstanceOfSatisfying(SchemaProblem.WayBackHalfDone.class, half -> {
                    assertThat(half.revision().id()).isEqualTo("2");
                    assertThat(half.standing().id()).isEqualTo("2");
                    assertThat(half.file()).isEqualTo("U2__email.sql");
                    assertThat(half.message()).contains("U2__email.sql:2").contains("of_no_such_name");
                    assertThat(half.differences()).singleElement().satisfies(left -> {
                        assertThat(left.object().path()).contains("users_name");
                        assertThat(left.isMissing()).isTrue();
                    });
                });
        assertThat(level()).isEqualTo("2");

        write("U2__email.sql", "DROP INDEX CONCURRENTLY IF EXISTS users_name;\nDROP INDEX CONCURRENTLY users_id;");
        assertThat(run(schema.rollBack("1", Safeguard.Wish.DECLINED, OperationId.fresh()))).isInstanceOf(Outcome.Done.class);
        assertThat(level()).isEqualTo("1");
    }

    @Test
    void a_way_back_outside_a_transaction_that_fails_at_its_first_statement_left_nothing() throws Exception {
        write("V2__email.sql", "CREATE INDEX users_name ON users (name);");
        write("U2__email.sql", "DROP INDEX CONCURRENTLY of_no_such_name;\nDROP INDEX CONCURRENTLY users_name;");
        assertThat(run(schema, "2")).isInstanceOf(Outcome.Done.class);

        assertThat(problem(run(schema.rollBack("1", Safeguard.Wish.DECLINED, OperationId.fresh()))))
                .isInstanceOf(SchemaProblem.ScriptFailed.class);
    }

    @Test
    void rows_that_would_be_refused_stop_an_upgrade_before_its_backup() throws Exception {
        database.run("INSERT INTO users VALUES (1, 'a'), (2, 'a'), (3, 'b'), (4, 'b'), (5, 'b')");
        write("V2__email.sql", "CREATE TABLE other (id integer);\nALTER TABLE users ADD CONSTRAINT uq_name UNIQUE (name);");
        List<String> before = catalog();
        PostgresSessions sessions = new PostgresSessions(access);
        MigrationFolder scripts = MigrationFolder.at(folder);
        Lookout lookout = new Lookout(new FlywayHistory(scripts, sessions), new FlywayTrials(scripts, sessions), _ -> () -> {});
        Schema gated = schema.behind(Gate.of(lookout, false));

        assertThat(problem(run(gated.upgrade("2", OperationId.fresh()))))
                .isInstanceOfSatisfying(SchemaProblem.DataRefuses.class,
                        refuses -> assertThat(refuses.findings()).singleElement().satisfies(finding -> {
                            assertThat(finding.check().table()).isEqualTo("users");
                            assertThat(finding.check().columns()).containsExactly("name");
                            assertThat(finding.check().line()).isEqualTo(2);
                            assertThat(finding.values()).isEqualTo(2);
                            assertThat(finding.rows()).isEqualTo(5);
                        }));
        assertThat(catalog()).isEqualTo(before);
        assertThat(level()).isEqualTo("1");
        assertThat(home.resolve("backups")).doesNotExist();

        database.run("DELETE FROM users WHERE id IN (2, 4, 5)");
        assertThat(run(gated.upgrade("2", Safeguard.Wish.DECLINED, OperationId.fresh()))).isInstanceOf(Outcome.Done.class);
        try (Connection somebody = database.source().getConnection()) {
            assertThat(somebody.isValid(3)).isTrue();
            assertThat(lookout.sessions()).isEqualTo(1);
        }
    }

    @Test
    void of_another_database_nobody_can_tell() {
        RunEntry run = cutOff("0ddba113");
        try (RealPostgres.Database other = RealPostgres.fresh(); PostgresAccess there = new PostgresAccess(other.environment())) {
            Recovery elsewhere = new Recovery(new FlywayHistory(MigrationFolder.at(folder), new PostgresSessions(there)),
                    new FlywayAftermath(new PostgresSessions(there)), new PostgresOneWriter(there));

            assertThat(elsewhere.reconcile(runs.book())).singleElement()
                    .satisfies(verdict -> assertThat(verdict.kind()).isEqualTo(Verdict.Kind.UNKNOWN));
        }
        assertThat(runs.book().entries().getFirst().id()).isEqualTo(run.id());
        assertThat(runs.book().entries().getFirst().ending()).isEmpty();
    }
}
