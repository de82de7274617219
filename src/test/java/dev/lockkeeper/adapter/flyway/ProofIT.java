package dev.lockkeeper.adapter.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.app.PostgresSessions;
import dev.lockkeeper.backup.FakeDump;
import dev.lockkeeper.backup.FakeRestoreSite;
import dev.lockkeeper.backup.BackupFolder;
import dev.lockkeeper.backup.Backups;
import dev.lockkeeper.backup.Sealing;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.CatalogStore;
import dev.lockkeeper.schema.Identity;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Proof;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.schema.SchemaPlan;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Verification;
import dev.lockkeeper.schema.catalog.Difference;
import dev.lockkeeper.testing.RealPostgres;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which revision a real database really is.
class ProofIT {

    private static final Words WORDS = Words.in(Language.ENGLISH);

    private final RealPostgres.Database database = RealPostgres.fresh();
    private final PostgresAccess access = new PostgresAccess(database.environment());

    @TempDir
    Path folder = Path.of("");

    private Path migrations = Path.of("");

    @BeforeEach
    void ownFolder() throws IOException {
        migrations = Files.createDirectories(folder.resolve("migrations"));
        for (String name : List.of("V001__create_users_and_sessions", "V002__create_conversations_and_documents",
                "V003__add_metrics_tables", "V004__add_user_lockout_fields")) {
            copy("/db/migration/" + name + ".sql");
            copy("/db/undo/" + name.replace('V', 'U') + ".sql");
        }
    }

    private void copy(String resource) throws IOException {
        try (var bytes = java.util.Objects.requireNonNull(ProofIT.class.getResourceAsStream(resource))) {
            Files.copy(bytes, migrations.resolve(resource.substring(resource.lastIndexOf('/') + 1)));
        }
    }

    @AfterEach
    void nothingIsLeft() {
        access.close();
        assertThat(database.ask("SELECT datname FROM pg_database WHERE datname LIKE '%\\_\\_scratch\\_%'")).isEmpty();
        database.close();
    }

    private Schema schema() {
        PostgresSessions sessions = new PostgresSessions(access);
        Backups backups = new Backups(database.environment(), new BackupFolder(folder.resolve("backups")), new FakeDump(),
                Sealing.none(), _ -> () -> {}, () -> "003");
        return new Schema(new FlywayHistory(MigrationFolder.at(migrations), sessions),
                new Proof(new FlywayCatalogs(sessions), new CatalogStore(folder.resolve("catalogs"))),
                new FakeRestoreSite().safeguard(database.environment(), backups), _ -> () -> {});
    }

    private Identity which() throws Exception {
        return schema().which(OperationId.fresh()).run(Journal.silent(), new StopSignal());
    }

    private Verification verify(String revision) throws Exception {
        return schema().verify(Optional.of(revision), OperationId.fresh()).run(Journal.silent(), new StopSignal());
    }

    private Ladder stamp(String revision) throws Exception {
        return schema().stamp(revision, OperationId.fresh()).run(Journal.silent(), new StopSignal());
    }

    private static List<String> words(List<Difference> differences) {
        return differences.stream().map(difference -> WORDS.say(difference.words())).toList();
    }

    @Test
    void each_revision_is_known_by_its_schema_whatever_the_ledgers_say() throws Exception {
        assertThat(which()).isEqualTo(new Identity.Exactly(Revision.BASE, List.of()));
        for (int level = 1; level <= 4; level++) {
            try (RealPostgres.Database other = RealPostgres.fresh().schema(level);
                    PostgresAccess there = new PostgresAccess(other.environment())) {
                PostgresSessions sessions = new PostgresSessions(there);
                Proof proof = new Proof(new FlywayCatalogs(sessions), new CatalogStore(folder.resolve("catalogs")));
                Schema schema = new Schema(new FlywayHistory(MigrationFolder.shipped(), sessions), proof,
                        new FakeRestoreSite().safeguard(other.environment(), new Backups(other.environment(),
                                new BackupFolder(folder.resolve("b")), new FakeDump(), Sealing.none(), _ -> () -> {}, () -> "")),
                        _ -> () -> {});
                assertThat(schema.which(OperationId.fresh()).run(Journal.silent(), new StopSignal()))
                        .isEqualTo(new Identity.Exactly(new Revision("00" + level), List.of()));
            }
        }
    }

