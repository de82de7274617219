package dev.lockkeeper.adapter.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.app.PostgresSessions;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.Ascent;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.RungState;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.testing.RealPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our own running of scripts beside real Flyway: the same rows in the same table, and a session that is one for all steps without
/// being felt by any.
class FlywayAscentIT {

    private static final String ROWS = "SELECT concat_ws(' | ', installed_rank, version, description, type, script, checksum, installed_by,"
            + " success) FROM lockkeeper.flyway_schema_history WHERE type <> 'SCHEMA' ORDER BY installed_rank";
    private static final String TABLE = """
        SELECT attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull || ' ' || coalesce(pg_get_expr(adbin, adrelid), '')
        FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE attrelid = 'lockkeeper.flyway_schema_history'::regclass AND attnum > 0
        UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = 'lockkeeper.flyway_schema_history'::regclass
        UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
        WHERE conrelid = 'lockkeeper.flyway_schema_history'::regclass AND contype <> 'n' ORDER BY 1""";

    private final RealPostgres.Database database = RealPostgres.fresh();
    private final RealPostgres.Database other = RealPostgres.fresh();
    private final PostgresAccess access = new PostgresAccess(database.environment());

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void close() {
        access.close();
        database.close();
        other.close();
    }

    @Test
    void rows_and_table_are_what_flyway_itself_writes() throws IOException {
        String long200 = "a".repeat(190) + "_and_more_than_a_description_holds";
        write("V1__one.sql", "CREATE TABLE one (id integer, note text);\r\nINSERT INTO one VALUES (1, 'a;b');\r\n");
        write("V1_5__between__two.sql", "COPY one (id, note) FROM STDIN;\n2\tzwei\n3\tdrei\n\\.\nSELECT 1;\n");
        write("V2.10__" + long200 + ".sql", "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END;\n");
        write("V003__index.sql", "CREATE INDEX CONCURRENTLY one_id ON one (id);\n");
        write("V004__apart.sql", "ALTER TYPE mood ADD VALUE 'x';\n");
        write("V004__apart.sql.conf", "executeInTransaction=false\n");
        Files.writeString(folder.resolve("V0__type.sql"), "CREATE TYPE mood AS ENUM ('a');");

        raise("0", "1", "1.5", "2.10", "003", "004");
        flyway(other).migrate();

        assertThat(database.ask(ROWS)).hasSize(6).isEqualTo(other.ask(ROWS));
        assertThat(database.ask(TABLE)).isNotEmpty().isEqualTo(other.ask(TABLE));
        assertThat(database.ask("SELECT note FROM one ORDER BY id")).containsExactly("a;b", "zwei", "drei");
        Flyway onOurs = flyway(database);
        onOurs.validate();
        assertThat(onOurs.info().pending()).isEmpty();
        assertThat(Arrays.stream(onOurs.info().applied()).map(MigrationInfo::getScript)).hasSize(6);
    }

    @Test
    void a_failure_outside_a_transaction_leaves_the_row_that_flyway_leaves() throws IOException {
        String sql = "CREATE TABLE one (id integer);\nSELECT * FROM nowhere;\n";
        write("V1__apart.sql", sql);
        write("V1__apart.sql.conf", "executeInTransaction=false\n");

        assertThat(problem("1")).isInstanceOfSatisfying(SchemaProblem.ScriptFailed.class,
                failed -> assertThat(failed.line()).isEqualTo(2));
        assertThatThrownBy(() -> flyway(other).migrate()).isInstanceOf(FlywayException.class);

        assertThat(database.ask(ROWS)).hasSize(1).isEqualTo(other.ask(ROWS));
        assertThat(history().ladder().rungs().getFirst().state()).isEqualTo(RungState.FAILED);
    }

    @Test
    void statements_that_need_a_transaction_and_that_bear_none_are_refused_together() throws IOException {
        write("V1__mixed.sql", "CREATE TABLE one (id integer);\nCREATE INDEX CONCURRENTLY one_id ON one (id);\n");

        assertThat(problem("1")).isInstanceOf(SchemaProblem.ScriptMixed.class);
        assertThat(database.ask("SELECT to_regclass('one') IS NULL")).containsExactly("t");
    }

