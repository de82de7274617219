package dev.lockkeeper.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.BackupReason;
import dev.lockkeeper.backup.Backups;
import dev.lockkeeper.backup.RestoreSite;
import dev.lockkeeper.backup.RestoreTest;
import dev.lockkeeper.backup.RestoreTests;
import dev.lockkeeper.backup.Restores;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.backup.Sealing;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.OperationProblem;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.testing.RealParts;
import dev.lockkeeper.testing.RealPostgres;
import dev.lockkeeper.testing.RealVault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresRestoreSiteIT {

    private static final ClientPrograms PROGRAMS = ClientPrograms.ofThisMachine();

    @TempDir
    Path folder;

    private RealPostgres.Database database;
    private PostgresAccess access;
    private RealVault vault;
    private PostgresRestoreSite site;
    private Backups backups;
    private RestoreTests tests;
    private Restores restores;

    @BeforeEach
    void a_database_with_accounts() {
        RealParts.needed("LOCKKEEPER_ENGINE", PROGRAMS.forServer(15).isPresent(), "pg_dump for PostgreSQL 15");
        database = RealPostgres.fresh();
        database.schema(4).script("/db/practice/sample_accounts.sql");
        access = new PostgresAccess(database.environment());
        vault = RealVault.of(database.environment(), access, new LocalDump(database.environment(), access, PROGRAMS),
                new LocalRestore(database.environment(), access, PROGRAMS), Sealing.none(), folder.resolve("backups"));
        site = vault.site();
        backups = vault.backups();
        tests = vault.tests();
        restores = vault.restores();
    }

    @AfterEach
    void remove_all() {
        if (access != null) {
            vault.dropKept();
            access.close();
            database.close();
        }
    }

    private BackupEntry backup() {
        return vault.backup();
    }

    private RestoreTest test(Path file) {
        return vault.test(file);
    }

    private Restores.Restored restore(Path file, Safeguard.Wish wish) {
        return vault.restore(file, wish);
    }

    @Test
    void a_good_backup_passes_its_restore_test_and_says_so_in_the_list() {
        BackupEntry entry = backup();
        assertThat(entry.state()).isEqualTo(BackupEntry.State.NOT_YET);

        RestoreTest test = test(entry.file());

        assertThat(test.result()).isEqualTo(RestoreTest.Result.PASSED);
        assertThat(test.tables()).anySatisfy(count -> {
            assertThat(count.table()).isEqualTo("public.users");
            assertThat(count.found()).hasValue(Long.parseLong(database.ask("SELECT count(*) FROM users").getFirst()));
            assertThat(count.same()).isTrue();
        });
        assertThat(backups.list()).singleElement().satisfies(listed -> assertThat(listed.verified()).isTrue());
        assertThat(site.kept()).isEmpty();
    }

    @Test
    void a_file_cut_to_60_percent_fails_with_the_words_of_pg_restore() throws Exception {
        BackupEntry entry = backup();
        byte[] whole = Files.readAllBytes(entry.file());
        Files.write(entry.file(), java.util.Arrays.copyOf(whole, whole.length * 6 / 10));

        Problem told = RealVault.problem(tests.testing(entry.file(), OperationId.fresh()));

        assertThat(told).isInstanceOfSatisfying(BackupProblem.BackupDamaged.class, damaged -> {
            assertThat(damaged.bytes()).isEqualTo(whole.length * 6 / 10);
            assertThat(damaged.expectedBytes()).isEqualTo(whole.length);
            assertThat(damaged.lines()).anySatisfy(line -> assertThat(line).contains("pg_restore: error:"));
        });
        assertThat(backups.list()).singleElement().extracting(BackupEntry::state).isEqualTo(BackupEntry.State.DAMAGED);
    }

    @Test
    void a_backup_that_restores_to_something_else_is_no_backup() throws Exception {
        BackupEntry entry = backup();
        Path manifest = Path.of(entry.file() + ".json");
        Files.writeString(manifest, Files.readString(manifest).replaceFirst("\"public.users\" : \\d+", "\"public.users\" : 7"));

        RestoreTest test = test(entry.file());

        assertThat(test.result()).isEqualTo(RestoreTest.Result.FAILED);
        assertThat(test.code()).isEqualTo("CONTENTS_DIFFER");
        assertThat(RealVault
                .problem(restores.restoring(entry.file(), site.identity(), Safeguard.Wish.DECLINED, OperationId.fresh())))
                .isInstanceOfSatisfying(BackupProblem.ContentsDiffer.class,
                        differs -> assertThat(differs.differences())
                                .anySatisfy(line -> assertThat(line).contains("public.users: 7")));
        assertThat(site.kept()).isEmpty();
    }

    @Test
    void the_restored_database_takes_the_place_and_the_former_one_comes_back_by_one_step() {
        BackupEntry entry = backup();
        database.run("CREATE TABLE after_the_backup (x int); DELETE FROM users WHERE username = 'user01'");
        List<String> changed = database.ask("SELECT count(*) FROM users");

        Restores.Restored restored = restore(entry.file(), Safeguard.Wish.WANTED);

        assertThat(database.ask("SELECT to_regclass('after_the_backup')")).containsExactly("null");
        assertThat(restored.former()).matches(database.name() + "__old_\\d{8}_\\d{6}_[0-9a-f]{8}");
        assertThat(restored.guard()).hasValueSatisfying(guard -> assertThat(guard.manifest().orElseThrow().reason())
                .isEqualTo(BackupReason.BEFORE_RESTORE));
        assertThat(backups.list().getFirst().verified()).isTrue();
        assertThat(site.kept()).singleElement().satisfies(kept -> {
            assertThat(kept.name()).isEqualTo(restored.former());
            assertThat(kept.role()).isEqualTo(RestoreSite.Role.FORMER);
        });

        RealVault.run(restores.swappingBack(restores.former(Optional.empty()), site.identity(), OperationId.fresh()));

        assertThat(database.ask("SELECT to_regclass('after_the_backup')")).containsExactly("after_the_backup");
        assertThat(database.ask("SELECT count(*) FROM users")).isEqualTo(changed);
        assertThat(site.kept()).hasSize(1);
    }

    @Test
    void owner_settings_grants_and_comment_of_the_live_database_are_carried_over() {
        String name = '"' + database.name() + '"';
        database.runAsAdmin("ALTER DATABASE " + name + " SET search_path = \"$user\", public, pg_temp; ALTER DATABASE " + name
                + " SET work_mem = '5MB'; ALTER ROLE llm_app IN DATABASE " + name
                + " SET application_name = 'it''s %s'; REVOKE ALL ON DATABASE "
                + name + " FROM PUBLIC; GRANT CONNECT ON DATABASE " + name + " TO pg_monitor; COMMENT ON DATABASE " + name
                + " IS '채팅 서비스'; ALTER DATABASE " + name + " CONNECTION LIMIT 33");
        String facts = """
            SELECT concat_ws('|', pg_get_userbyid(datdba), datconnlimit, datcollate, datctype, encoding, datacl::text, shobj_description(oid, 'pg_database'),
                (SELECT string_agg(s.setrole::regrole::text || s.setconfig::text, ';' ORDER BY s.setrole) FROM pg_db_role_setting s WHERE s.setdatabase = d.oid))
            FROM pg_database d WHERE datname = current_database()""";
        List<String> before = database.ask(facts);
        BackupEntry entry = backup();

        restore(entry.file(), Safeguard.Wish.DECLINED);

        assertThat(database.ask(facts)).isEqualTo(before);
    }

    @Test
    void sessions_are_listed_and_cut_off_and_an_application_that_tries_again_finds_the_restored_one() throws Exception {
        BackupEntry entry = backup();
        database.run("DELETE FROM users");
        try (Connection application = database.source().getConnection(); Statement statement = application.createStatement()) {
            statement.execute("SET application_name = 'chat service'");
            assertThat(site.sessions()).anySatisfy(session -> assertThat(session.application()).isEqualTo("chat service"));

            restore(entry.file(), Safeguard.Wish.DECLINED);

            assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(java.sql.SQLException.class);
        }
        assertThat(database.ask("SELECT count(*) > 0 FROM users")).containsExactly("t");
    }

    @Test
    void a_session_that_we_may_not_end_is_named_and_the_live_database_stays_as_it_was() throws Exception {
        BackupEntry entry = backup();
        database.run("CREATE TABLE still_here (x int)");
        try (Connection superuser = database.adminSource().getConnection(); Statement statement = superuser.createStatement()) {
            statement.execute("SET application_name = 'administrator'");

            assertThat(RealVault
                    .problem(restores.restoring(entry.file(), site.identity(), Safeguard.Wish.DECLINED, OperationId.fresh())))
                    .isInstanceOfSatisfying(BackupProblem.SessionsStay.class,
                            stay -> assertThat(stay.sessions()).singleElement().asString().contains("administrator"));
        }
        assertThat(database.ask("SELECT to_regclass('still_here')")).containsExactly("still_here");
        assertThat(site.kept()).isEmpty();
    }

    @Test
    void a_database_that_somebody_dropped_comes_back() throws Exception {
        BackupEntry entry = backup();
        List<String> before = database.ask("SELECT count(*) FROM users");
        access.leave();
        try (Connection connection = RealPostgres.admin().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + database.name() + " WITH (FORCE)");
        }
        Restores.Preview preview = restores.preview(entry.file(), new dev.lockkeeper.operation.StopSignal());
        assertThat(preview.identity()).isEqualTo(RestoreSite.MISSING);

        Restores.Restored restored = restore(entry.file(), Safeguard.Wish.WANTED);

        assertThat(restored.former()).isEmpty();
        assertThat(database.ask("SELECT count(*) FROM users")).isEqualTo(before);
        assertThat(site.kept()).isEmpty();
    }

    @Test
    void while_another_console_changes_the_database_a_restore_and_a_backup_are_refused() {
        BackupEntry entry = backup();
        try (var _ = new PostgresOneWriter(access).hold(OperationId.fresh())) {
            assertThat(RealVault
                    .problem(restores.restoring(entry.file(), site.identity(), Safeguard.Wish.DECLINED, OperationId.fresh())))
                    .isInstanceOf(OperationProblem.AnotherWriter.class);
            assertThat(RealVault.problem(backups.taking(BackupReason.ASKED, OperationId.fresh())))
                    .isInstanceOf(OperationProblem.AnotherWriter.class);
        }
        assertThat(site.kept()).isEmpty();
    }

    @Test
    void another_database_under_the_same_name_is_refused() {
        BackupEntry entry = backup();

        assertThat(RealVault.problem(restores.restoring(entry.file(), "7/1", Safeguard.Wish.DECLINED, OperationId.fresh())))
                .isInstanceOf(OperationProblem.AnotherDatabase.class);
    }

    @Test
    void what_a_dead_console_left_is_told_and_can_be_ended_either_way() throws Exception {
        BackupEntry entry = backup();
        String name = database.name();
        // as a console leaves it that dies between closing the live one and the swap
        try (Connection connection = RealPostgres.admin().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + "__restore_0badcafe OWNER llm_app");
            statement.execute("COMMENT ON DATABASE " + name + "__restore_0badcafe IS 'lockkeeper {\"live\":\"" + name
                    + "\",\"role\":\"RESTORE\",\"operation\":\"0badcafe\",\"at\":\"2026-01-01T00:00:00Z\",\"proven\":true}'");
            statement.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
        }
        RestoreSite.Interrupted interrupted = restores.interrupted().orElseThrow();
        assertThat(interrupted.beside()).contains(name + "__restore_0badcafe");

        RealVault.run(restores.ending(interrupted, false, OperationId.fresh()));

        assertThat(database.ask("SELECT count(*) > 0 FROM users")).containsExactly("t");
        assertThat(restores.interrupted()).isEmpty();
        assertThat(site.kept()).singleElement().extracting(RestoreSite.Kept::role).isEqualTo(RestoreSite.Role.UNFINISHED);

        database.runAsAdmin("SELECT 1");
        try (Connection connection = RealPostgres.admin().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
        }
        RealVault.run(restores.ending(restores.interrupted().orElseThrow(), true, OperationId.fresh()));

        assertThat(database.ask("SELECT to_regclass('users')")).containsExactly("null");
        assertThat(site.kept()).singleElement().extracting(RestoreSite.Kept::role).isEqualTo(RestoreSite.Role.FORMER);
        assertThat(entry.file()).exists();
    }

    @Test
    void what_a_dead_restore_test_left_goes_with_the_next_one() throws Exception {
        BackupEntry entry = backup();
        try (Connection connection = RealPostgres.admin().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database.name() + "__test_0badcafe OWNER llm_app");
        }
        assertThat(site.kept()).hasSize(1);

        test(entry.file());

        assertThat(site.kept()).isEmpty();
    }

    @Test
    void a_role_that_may_not_create_databases_is_told_what_it_lacks() throws Exception {
        BackupEntry entry = backup();
        database.runAsAdmin("ALTER ROLE llm_app NOCREATEDB");
        try {
            assertThat(RealVault.problem(tests.testing(entry.file(), OperationId.fresh())))
                    .isEqualTo(new BackupProblem.NoRightToCreate("llm_app"));
        } finally {
            database.runAsAdmin("ALTER ROLE llm_app CREATEDB");
        }
    }

    @Test
    void objects_that_cannot_be_restored_are_neither_success_nor_failure() throws Exception {
        database.runAsAdmin("CREATE ROLE gone; GRANT SELECT ON users TO gone");
        BackupEntry entry = backup();
        database.runAsAdmin("DROP OWNED BY gone; DROP ROLE gone");
        Path manifest = Path.of(entry.file() + ".json");
        Files.delete(manifest);

        RestoreTest test = test(entry.file());

        assertThat(test.result()).isEqualTo(RestoreTest.Result.WITH_PROBLEMS);
        assertThat(test.problems()).isPositive();
        assertThat(test.lines()).anySatisfy(line -> assertThat(line).contains("gone"));
    }
}