    @Test
    void columns_in_another_order_and_other_names_of_constraints_change_nothing() throws Exception {
        database.schema(3)
                .run("""
                    ALTER TABLE users ADD COLUMN failed_login_attempts integer NOT NULL DEFAULT 0;
                    ALTER TABLE users ADD COLUMN locked_until timestamptz;
                    ALTER TABLE users ADD COLUMN is_locked boolean NOT NULL DEFAULT false, ADD COLUMN is_active boolean NOT NULL DEFAULT true;
                    ALTER TABLE users ADD COLUMN scratch integer;
                    ALTER TABLE users DROP COLUMN scratch;
                    ALTER TABLE users ADD COLUMN email varchar(255);
                    ALTER TABLE users RENAME CONSTRAINT pk_users TO users_pkey1;
                    """);

        assertThat(which()).isInstanceOfSatisfying(Identity.Exactly.class, exactly -> {
            assertThat(exactly.revision()).isEqualTo(new Revision("004"));
            assertThat(words(exactly.beside())).containsExactly("users · pk_users: users_pkey1, expected pk_users");
        });
    }

    @Test
    void a_database_without_a_ledger_and_in_another_order_gets_one_only_when_it_is_adopted() throws Exception {
        database.schema(3).run("""
            ALTER TABLE users ADD COLUMN failed_login_attempts integer NOT NULL DEFAULT 0, ADD COLUMN locked_until timestamptz,
                ADD COLUMN is_locked boolean NOT NULL DEFAULT false, ADD COLUMN is_active boolean NOT NULL DEFAULT true,
                ADD COLUMN email varchar(255)""");

        assertThat(which().candidates()).containsExactly(new Revision("004"));
        assertThat(schema().look().identity().candidates()).containsExactly(new Revision("004"));
        assertThat(database.ask("SELECT to_regclass('lockkeeper.flyway_schema_history'), to_regclass('alembic_version')"))
                .as("nothing is written by looking").containsExactly("null");
        assertThat(database.ask("SELECT to_regclass('alembic_version')")).containsExactly("null");

        assertThat(schema().adopt(Optional.empty(), OperationId.fresh()).run(Journal.silent(), new StopSignal()).current())
                .isEqualTo(new Revision("004"));
        assertThat(database.ask("SELECT version FROM lockkeeper.flyway_schema_history WHERE version IS NOT NULL ORDER BY 1 DESC"))
                .first().isEqualTo("004");
    }

    @Test
    void after_an_upgrade_the_fingerprint_is_that_of_an_empty_database_raised_as_far() throws Exception {
        schema().upgrade("head", OperationId.fresh()).run(Journal.silent(), new StopSignal());

        Verification result = verify("004");
        assertThat(result.live().fingerprint()).isEqualTo(result.expected().fingerprint());
        database.run("ALTER TABLE users ADD COLUMN note text");
        assertThat(verify("004").live().fingerprint()).isNotEqualTo(result.expected().fingerprint());
    }

    @Test
    void a_plan_is_not_applied_once_a_column_was_added() throws Exception {
        schema().upgrade("003", OperationId.fresh()).run(Journal.silent(), new StopSignal());
        SchemaPlan plan = schema().plan("head", "kim");
        database.run("ALTER TABLE users ADD COLUMN note text");

        assertThatThrownBy(() -> schema().apply(plan, Safeguard.Wish.WANTED, OperationId.fresh()).run(Journal.silent(),
                new StopSignal())).isInstanceOfSatisfying(ProblemException.class,
                        e -> assertThat(e.problem()).isInstanceOf(SchemaProblem.PlanStale.class));
        assertThat(database.ask("SELECT count(*) FROM information_schema.columns WHERE table_name = 'users' AND column_name = "
                + "'is_locked'")).containsExactly("0");
        database.run("ALTER TABLE users DROP COLUMN note");
        assertThat(schema().apply(plan, Safeguard.Wish.WANTED, OperationId.fresh()).run(Journal.silent(), new StopSignal())
                .current()).isEqualTo(new Revision("004"));
    }

    @Test
    void two_of_five_columns_are_told_as_between_and_nothing_is_stamped() throws Exception {
        database.schema(3)
                .run("ALTER TABLE users ADD COLUMN email varchar(255), ADD COLUMN is_active boolean NOT NULL DEFAULT true");

        Identity found = which();
        assertThat(WORDS.say(found.words())).isEqualTo("Between revisions: 2 of 5 columns of 004.");
        assertThatThrownBy(() -> stamp("004")).isInstanceOfSatisfying(ProblemException.class, e -> {
            SchemaProblem.StampUntrue untrue = (SchemaProblem.StampUntrue) e.problem();
            assertThat(words(untrue.differences())).containsExactly(
                    "column users.failed_login_attempts is missing (integer not null default 0)",
                    "column users.is_locked is missing (boolean not null default false)",
                    "column users.locked_until is missing (timestamp with time zone null)");
        });
    }