    @Test
    void flyways_own_lock_is_waited_for_and_its_holder_named() throws Exception {
        write("V1__one.sql", "CREATE TABLE one (id integer);");
        try (Connection outside = database.source().getConnection(); Statement statement = outside.createStatement()) {
            statement.execute("SET application_name = 'the back end, starting'");
            statement.execute("SELECT pg_advisory_lock(" + HistoryTable.LOCK + ")");

            assertThat(problem("1")).isInstanceOfSatisfying(SchemaProblem.BlockedBySession.class,
                    blocked -> assertThat(blocked.blockers()).singleElement().asString().contains("the back end, starting"));
            assertThat(database.ask("SELECT to_regclass('one') IS NULL")).containsExactly("t");
            statement.execute("SELECT pg_advisory_unlock_all()");
            raise("1");
        }
        assertThat(history().ladder().current().id()).isEqualTo("1");
    }

    @Test
    void flyway_waits_while_a_script_of_ours_runs() throws Exception {
        write("V1__one.sql", "SELECT pg_try_advisory_lock(1);\nDO $$ BEGIN IF (SELECT count(*) FROM pg_locks WHERE locktype ="
                + " 'advisory' AND granted AND (classid::bigint << 32) | objid::bigint = " + HistoryTable.LOCK
                + ") <> 1 THEN RAISE 'no lock'; END IF; END $$;\n");
        write("V2__apart.sql", Files.readString(folder.resolve("V1__one.sql")));
        write("V2__apart.sql.conf", "executeInTransaction=false");

        raise("1", "2");

        assertThat(database.ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                + " (SELECT oid FROM pg_database WHERE datname = current_database())")).containsExactly("0");
    }

    @Test
    void a_flyway_that_comes_between_two_steps_is_seen() throws IOException {
        List.of("1", "2", "3").forEach(number -> write("V" + number + "__x.sql", "CREATE TABLE t" + number + " (id integer);"));
        try (Ascent ascent = history().ascent(OperationId.fresh(), Journal.silent(), new StopSignal())) {
            ascent.raise(new Revision("1"));
            FluentConfiguration configuration = configuration(database).target("2");
            configuration.load().migrate();

            Throwable thrown = catchThrowable(() -> ascent.raise(new Revision("2")));

            assertThat(thrown).isInstanceOfSatisfying(ProblemException.class, known -> assertThat(known.problem())
                    .isEqualTo(new SchemaProblem.MovedMeanwhile(new Revision("2"), new Revision("3"))));
            assertThat(ascent.raise(new Revision("3")).id()).isEqualTo("3");
        }
        assertThat(database.ask("SELECT version FROM lockkeeper.flyway_schema_history ORDER BY installed_rank"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void alembic_that_comes_between_two_steps_is_followed() throws IOException {
        List.of("1", "2", "3").forEach(number -> write("V" + number + "__x.sql", "CREATE TABLE t" + number + " (id integer);"));
        database.run(
                "CREATE TABLE alembic_version (version_num varchar(32) NOT NULL CONSTRAINT alembic_version_pkc PRIMARY KEY)");
        try (Ascent ascent = history().ascent(OperationId.fresh(), Journal.silent(), new StopSignal())) {
            ascent.raise(new Revision("1"));
            database.run("CREATE TABLE t2 (id integer); UPDATE alembic_version SET version_num = '2'");

            ascent.raise(new Revision("3"));
        }
        assertThat(database.ask("SELECT version FROM lockkeeper.flyway_schema_history ORDER BY installed_rank"))
                .containsExactly("1", "2", "3");
        assertThat(database.ask("SELECT version_num FROM alembic_version")).containsExactly("3");
    }

    @Test
    void what_a_script_does_to_its_session_ends_with_it() throws IOException {
        write("V1__one.sql", """
            CREATE SCHEMA aside;
            SET search_path = aside;
            SET lock_timeout = 0;
            CREATE TEMP TABLE scrap (id integer);
            SET my.own = 'x';
            CREATE TABLE one (id integer);
            """);
        write("V2__two.sql", "CREATE TABLE two (id integer);\nDO $$ BEGIN IF to_regclass('scrap') IS NOT NULL OR"
                + " current_setting('my.own', true) <> '' OR current_setting('lock_timeout') <> '5s' THEN RAISE 'not fresh'; END IF; END $$;\n");
        write("V3__hidden.sql",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN EXECUTE 'SE' || 'T search_path = aside';"
                        + " END $f$;\nSELECT f();\n");
        write("V4__four.sql", "CREATE TABLE four (id integer);\n");

        raise("1", "2", "3", "4");

        assertThat(database.ask("SELECT n.nspname || '.' || relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                + " WHERE relname IN ('one', 'two', 'four') ORDER BY relname"))
                .containsExactly("public.four", "aside.one", "public.two");
    }

    @Test
    void a_session_that_the_server_ended_between_two_steps_is_replaced() throws IOException, SQLException {
        List.of("1", "2").forEach(number -> write("V" + number + "__x.sql", "CREATE TABLE t" + number + " (id integer);"));
        OperationId operation = OperationId.fresh();
        try (Ascent ascent = history().ascent(operation, Journal.silent(), new StopSignal())) {
            ascent.raise(new Revision("1"));
            database.runAsAdmin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '"
                    + operation.applicationName() + "' AND datname = '" + database.name() + "'");

            assertThat(ascent.raise(new Revision("2")).id()).isEqualTo("2");
        }
    }

    @Test
    void a_step_that_failed_can_be_taken_again_in_the_same_ascent() throws IOException {
        write("V1__one.sql", "CREATE TABLE one (id integer);");
        write("V2__two.sql", "CREATE TABLE two (id integer);\nSELECT * FROM later;\n");
        try (Ascent ascent = history().ascent(OperationId.fresh(), Journal.silent(), new StopSignal())) {
            ascent.raise(new Revision("1"));
            assertThatThrownBy(() -> ascent.raise(new Revision("2"))).isInstanceOf(ProblemException.class);
            database.run("CREATE TABLE later ()");

            assertThat(ascent.raise(new Revision("2")).id()).isEqualTo("2");
        }
        assertThat(database.ask("SELECT installed_rank FROM lockkeeper.flyway_schema_history ORDER BY 1")).containsExactly("1",
                "2");
    }

    private FlywayHistory history() {
        return new FlywayHistory(MigrationFolder.at(folder), new PostgresSessions(access));
    }

    private void raise(String... revisions) {
        try (Ascent ascent = history().ascent(OperationId.fresh(), Journal.silent(), new StopSignal())) {
            for (String revision : revisions) {
                assertThat(ascent.raise(new Revision(revision)).id()).isEqualTo(ascentId(revision));
            }
        }
    }

    private String ascentId(String revision) {
        return history().scripts().stream().map(script -> script.revision()).filter(new Revision(revision)::equals).findFirst()
                .orElseThrow().id();
    }

    private Problem problem(String revision) {
        Throwable thrown = catchThrowable(() -> raise(revision));
        assertThat(thrown).isInstanceOf(ProblemException.class);
        return ((ProblemException) thrown).problem();
    }

    private Flyway flyway(RealPostgres.Database there) {
        return configuration(there).load();
    }

    /// As an application beside us would have it.
    private FluentConfiguration configuration(RealPostgres.Database there) {
        FluentConfiguration configuration = Flyway.configure().dataSource(there.source()).defaultSchema("lockkeeper")
                .createSchemas(true).table("flyway_schema_history").locations("filesystem:" + folder)
                .placeholderReplacement(false);
        Objects.requireNonNull(configuration.getConfigurationExtension(PostgreSQLConfigurationExtension.class))
                .setTransactionalLock(false);
        return configuration;
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
