package dev.lockkeeper.adapter.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.app.PostgresSessions;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import dev.lockkeeper.schema.AlembicRevisions;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Ledgers;
import dev.lockkeeper.schema.MigrationHistory;
import dev.lockkeeper.schema.MigrationHistoryContract;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.RungState;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.testing.Listening;
import dev.lockkeeper.testing.RealPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlywayHistoryIT implements MigrationHistoryContract {

    private static final Revision R3 = new Revision("003");
    private static final Revision R4 = new Revision("004");
    private static final List<String> LEVELS = List.of("001", "002", "003", "004");

    private RealPostgres.Database database = RealPostgres.fresh();
    private PostgresAccess access = new PostgresAccess(database.environment());
    private FlywayHistory history = new FlywayHistory(MigrationFolder.shipped(), new PostgresSessions(access));

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void freshDatabase() {
        assertThat(database.name()).isNotEmpty();
    }

    @AfterEach
    void close() {
        access.close();
        database.close();
    }

    @Override
    public MigrationHistory empty() {
        return history;
    }

    @Test
    void an_empty_database_is_at_base_and_waits_for_all_four_revisions() {
        Ladder ladder = history.ladder();

        assertThat(ladder.current()).isEqualTo(Revision.BASE);
        assertThat(ladder.pending()).extracting(rung -> rung.revision().id()).isEqualTo(LEVELS);
        assertThat(ladder.finding()).isEmpty();
        assertThat(ladder.ledgers()).isEqualTo(new Ledgers(Optional.empty(), Optional.empty()));
    }

    @Test
    void up_down_and_up_again_give_the_same_catalog_at_every_level() {
        List<List<String>> up = new ArrayList<>();
        up.add(catalog());
        for (String level : LEVELS) {
            raise(level);
            up.add(catalog());
        }
        for (int level = 4; level > 0; level--) {
            assertThat(catalog()).as("level %d", level).isEqualTo(up.get(level));
            lower(LEVELS.get(level - 1));
            assertThat(catalog()).as("below level %d", level).isEqualTo(up.get(level - 1));
        }
        LEVELS.forEach(this::raise);

        assertThat(catalog()).isEqualTo(up.get(4));
        assertThat(history.ladder().finding()).isEmpty();
        assertThat(history.ladder().current()).isEqualTo(R4);
    }

    @Test
    void the_tables_stand_where_the_application_looks_and_the_ledger_in_a_schema_of_its_own() {
        LEVELS.forEach(this::raise);

        assertThat(database.ask("SELECT table_schema FROM information_schema.tables WHERE table_name = 'users'"))
                .containsExactly("public");
        assertThat(database.ask("SELECT table_schema FROM information_schema.tables WHERE table_name = 'flyway_schema_history'"))
                .containsExactly("lockkeeper");
        assertThat(database
                .ask("SELECT column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '-')"
                        + " FROM information_schema.columns WHERE table_name = 'users' AND column_name IN"
                        + " ('email', 'is_active', 'is_locked', 'locked_until', 'failed_login_attempts') ORDER BY ordinal_position"))
                .containsExactly("email character varying YES -", "is_active boolean NO true", "is_locked boolean NO false",
                        "locked_until timestamp with time zone YES -", "failed_login_attempts integer NO 0");
    }

    @Test
    void one_step_moves_one_revision_and_nothing_more() {
        raise("001");
        raise("002");

        Ladder ladder = history.ladder();
        assertThat(ladder.current().id()).isEqualTo("002");
        assertThat(ladder.pending()).extracting(rung -> rung.revision().id()).containsExactly("003", "004");
        assertThat(ladder.rung(new Revision("2")).orElseThrow().appliedBy()).contains(RealPostgres.USER);
    }

    @Test
    void a_revision_taken_back_is_told_apart_from_one_that_never_was() {
        LEVELS.forEach(this::raise);
        lower("004");

        assertThat(history.ladder().rung(R4).orElseThrow().state()).isEqualTo(RungState.UNDONE);
        raise("004");
        assertThat(history.ladder().rung(R4).orElseThrow().state()).isEqualTo(RungState.APPLIED);
    }

    @Test
    void alembics_ledger_moves_in_the_same_transaction() {
        alembicAt("base");
        LEVELS.forEach(this::raise);
        assertThat(alembic()).containsExactly("004");

        lower("004");
        assertThat(alembic()).containsExactly("003");
        List.of("003", "002", "001").forEach(this::lower);
        assertThat(alembic()).isEmpty();
    }

    @Test
    void a_ledger_that_cannot_be_moved_takes_the_script_back_with_it() {
        List.of("001", "002", "003").forEach(this::raise);
        List<String> before = catalog();
        database.run("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$;"
                + "CREATE TRIGGER refuse BEFORE UPDATE ON alembic_version FOR EACH ROW EXECUTE FUNCTION refuse()");

        assertThat(problem(() -> raise("004"))).isInstanceOf(SchemaProblem.ScriptFailed.class);

        database.run("DROP TRIGGER refuse ON alembic_version; DROP FUNCTION refuse()");
        assertThat(catalog()).isEqualTo(before);
        assertThat(alembic()).containsExactly("003");
        assertThat(history.ladder().ledgers()).isEqualTo(new Ledgers(Optional.of(R3), Optional.of(R3)));
    }

    @Test
    void a_database_that_alembic_brought_to_003_is_adopted_by_the_next_upgrade() {
        database.schema(3);
        alembicAt("003");

        assertThat(history.ladder().finding()).contains(new SchemaProblem.NotAdopted(R3));
        assertThat(history.ladder().current()).isEqualTo(R3);

        raise("004");

        assertThat(history.ladder().ledgers()).isEqualTo(new Ledgers(Optional.of(R4), Optional.of(R4)));
        assertThat(history.ladder().finding()).isEmpty();
        List.of("004", "003", "002", "001").forEach(this::lower);
        assertThat(history.ladder().current()).isEqualTo(Revision.BASE);
    }

    @Test
    void a_downgrade_by_alembic_is_seen_and_followed() {
        alembicAt("base");
        LEVELS.forEach(this::raise);
        database.script("/db/undo/U004__add_user_lockout_fields.sql").run("UPDATE alembic_version SET version_num = '003'");

        Ladder ladder = history.ladder();
        assertThat(ladder.current()).isEqualTo(R3);
        assertThat(ladder.finding()).containsInstanceOf(SchemaProblem.MovedByAlembic.class);
        assertThat(ladder.rung(R4).orElseThrow().state()).isEqualTo(RungState.UNDONE);

        raise("004");
        assertThat(history.ladder().finding()).isEmpty();
        assertThat(alembic()).containsExactly("004");
    }

    @Test
    void a_schema_ahead_of_its_ledger_is_seen_before_anything_is_run() {
        List.of("001", "002", "003").forEach(this::raise);
        database.run("ALTER TABLE users ADD COLUMN email varchar(255), ADD COLUMN is_locked boolean NOT NULL DEFAULT false");

        assertThat(history.ladder().finding()).containsInstanceOf(SchemaProblem.SchemaAhead.class);
        SchemaProblem.SchemaAhead ahead = (SchemaProblem.SchemaAhead) history.ladder().finding().orElseThrow();
        assertThat(ahead.present()).containsExactly("users.email", "users.is_locked");
        assertThat(ahead.absent()).containsExactly("users.is_active", "users.locked_until", "users.failed_login_attempts");
    }

    @Test
    void a_duplicate_column_ends_as_schema_ahead_with_the_line_of_the_script() {
        List.of("001", "002", "003").forEach(this::raise);
        database.run("ALTER TABLE users ADD COLUMN email varchar(255)");
        List<String> before = catalog();

        Problem problem = problem(() -> raise("004"));

        assertThat(problem).isInstanceOf(SchemaProblem.SchemaAhead.class);
        SchemaProblem.SchemaAhead ahead = (SchemaProblem.SchemaAhead) problem;
        assertThat(ahead.code()).isEqualTo("SCHEMA_AHEAD");
        assertThat(ahead.line()).isEqualTo(6);
        assertThat(ahead.file()).isEqualTo("V004__add_user_lockout_fields.sql");
        assertThat(ahead.evidence()).contains("email");
        assertThat(catalog()).isEqualTo(before);
        assertThat(history.ladder().current()).isEqualTo(R3);
    }

    @Test
    void a_ledger_ahead_of_its_schema_is_told() {
        List.of("001", "002", "003").forEach(this::raise);
        history.stamp(R4, OperationId.fresh(), Journal.silent());

        assertThat(history.ladder().finding()).containsInstanceOf(SchemaProblem.SchemaBehindLedger.class);
    }

    @Test
    void tables_without_any_ledger_are_not_touched() {
        database.run("CREATE TABLE orders (id integer)");

        assertThat(history.ladder().finding()).contains(new SchemaProblem.LedgerMissing(List.of("orders")));
    }

    @Test
    void a_schema_of_ours_without_any_ledger_is_told_as_one_that_has_no_ledger() {
        database.schema(4);
        database.run("DROP TABLE IF EXISTS alembic_version; DROP SCHEMA IF EXISTS lockkeeper CASCADE");

        assertThat(history.ladder().finding()).containsInstanceOf(SchemaProblem.LedgerMissing.class);
        assertThat(history.ladder().inTheWay(true)).isPresent();
    }

    @Test
    void a_role_that_may_not_write_the_ledger_is_told_before_anything_is_begun() {
        history.mustBeWritable();
        List.of("001", "002").forEach(this::raise);
        history.mustBeWritable();
        database.runAsAdmin("REVOKE INSERT ON lockkeeper.flyway_schema_history FROM " + RealPostgres.USER);

        assertThatThrownBy(history::mustBeWritable).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isInstanceOf(ConnectionProblem.PrivilegeMissing.class));
    }

    @Test
    void a_stamp_writes_both_ledgers_up_and_down() {
        database.schema(4);
        alembicAt("002");

        history.stamp(R4, OperationId.fresh(), Journal.silent());
        assertThat(history.ladder().ledgers()).isEqualTo(new Ledgers(Optional.of(R4), Optional.of(R4)));

        history.stamp(new Revision("002"), OperationId.fresh(), Journal.silent());
        assertThat(history.ladder().ledgers())
                .isEqualTo(new Ledgers(Optional.of(new Revision("002")), Optional.of(new Revision("002"))));

        history.stamp(Revision.BASE, OperationId.fresh(), Journal.silent());
        assertThat(alembic()).isEmpty();
        assertThat(history.ladder().current()).isEqualTo(Revision.BASE);
    }

    @Test
    void an_id_of_alembic_that_no_file_has_is_named() {
        database.schema(3);
        alembicAt("20251102_add_metrics_tables");

        assertThat(history.ladder().finding())
                .contains(new SchemaProblem.RevisionUnknown("20251102_add_metrics_tables", "alembic_version"));
    }

    @Test
    void a_script_edited_after_it_was_applied_is_named() throws IOException {
        write("V1__one.sql", "CREATE TABLE one (id integer);");
        FlywayHistory own = own();
        raise(own, "1");
        write("V1__one.sql", "CREATE TABLE one (id bigint);");

        assertThat(own.ladder().finding())
                .hasValueSatisfying(finding -> assertThat(((SchemaProblem.ScriptEdited) finding).checksums())
                        .singleElement().asString().matches("V1__one\\.sql  -?\\d+ → -?\\d+"));
    }

    @Test
    void what_was_edited_in_a_script_is_told_where_its_applied_text_is_still_known() throws IOException {
        write("V1__one.sql", "CREATE TABLE one (id integer);");
        raise(own(), "1");
        write("V1__one.sql", "CREATE TABLE one (id bigint);");
        FlywayHistory knowing = new FlywayHistory(MigrationFolder.at(folder), new PostgresSessions(access),
                new FlywayHistory.Surroundings(AlembicRevisions.NONE, false, (file, wanted) -> {
                    assertThat(file).isEqualTo(folder.resolve("V1__one.sql"));
                    assertThat(wanted.test("CREATE TABLE one (id text);")).isFalse();
                    assertThat(wanted.test("CREATE TABLE one (id integer);")).isTrue();
                    return List.of("--- V1__one.sql (applied)", "-integer", "+bigint");
                }));

        assertThat(knowing.ladder().finding()).containsInstanceOf(SchemaProblem.ScriptEdited.class)
                .hasValueSatisfying(finding -> assertThat(((SchemaProblem.ScriptEdited) finding).changes("V1__one.sql"))
                        .containsExactly("--- V1__one.sql (applied)", "-integer", "+bigint"));
    }

    @Test
    void a_script_that_is_gone_makes_the_database_newer_than_the_folder() throws IOException {
        write("V1__one.sql", "CREATE TABLE one (id integer);");
        write("V2__two.sql", "CREATE TABLE two (id integer);");
        FlywayHistory own = own();
        raise(own, "1");
        raise(own, "2");
        Files.delete(folder.resolve("V2__two.sql"));

        assertThat(own.ladder().finding()).contains(new SchemaProblem.DatabaseNewer(List.of(new Revision("2"))));
    }

    @Test
    void a_revision_that_comes_late_is_named() throws IOException {
        write("V1__one.sql", "CREATE TABLE one (id integer);");
        write("V3__three.sql", "CREATE TABLE three (id integer);");
        FlywayHistory own = own();
        raise(own, "1");
        raise(own, "3");
        write("V2__two.sql", "CREATE TABLE two (id integer);");

        assertThat(own.ladder().finding()).contains(new SchemaProblem.OutOfOrder(List.of(new Revision("2"))));
    }

    @Test
    void an_error_on_the_last_line_takes_the_whole_script_back() throws IOException {
        write("V1__one.sql", "CREATE TABLE one (id integer);\nINSERT INTO one VALUES (1);\n\nSELECT * FROM nowhere;\n");

        Problem problem = problem(() -> raise(own(), "1"));

        assertThat(problem).isInstanceOfSatisfying(SchemaProblem.ScriptFailed.class, failed -> {
            assertThat(failed.line()).isEqualTo(4);
            assertThat(failed.sqlState()).isEqualTo("42P01");
            assertThat(failed.message()).contains("nowhere");
            assertThat(failed.standing()).isEqualTo(Revision.BASE);
        });
        assertThat(database.ask("SELECT to_regclass('one') IS NULL")).containsExactly("t");
    }

    @Test
    void a_way_back_that_fails_changes_nothing() throws IOException {
        write("V1__one.sql", "CREATE TABLE one (id integer);");
        write("undo/U1__one.sql", "DROP TABLE one;\nDROP TABLE two;\n");
        FlywayHistory own = own();
        raise(own, "1");

        assertThat(problem(() -> own.lower(new Revision("1"), OperationId.fresh(), Journal.silent(), new StopSignal())))
                .isInstanceOfSatisfying(SchemaProblem.ScriptFailed.class, failed -> assertThat(failed.line()).isEqualTo(2));
        assertThat(database.ask("SELECT to_regclass('one') IS NULL")).containsExactly("f");
        assertThat(own.ladder().current().id()).isEqualTo("1");
    }

    @Test
    void an_index_built_concurrently_does_not_wait_for_ourselves() throws IOException {
        write("V1__one.sql", "CREATE TABLE one (id integer);");
        write("V2__index.sql", "CREATE INDEX CONCURRENTLY one_id ON one (id);");
        FlywayHistory own = own();
        raise(own, "1");

        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> raise(own, "2"));

        assertThat(second).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(own.ladder().current().id()).isEqualTo("2");
    }

    @Test
    void a_table_held_by_another_session_stops_the_step_and_names_it() throws Exception {
        List.of("001", "002", "003").forEach(this::raise);
        try (Connection other = database.source().getConnection(); Statement statement = other.createStatement()) {
            statement.execute("SET application_name = 'the web app'");
            other.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM users");

            Problem problem = problem(() -> raise("004"));

            assertThat(problem).isInstanceOfSatisfying(SchemaProblem.BlockedBySession.class,
                    blocked -> assertThat(blocked.blockers()).singleElement().asString().contains("the web app")
                            .contains("users"));
        }
        assertThat(history.ladder().current()).isEqualTo(R3);
    }

    @Test
    void a_stop_ends_on_the_server_and_leaves_the_level_below() throws Exception {
        write("V1__slow.sql", "CREATE TABLE one (id integer);\nSELECT pg_sleep(60);\n");
        FlywayHistory own = own();
        StopSignal stop = new StopSignal();
        CompletableFuture<Void> asleep = new CompletableFuture<>();
        Journal journal = new Listening(line -> {
            if (line.contains("pg_sleep")) {
                asleep.complete(null);
            }
        });
        CompletableFuture<Void> running = CompletableFuture
                .runAsync(() -> own.raise(new Revision("1"), OperationId.fresh(), journal, stop));
        asleep.get(20, TimeUnit.SECONDS);
        awaitSleeping();

        stop.request();

        assertThat(running).failsWithin(5, TimeUnit.SECONDS).withThrowableThat().havingRootCause()
                .isInstanceOf(StoppedException.class);
        assertThat(database.ask("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND state = 'active'"
                + " AND pid <> pg_backend_pid() AND datname = current_database()")).containsExactly("0");
        assertThat(own.ladder().current()).isEqualTo(Revision.BASE);
        raiseFails(own);
    }

    @Test
    void a_script_that_looks_other_than_it_runs_is_told_and_in_production_refused() throws IOException {
        write("V1__one.sql", "CREATE TABLE one (id integer);");
        write("V2__two.sql", "CREATE TABLE two (id integer);\n-- \u202E;enod\n");
        write("undo/U1__one.sql", "DROP TABLE one;");
        List<String> places = List.of("V2__two.sql:2: U+202E");

        assertThat(own().ladder().finding()).contains(new SchemaProblem.ScriptDisguised(places, false));
        assertThat(own().ladder().inTheWay(true)).isEmpty();

        FlywayHistory production = new FlywayHistory(MigrationFolder.at(folder), new PostgresSessions(access),
                new FlywayHistory.Surroundings(AlembicRevisions.NONE, true));
        assertThat(production.ladder().inTheWay(true)).contains(new SchemaProblem.ScriptDisguised(places, true));
        raise(own(), "1");
        raise(own(), "2");
        assertThat(production.ladder().finding()).as("it ran, and cannot be edited any more").isEmpty();
    }

    private void raiseFails(FlywayHistory own) {
        StopSignal early = new StopSignal();
        early.request();
        assertThatThrownBy(() -> own.raise(new Revision("1"), OperationId.fresh(), Journal.silent(), early))
                .isInstanceOf(StoppedException.class);
    }

    @Test
    void files_that_flyway_would_skip_without_a_word_are_named() throws IOException {
        write("V1__one.sql", "SELECT 1;");
        for (String name : List.of("V2_single.sql", "v3__lower.sql", "V5 __space.sql", "V6__.sql", "V7__x.sql.txt", "V8__x.SQL",
                "R__view.sql")) {
            write(name, "SELECT 1;");
            assertThat(problem(() -> own().scripts())).as(name).isEqualTo(new SchemaProblem.ScriptMisnamed(List.of(name)));
            Files.delete(folder.resolve(name));
        }
        write("V01__again.sql", "SELECT 1;");
        assertThat(problem(() -> own().scripts())).isInstanceOf(SchemaProblem.ScriptDuplicate.class);
    }

    @Test
    void unreadable_and_missing_folders_are_named() throws IOException {
        assertThat(problem(() -> own().scripts())).isInstanceOf(SchemaProblem.MigrationFolderEmpty.class);
        assertThat(problem(
                () -> new FlywayHistory(MigrationFolder.at(folder.resolve("none")), new PostgresSessions(access)).scripts()))
                .isInstanceOf(SchemaProblem.MigrationFolderMissing.class);
        write("V1__one.sql", "SELECT 1;\nSELECT '\0';");
        assertThat(problem(() -> own().scripts())).isInstanceOfSatisfying(SchemaProblem.ScriptUnreadable.class,
                unreadable -> assertThat(unreadable.reason()).contains("line 2"));
        Files.write(folder.resolve("V1__one.sql"), new byte[]{'-', '-', (byte) 0xB0, (byte) 0xA1});
        assertThat(problem(() -> own().scripts())).isInstanceOf(SchemaProblem.ScriptUnreadable.class);
    }

    private void awaitSleeping() {
        for (int i = 0; i < 200; i++) {
            if (database.ask("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active'")
                    .equals(List.of("1"))) {
                return;
            }
            database.ask("SELECT pg_sleep(0.05)::text");
        }
        throw new AssertionError("the script never reached pg_sleep");
    }

    private FlywayHistory own() {
        return new FlywayHistory(MigrationFolder.at(folder), new PostgresSessions(access));
    }

    private void raise(String revision) {
        raise(history, revision);
    }

    private static void raise(FlywayHistory history, String revision) {
        history.raise(new Revision(revision), OperationId.fresh(), Journal.silent(), new StopSignal());
    }

    private void lower(String revision) {
        history.lower(new Revision(revision), OperationId.fresh(), Journal.silent(), new StopSignal());
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private void alembicAt(String id) {
        database.run(
                "CREATE TABLE alembic_version (version_num varchar(32) NOT NULL CONSTRAINT alembic_version_pkc PRIMARY KEY)");
        if (!id.equals("base")) {
            database.run("INSERT INTO alembic_version VALUES ('" + id + "')");
        }
    }

    private List<String> alembic() {
        return database.ask("SELECT version_num FROM alembic_version");
    }

    private List<String> catalog() {
        try (InputStream sql = Objects.requireNonNull(FlywayHistoryIT.class.getResourceAsStream("/db/catalog.sql"))) {
            return database.ask(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Problem problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(act);
        assertThat(thrown).isInstanceOf(ProblemException.class);
        return ((ProblemException) thrown).problem();
    }
}