    @Test
    void a_naive_time_is_the_one_line_that_refuses_the_stamp() throws Exception {
        database.schema(4).run("ALTER TABLE users ALTER COLUMN locked_until TYPE timestamp");

        assertThat(WORDS.say(which().words())).isEqualTo("No revision. The nearest is 004, with one difference.");
        assertThatThrownBy(() -> stamp("004")).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(words(((SchemaProblem.StampUntrue) e.problem()).differences())).containsExactly(
                        "users.locked_until: timestamp without time zone, expected timestamp with time zone"));
    }

    @Test
    void a_schema_ahead_of_its_ledger_is_stamped_once_it_is_proven() throws Exception {
        schema().upgrade("003", OperationId.fresh()).run(Journal.silent(), new StopSignal());
        database.script("/db/migration/V004__add_user_lockout_fields.sql");

        assertThat(stamp("004").current()).isEqualTo(new Revision("004"));
        assertThat(verify("004").passed()).isTrue();
    }

    @Test
    void an_unversioned_database_is_adopted_as_what_it_is() throws Exception {
        database.schema(4);

        Ladder after = schema().adopt(Optional.empty(), OperationId.fresh()).run(Journal.silent(), new StopSignal());

        assertThat(after.current()).isEqualTo(new Revision("004"));
        assertThat(after.finding()).isEmpty();
    }

    @Test
    void revisions_that_differ_in_data_only_are_both_named_and_none_is_chosen() throws Exception {
        Files.writeString(migrations.resolve("V005__names.sql"), "UPDATE users SET username = lower(username);");
        database.schema(4);

        assertThat(which().candidates()).containsExactly(new Revision("004"), new Revision("005"));
        assertThatThrownBy(() -> schema().adopt(Optional.empty(), OperationId.fresh()).run(Journal.silent(), new StopSignal()))
                .isInstanceOfSatisfying(ProblemException.class,
                        e -> assertThat(e.problem()).isInstanceOf(SchemaProblem.NotAdoptable.class));
        assertThat(stamp("005").current()).isEqualTo(new Revision("005"));
    }

    @Test
    void what_somebody_changed_by_hand_is_told_once_each() throws Exception {
        database.schema(4).run("""
            ALTER TABLE users ALTER COLUMN username TYPE varchar(200);
            ALTER TABLE users ADD COLUMN note text;
            DROP INDEX ix_login_attempts_ip_address_attempted_at;
            CREATE TABLE extra (id integer PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE VIEW locked AS SELECT id FROM users WHERE is_locked;
            GRANT SELECT ON users TO postgres;
            COMMENT ON TABLE users IS 'people';
            """);

        Verification result = verify("004");

        assertThat(words(result.wrong())).hasSize(5)
                .contains("users.username: character varying(200), expected character varying(100)",
                        "column users.note is not in the revision (text null)", "table extra is not in the revision",
                        "table locked is not in the revision",
                        "index login_attempts · ix_login_attempts_ip_address_attempted_at is missing");
        assertThat(result.beside()).hasSize(2);
    }

    @Test
    void a_way_back_says_what_it_erases_in_rows_and_values() throws Exception {
        schema().upgrade("head", OperationId.fresh()).run(Journal.silent(), new StopSignal());
        database.run("INSERT INTO users (id, username, password_hash, is_locked, failed_login_attempts, email)"
                + " SELECT gen_random_uuid(), 'user' || n, 'x', n <= 120, CASE WHEN n <= 120 THEN 5 ELSE 0 END,"
                + " CASE WHEN n <= 87 THEN 'u@example.org' END FROM generate_series(1, 200) n");

        assertThat(schema().losses(new Revision("003")).stream().map(loss -> WORDS.say(loss.words())).toList())
                .containsExactly("users.email: 87 values", "users.failed_login_attempts: 120 values",
                        "users.is_active: no values", "users.is_locked: 120 values", "users.locked_until: no values");
        assertThat(schema().losses(Revision.BASE)).filteredOn(loss -> loss.table().equals("users")).singleElement()
                .satisfies(loss -> assertThat(WORDS.say(loss.words())).isEqualTo("table users with 200 rows"));
    }

    @Test
    void what_differed_before_fails_the_proof_too_and_is_told_apart() throws Exception {
        schema().upgrade("003", OperationId.fresh()).run(Journal.silent(), new StopSignal());
        database.run("ALTER TABLE users ADD COLUMN note text");

        assertThatThrownBy(() -> schema().upgrade("head", OperationId.fresh()).run(Journal.silent(), new StopSignal()))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem()).isInstanceOfSatisfying(SchemaProblem.VerifyFailed.class, failed -> {
                        assertThat(failed.differences()).isEmpty();
                        assertThat(words(failed.before()))
                                .containsExactly("column users.note is not in the revision (text null)");
                    });
                });
    }

    @Test
    void a_target_that_was_tampered_with_meanwhile_fails_the_proof_after_an_upgrade() throws Exception {
        schema().upgrade("003", OperationId.fresh()).run(Journal.silent(), new StopSignal());
        database.run("INSERT INTO users (id, username, password_hash) VALUES (gen_random_uuid(), 'kim', 'x')");
        // an empty database has nobody in it
        Files.writeString(migrations.resolve("V005__tampering.sql"), "DO $$ BEGIN IF EXISTS (SELECT FROM users) THEN"
                + " ALTER TABLE users ADD COLUMN backdoor text; END IF; END $$;");

        assertThatThrownBy(() -> schema().upgrade("head", OperationId.fresh()).run(Journal.silent(), new StopSignal()))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem()).isInstanceOf(SchemaProblem.VerifyFailed.class);
                    assertThat(words(((SchemaProblem.VerifyFailed) e.problem()).differences()))
                            .containsExactly("column users.backdoor is not in the revision (text null)");
                    assertThat(((SchemaProblem.VerifyFailed) e.problem()).before()).isEmpty();
                });
    }

    @Test
    void a_script_that_no_empty_database_takes_is_named_and_what_lies_below_it_still_known() throws Exception {
        Files.writeString(migrations.resolve("V005__broken.sql"), "SELECT 1;\n\nALTER TABLE nobody ADD COLUMN x integer;\n");
        database.schema(4);

        assertThat(which()).isEqualTo(new Identity.Exactly(new Revision("004"), List.of()));
        assertThatThrownBy(() -> verify("005")).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isEqualTo(new SchemaProblem.NotBuildable(new Revision("005"), "V005__broken.sql", 3,
                        "ALTER TABLE nobody ADD COLUMN x integer", "relation \"nobody\" does not exist (SQLSTATE 42P01)")));
    }

    @Test
    void a_role_that_may_not_create_databases_is_told_so() throws Exception {
        database.schema(4).runAsAdmin("ALTER ROLE " + RealPostgres.USER + " NOCREATEDB");
        try {
            assertThatThrownBy(this::which).isInstanceOfSatisfying(ProblemException.class,
                    e -> assertThat(e.problem()).isEqualTo(new SchemaProblem.NoScratch(RealPostgres.USER)));
        } finally {
            database.runAsAdmin("ALTER ROLE " + RealPostgres.USER + " CREATEDB");
        }
    }

    @Test
    void a_catalog_on_disk_that_was_damaged_is_built_again() throws Exception {
        database.schema(4);
        which();
        try (var kept = Files.list(folder.resolve("catalogs"))) {
            for (Path file : kept.toList()) {
                Files.writeString(file, Files.readString(file).replace("email", "e-mail"));
            }
        }

        assertThat(which()).isEqualTo(new Identity.Exactly(new Revision("004"), List.of()));
    }

    @Test
    void what_a_console_that_was_killed_left_is_dropped_by_the_next() throws Exception {
        String left = scratch("deadbeef");
        database.schema(4);

        which();

        assertThat(database.ask("SELECT datname FROM pg_database WHERE datname = '" + left + "'")).isEmpty();
    }

    @Test
    void it_is_dropped_when_the_run_is_found_to_be_cut_off_and_never_one_of_a_console_that_lives() throws Exception {
        String left = scratch("deadbeef");
        String living = scratch("0ddba112");
        FlywayAftermath aftermath = new FlywayAftermath(new PostgresSessions(access));
        try (java.sql.Connection at = database.source().getConnection(); java.sql.Statement work = at.createStatement()) {
            work.execute("SET application_name = '" + new OperationId("0ddba112").applicationName() + "'");

            aftermath.sweep();

            assertThat(database.ask("SELECT datname FROM pg_database WHERE datname IN ('" + left + "', '" + living + "')"))
                    .containsExactly(living);
        }
        aftermath.sweep();
        assertThat(database.ask("SELECT datname FROM pg_database WHERE datname = '" + living + "'")).isEmpty();
    }

    private String scratch(String operation) {
        String name = database.name() + "__scratch_" + operation + "_1";
        database.runAsAdmin("CREATE DATABASE \"" + name + "\" OWNER " + RealPostgres.USER);
        return name;
    }
}
