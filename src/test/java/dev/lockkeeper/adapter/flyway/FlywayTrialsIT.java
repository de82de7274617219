package dev.lockkeeper.adapter.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.app.PostgresSessions;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.DataFinding;
import dev.lockkeeper.schema.LockMode;
import dev.lockkeeper.schema.Lookout;
import dev.lockkeeper.schema.Preview;
import dev.lockkeeper.schema.Rehearsal;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.RoundTrip;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import dev.lockkeeper.schema.Trials;
import dev.lockkeeper.schema.TrialsContract;
import dev.lockkeeper.schema.catalog.Catalog;
import dev.lockkeeper.testing.RealPostgres;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlywayTrialsIT implements TrialsContract {

    private static final Words ENGLISH = Words.in(Language.ENGLISH);

    private RealPostgres.Database database = RealPostgres.fresh();
    private PostgresAccess access = new PostgresAccess(database.environment());
    private PostgresSessions sessions = new PostgresSessions(access);

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void freshDatabase() {
        assertThat(database.name()).isNotEmpty();
    }

    @AfterEach
    void close() {
        assertThat(database.ask("SELECT datname FROM pg_database WHERE datname LIKE '" + database.name() + "\\_\\_%'"))
                .as("scratch databases left").isEmpty();
        access.close();
        database.close();
    }

    @Override
    public Trials trials() {
        return new FlywayTrials(MigrationFolder.shipped(), sessions);
    }

    @Override
    public List<Script> scripts() {
        return MigrationFolder.shipped().read().scripts();
    }

    @Test
    void a_statement_that_cannot_run_in_a_transaction_is_marked_with_file_and_line() throws IOException {
        MigrationFolder own = own("V001__make.sql", "CREATE TABLE t (id bigint);", "V002__index.sql",
                "-- alone\n\nCREATE INDEX CONCURRENTLY ix_t ON t (id);");

        Preview preview = lookout(own).preview("head");

        assertThat(preview.steps().getFirst().transactional()).isTrue();
        assertThat(preview.steps().getLast().alone()).get().satisfies(line -> assertThat(line.line()).isEqualTo(3));
        assertThat(preview.steps().getLast().file()).isEqualTo("V002__index.sql");
    }

    @Test
    void a_revision_that_fails_is_reported_before_the_target_is_touched() throws Exception {
        MigrationFolder own = own("V001__make.sql", "CREATE TABLE t (id bigint);", "V002__good.sql", "ALTER TABLE t ADD a text;",
                "V003__bad.sql", "SELECT 1;\nALTER TABLE t\n  ADD b nosuchtype;");
        raise(own, "001");
        String before = fingerprint();

        Rehearsal rehearsal = lookout(own).rehearse("head", OperationId.fresh()).run(Journal.silent(), new StopSignal());

        assertThat(rehearsal.trials()).extracting(trial -> trial.revision().id()).containsExactly("002");
        assertThat(rehearsal.failure()).get().satisfies(failure -> {
            assertThat(failure.file() + ":" + failure.line()).isEqualTo("V003__bad.sql:2");
            assertThat(failure.message()).contains("nosuchtype").endsWith("(SQLSTATE 42704)");
        });
        assertThat(fingerprint()).isEqualTo(before);
    }

    @Test
    void a_rehearsal_on_a_copy_may_build_an_index_concurrently() throws Exception {
        MigrationFolder own = own("V001__make.sql", "CREATE TABLE t (id bigint);", "V002__index.sql",
                "CREATE INDEX CONCURRENTLY ix_t ON t (id);");
        raise(own, "001");

        Rehearsal rehearsal = lookout(own).rehearse("head", OperationId.fresh()).run(Journal.silent(), new StopSignal());

        assertThat(rehearsal.passed()).isTrue();
        assertThat(rehearsal.trials().getFirst().transactional()).isFalse();
        assertThat(
                problem(() -> lookout(own).rehearseOnTarget("head", OperationId.fresh()).run(Journal.silent(), new StopSignal())))
                .isEqualTo(new SchemaProblem.RehearsalRefused("V002__index.sql", 1, "CREATE INDEX CONCURRENTLY ix_t ON t (id)"));
    }

    @Test
    void a_rehearsal_on_the_target_meets_the_real_rows_and_leaves_nothing() throws Exception {
        MigrationFolder own = own("V001__make.sql", "CREATE TABLE t (id bigint, email text);", "V002__add.sql",
                "ALTER TABLE t ADD a text;", "V003__unique.sql", "ALTER TABLE t ADD CONSTRAINT one UNIQUE (email);");
        raise(own, "001");
        database.run("INSERT INTO t VALUES (1, 'a'), (2, 'a')");
        String before = fingerprint();

        Rehearsal rehearsal = lookout(own).rehearseOnTarget("head", OperationId.fresh()).run(Journal.silent(), new StopSignal());

        assertThat(rehearsal.onTarget()).isTrue();
        assertThat(rehearsal.trials()).singleElement().satisfies(trial -> assertThat(trial.locks()).singleElement()
                .satisfies(lock -> assertThat(lock.mode()).isEqualTo(LockMode.ACCESS_EXCLUSIVE)));
        assertThat(rehearsal.failure()).get().satisfies(failure -> assertThat(failure.message()).contains("SQLSTATE 23505"));
        assertThat(fingerprint()).isEqualTo(before);
        assertThat(lookout(own).rehearse("head", OperationId.fresh()).run(Journal.silent(), new StopSignal()).passed())
                .as("the schema copy has no rows").isTrue();
    }

    @Test
    void a_rehearsal_on_the_target_gives_up_in_time_and_names_who_is_in_the_way() throws Exception {
        MigrationFolder own = own("V001__make.sql", "CREATE TABLE t (id bigint);", "V002__add.sql",
                "SET lock_timeout = 0;\nSET statement_timeout = 0;\nALTER TABLE t ADD a text;");
        raise(own, "001");
        try (Connection holding = database.source().getConnection(); Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute("SELECT FROM t");
            long began = System.nanoTime();

            Problem problem = problem(() -> lookout(own).rehearseOnTarget("head", OperationId.fresh()).run(Journal.silent(),
                    new StopSignal()));

            assertThat(problem).isInstanceOfSatisfying(SchemaProblem.RehearsalBlocked.class,
                    blocked -> assertThat(blocked.blockers())
                            .singleElement().asString().contains("idle in transaction").endsWith(" t"));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        }
        assertThat(problem(() -> lookout(own("V001__make.sql", "CREATE TABLE t (id bigint);", "V002__add.sql",
                "ALTER TABLE t ADD a text;\nSELECT pg_sleep(60);")).rehearseOnTarget("head", OperationId.fresh())
                .run(Journal.silent(),
                        new StopSignal())))
                .isEqualTo(new SchemaProblem.RehearsalTooLong("V002__add.sql", 2, 2));
        assertThat(database.ask("SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'a'"))
                .containsExactly("0");
    }

    @Test
    void a_script_that_would_commit_is_never_rehearsed_on_the_target() throws Exception {
        for (String sql : List.of("ALTER TABLE t ADD a text;\nCOMMIT;", "ALTER TABLE t ADD a text;\nPREPARE TRANSACTION 'x';",
                "COPY t TO PROGRAM 'cat';")) {
            MigrationFolder own = own("V001__make.sql", "CREATE TABLE t (id bigint);", "V002__x.sql", sql);
            if (database.ask("SELECT to_regclass('t')::text").contains("null")) {
                raise(own, "001");
            }
            assertThat(problem(() -> lookout(own).rehearseOnTarget("head", OperationId.fresh()).run(Journal.silent(),
                    new StopSignal()))).as(sql).isInstanceOf(SchemaProblem.RehearsalRefused.class);
        }
    }

    @Test
    void duplicate_e_mails_are_counted_before_a_unique_constraint_is_tried() throws Exception {
        MigrationFolder own = own("V001__make.sql",
                "CREATE TABLE users (id bigint PRIMARY KEY, email text, age numeric, code text, boss bigint);", "V002__x.sql", """
                    ALTER TABLE users ADD CONSTRAINT one_email UNIQUE (email);
                    CREATE UNIQUE INDEX ux_code ON users (lower(code)) WHERE age > 1;
                    ALTER TABLE users ALTER age SET NOT NULL;
                    ALTER TABLE users ADD CONSTRAINT grown CHECK (age >= 18) NOT VALID;
                    ALTER TABLE users VALIDATE CONSTRAINT grown;
                    ALTER TABLE users ADD FOREIGN KEY (boss) REFERENCES users;
                    ALTER TABLE users ALTER code TYPE varchar(3);
                    ALTER TABLE users ADD phone text NOT NULL;
                    ALTER TABLE users ALTER nosuch SET NOT NULL;
                    """);
        raise(own, "001");
        database.run("INSERT INTO users SELECT g, 'mail' || (g % 14), CASE WHEN g < 20 THEN 17 WHEN g < 22 THEN NULL ELSE 30 END,"
                + " CASE WHEN g > 28 THEN 'Long' || (g % 2) WHEN g = 28 THEN 'long1' ELSE 'c' || g END, CASE WHEN g = 5 THEN 99 END"
                + " FROM generate_series(1, 29) AS g");

        List<DataFinding> findings = lookout(own).dataChecks("head");

        assertThat(findings).extracting(finding -> finding.check().line() + " " + ENGLISH.say(finding.words())).containsExactly(
                "1 14 values of users.email stand in more than one row (29 rows)",
                "2 One value of users.lower(code) stands in more than one row (2 rows)",
                "3 2 rows have no value in users.age",
                "5 19 rows are against users.grown",
                "6 One row of users.boss points to nothing",
                "7 2 values of users.code do not fit into the new type",
                "8 users.phone has no default, and the table has 29 rows");
        assertThat(findings).allMatch(DataFinding::inTheWay);
    }

    @Test
    void a_question_changes_nothing_and_one_that_cannot_be_answered_says_why() throws Exception {
        MigrationFolder own = own("V001__make.sql", "CREATE TABLE t (id bigint, a text);\nCREATE SEQUENCE s;", "V002__x.sql",
                "UPDATE t SET a = 'x' WHERE a IS NULL;\nALTER TABLE t ALTER a SET NOT NULL;\n"
                        + "ALTER TABLE t ADD CHECK (nextval('s') > 0);\nALTER TABLE t ALTER a TYPE integer;");
        raise(own, "001");
        database.run("INSERT INTO t VALUES (1, NULL), (2, 'b')");

        List<DataFinding> findings = lookout(own).dataChecks("head");

        assertThat(findings).extracting(finding -> finding.check().line()).containsExactly(2, 3, 4);
        assertThat(findings.getFirst().inTheWay()).as("the script mends it itself").isFalse();
        assertThat(findings.getFirst().values()).isEqualTo(1);
        assertThat(findings.get(1).unknown()).get().asString().contains("read-only");
        assertThat(database.ask("SELECT is_called FROM s")).containsExactly("f");
    }

    @Test
    void a_way_back_that_forgets_an_index_is_reported_by_name() throws Exception {
        MigrationFolder own = own("V001__make.sql", "CREATE TABLE metrics (day date);", "U001__make.sql", "DROP TABLE metrics;",
                "V002__none.sql", "ALTER TABLE metrics ADD a text;",
                "V003__index.sql", "ALTER TABLE metrics ADD b text;\nCREATE INDEX ix_metrics_day ON metrics (day);",
                "U003__index.sql",
                "ALTER TABLE metrics DROP b;", "V004__more.sql", "ALTER TABLE metrics ADD c text;", "U004__more.sql",
                "ALTER TABLE metrics DROP c, DROP a;", "V005__bad.sql", "ALTER TABLE metrics ADD d text;", "U005__bad.sql",
                "\nALTER TABLE metrics DROP dd;", "V006__last.sql", "ALTER TABLE metrics ADD e text;", "U006__last.sql",
                "ALTER TABLE metrics DROP e;");

        RoundTrip trip = lookout(own).roundTrip(OperationId.fresh()).run(Journal.silent(), new StopSignal());

        assertThat(trip.legs().stream().flatMap(leg -> leg.words().stream()).map(ENGLISH::say)).containsExactly(
                "002 has no way back",
                "U003 leaves index ix_metrics_day", "U004 also takes away column metrics.a");
        assertThat(trip.legs().get(4).failure()).get().satisfies(failure -> assertThat(failure.file() + ":" + failure.line())
                .isEqualTo("U005__bad.sql:2"));
        assertThat(trip.legs()).extracting(RoundTrip.Leg::closed).containsExactly(true, false, false, false, false, true);
    }

    private Lookout lookout(MigrationFolder scripts) {
        OneWriter nobody = _ -> () -> {};
        return new Lookout(new FlywayHistory(scripts, sessions), new FlywayTrials(scripts, sessions), nobody);
    }

    private void raise(MigrationFolder scripts, String revision) {
        new FlywayHistory(scripts, sessions).raise(new Revision(revision), OperationId.fresh(), Journal.silent(),
                new StopSignal());
    }

    private String fingerprint() {
        return Catalog.of(sessions.ask(sessions::catalog)).fingerprint();
    }

    /// A folder with these files, each name followed by its text.
    private MigrationFolder own(String... files) throws IOException {
        for (int i = 0; i < files.length; i += 2) {
            Files.writeString(folder.resolve(files[i]), files[i + 1]);
        }
        return MigrationFolder.at(folder);
    }

    private static Problem problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(work);
        assertThat(thrown).isInstanceOf(ProblemException.class);
        return ((ProblemException) thrown).problem();
    }
}
