package dev.lockkeeper.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.jspecify.annotations.Nullable;

import dev.lockkeeper.accounts.Account;
import dev.lockkeeper.accounts.AccountList;
import dev.lockkeeper.accounts.Accounts;
import dev.lockkeeper.accounts.AccountsContract;
import dev.lockkeeper.accounts.AccountsFilter;
import dev.lockkeeper.accounts.AccountsProblem;
import dev.lockkeeper.accounts.Lockout;
import dev.lockkeeper.accounts.UnlockOutcome;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.testing.FakeAccounts.Row;
import dev.lockkeeper.testing.RealPostgres;

/// The contract on a real server, and what only a real server can do to us.
class PostgresAccountsIT extends AccountsContract {

    static RealPostgres.Database shared;

    PostgresAccess access;
    TimeZone zone;

    @BeforeAll
    static void create() {
        shared = RealPostgres.fresh().schema(4);
    }

    @AfterAll
    static void drop() {
        shared.close();
    }

    @BeforeEach
    void open() {
        zone = TimeZone.getDefault();
        shared.run("TRUNCATE users CASCADE; DROP SCHEMA IF EXISTS lockkeeper CASCADE");
        access = new PostgresAccess(shared.environment());
    }

    @AfterEach
    void close() {
        TimeZone.setDefault(zone);
        access.close();
    }

    @Override
    protected Accounts accounts() {
        return new PostgresAccounts(access);
    }

    @Override
    protected void put(Row row) {
        write("INSERT INTO users (username, email, is_active, is_locked, locked_until, failed_login_attempts, password_hash) "
                + "VALUES (?, ?, ?, ?, ?::timestamptz, ?, 'canary') ON CONFLICT (username) DO UPDATE SET email = excluded.email, "
                + "is_active = excluded.is_active, is_locked = excluded.is_locked, locked_until = excluded.locked_until, "
                + "failed_login_attempts = excluded.failed_login_attempts", row.username(), row.email(), row.active(),
                row.locked(),
                row.until().map(Instant::toString).orElse(null), row.failed());
    }

    @Override
    protected void remove(String username) {
        write("DELETE FROM users WHERE username = ?", username);
    }

    @Override
    protected List<String> audit() {
        return shared.ask("SELECT to_regclass('lockkeeper.audit')").equals(List.of("null"))
                ? List.of()
                : shared.ask("SELECT operator || '|' || reason FROM lockkeeper.audit ORDER BY seq");
    }

    private static void write(String sql, @Nullable Object... values) {
        try (Connection connection = shared.source().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Seoul", "America/Los_Angeles", "UTC", "Europe/Berlin", "GMT+09:00"})
    void the_zone_of_this_machine_decides_nothing(String name) {
        TimeZone.setDefault(TimeZone.getTimeZone(name));
        try (RealPostgres.Database database = RealPostgres.fresh();
                PostgresAccess there = new PostgresAccess(database.environment())) {
            database.run(naiveUsers());
            AccountList list = new PostgresAccounts(there).list(AccountsFilter.ALL, Optional.empty(), 10);
            assertThat(list.naiveTimes()).isTrue();
            assertThat(list.rows()).extracting(Account::username).containsExactly("locked", "expired");
            assertThat(list.rows().getFirst().lockout()).isInstanceOfSatisfying(Lockout.Locked.class,
                    locked -> assertThat(locked.left().orElseThrow()).isBetween(Duration.ofSeconds(890),
                            Duration.ofSeconds(900)));
            assertThat(Duration.between(Instant.now(), list.rows().getFirst().lockedUntil().orElseThrow()))
                    .isBetween(Duration.ofSeconds(880), Duration.ofSeconds(905));
        }
    }

    private static String naiveUsers() {
        return """
            CREATE TABLE users (id serial PRIMARY KEY, username text, email text, password_hash text, is_active boolean,
                is_locked boolean, locked_until timestamp, failed_login_attempts integer);
            INSERT INTO users (username, is_active, is_locked, locked_until, failed_login_attempts) VALUES
                ('locked', true, true, (now() AT TIME ZONE 'UTC') + interval '15 minutes', 5),
                ('expired', true, true, (now() AT TIME ZONE 'UTC') - interval '1 minute', 5)""";
    }

    @Test
    void a_table_with_whole_numbers_as_ids_and_times_without_a_zone_is_unlocked_just_the_same() {
        try (RealPostgres.Database database = RealPostgres.fresh();
                PostgresAccess there = new PostgresAccess(database.environment())) {
            database.run(naiveUsers());
            Accounts accounts = new PostgresAccounts(there);
            assertThat(accounts.unlock(accounts.find("locked").orElseThrow(), REASON, "desk")).isEqualTo(UnlockOutcome.UNLOCKED);
            assertThat(database.ask("SELECT concat(is_locked, locked_until, failed_login_attempts) FROM users WHERE id = 1"))
                    .containsExactly("f0");
            assertThat(database.ask("SELECT concat_ws(' ', db_user, operator, action, target, before->>'failed_login_attempts', "
                    + "after->>'is_locked') FROM lockkeeper.audit")).containsExactly("llm_app desk unlock 1 5 false");
        }
    }

    @Test
    void a_row_full_of_nothing_is_an_active_account() {
        try (RealPostgres.Database database = RealPostgres.fresh();
                PostgresAccess there = new PostgresAccess(database.environment())) {
            database.run(naiveUsers() + "; UPDATE users SET is_active = NULL, is_locked = NULL, locked_until = NULL, "
                    + "failed_login_attempts = NULL, username = NULL WHERE id = 1");
            assertThat(new PostgresAccounts(there).list(AccountsFilter.ALL, Optional.empty(), 10).rows())
                    .filteredOn(account -> account.id().equals("1"))
                    .singleElement().satisfies(account -> assertThat(account.lockout()).isEqualTo(new Lockout.Active()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinity", "294276-12-31 23:59:59+00", "-infinity", "4713-01-01 00:00:00+00 BC"})
    void a_time_beyond_all_calendars_is_shown_and_unlocked(String until) {
        put(Row.of("kim").locked(null).failed(5));
        shared.run("UPDATE users SET locked_until = '" + until + "'");
        Account kim = accounts().find("kim").orElseThrow();
        boolean over = until.startsWith("-") || until.endsWith("BC");
        assertThat(kim.lockout()).isInstanceOf(over ? Lockout.LockExpired.class : Lockout.Locked.class);
        assertThat(accounts().unlock(kim, REASON, "desk")).isEqualTo(UnlockOutcome.UNLOCKED);
    }

    @Test
    void without_the_table_that_is_what_is_told() {
        try (RealPostgres.Database empty = RealPostgres.fresh(); PostgresAccess there = new PostgresAccess(empty.environment())) {
            assertThatThrownBy(() -> new PostgresAccounts(there).list(AccountsFilter.ALL, Optional.empty(), 10))
                    .isInstanceOfSatisfying(ProblemException.class,
                            e -> assertThat(e.problem()).isEqualTo(new AccountsProblem.UsersMissing()));
        }
    }

    @Test
    void below_004_the_missing_columns_are_told() {
        try (RealPostgres.Database old = RealPostgres.fresh().schema(3);
                PostgresAccess there = new PostgresAccess(old.environment())) {
            assertThatThrownBy(() -> new PostgresAccounts(there).find("kim")).isInstanceOfSatisfying(ProblemException.class,
                    e -> assertThat(e.problem()).isEqualTo(new AccountsProblem.LockoutFieldsMissing(
                            List.of("email", "is_active", "is_locked", "locked_until", "failed_login_attempts"))));
        }
    }

    @Test
    void a_flag_of_another_type_is_told_with_the_type_it_should_have() {
        try (RealPostgres.Database odd = RealPostgres.fresh().schema(4);
                PostgresAccess there = new PostgresAccess(odd.environment())) {
            odd.run("ALTER TABLE users ALTER is_locked DROP DEFAULT, ALTER is_locked TYPE smallint USING 0");
            assertThatThrownBy(() -> new PostgresAccounts(there).find("kim")).isInstanceOfSatisfying(ProblemException.class,
                    e -> assertThat(e.problem())
                            .isEqualTo(new AccountsProblem.LockoutFieldsMissing(List.of("is_locked boolean"))));
        }
    }

    @Test
    void the_table_is_found_on_the_search_path_and_shadows_of_functions_are_not() {
        try (RealPostgres.Database odd = RealPostgres.fresh(); PostgresAccess there = new PostgresAccess(odd.environment())) {
            odd.run("CREATE SCHEMA app; ALTER DATABASE \"" + odd.name() + "\" SET search_path = app, public, pg_catalog");
            odd.run("SET search_path = app, public; " + naiveUsers());
            odd.run("CREATE FUNCTION app.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT ''1999-01-01''::timestamptz'; "
                    + "CREATE FUNCTION public.lower(text) RETURNS text LANGUAGE sql AS 'SELECT ''x'''");
            Accounts accounts = new PostgresAccounts(there);
            assertThat(accounts.list(AccountsFilter.ALL.searching("locked"), Optional.empty(), 10).rows())
                    .extracting(Account::lockout).hasAtLeastOneElementOfType(Lockout.Locked.class);
            assertThat(accounts.find("expired").orElseThrow().lockout()).isEqualTo(new Lockout.LockExpired());
        }
    }

    @Test
    void a_trigger_that_refuses_is_quoted_and_nothing_is_changed_or_recorded() {
        put(Row.of("kim").locked(null).failed(5));
        shared.run("CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS "
                + "$$ BEGIN RAISE EXCEPTION 'not on my watch' USING ERRCODE = 'P0001'; END $$; "
                + "CREATE TRIGGER no BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION no()");
        try {
            assertRefused("P0001", "not on my watch");
        } finally {
            shared.run("DROP FUNCTION no() CASCADE");
        }
    }

    @Test
    void a_trigger_that_swallows_the_change_is_noticed() {
        put(Row.of("kim").locked(null).failed(5));
        shared.run("CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$; "
                + "CREATE TRIGGER no BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION no()");
        try {
            assertRefused("02000", "no row");
        } finally {
            shared.run("DROP FUNCTION no() CASCADE");
        }
    }

    @Test
    void a_trigger_that_keeps_the_counter_is_noticed() {
        put(Row.of("kim").locked(null).failed(5));
        shared.run("CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS "
                + "$$ BEGIN NEW.failed_login_attempts := OLD.failed_login_attempts; RETURN NEW; END $$; "
                + "CREATE TRIGGER no BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION no()");
        try {
            assertRefused("27000", "values");
        } finally {
            shared.run("DROP FUNCTION no() CASCADE");
        }
    }

    @Test
    void without_its_audit_row_an_unlock_does_not_happen() {
        put(Row.of("kim").locked(null).failed(5));
        shared.run(
                "CREATE SCHEMA lockkeeper; CREATE TABLE lockkeeper.audit (seq int, operator text, action text, target text, before jsonb, "
                        + "after jsonb, reason text CHECK (reason = 'never'))");
        assertRefused("23514", "check constraint");
    }

    @Test
    void a_row_that_somebody_else_holds_is_not_waited_for_long() throws SQLException {
        put(Row.of("kim").locked(null).failed(5));
        Account seen = accounts().find("kim").orElseThrow();
        try (Connection other = shared.source().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT 1 FROM users FOR UPDATE");
            long began = System.nanoTime();
            assertThatThrownBy(() -> accounts().unlock(seen, REASON, "desk")).isInstanceOfSatisfying(ProblemException.class,
                    e -> assertThat(e.problem()).isInstanceOfSatisfying(AccountsProblem.UnlockRefused.class,
                            it -> assertThat(it.sqlState()).isEqualTo("55P03")));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            other.rollback();
        }
    }

    @Test
    void the_audit_only_grows() {
        put(Row.of("kim").locked(null).failed(5));
        accounts().unlock(accounts().find("kim").orElseThrow(), REASON, "desk");
        for (String sql : List.of("UPDATE lockkeeper.audit SET reason = 'x'", "DELETE FROM lockkeeper.audit",
                "TRUNCATE lockkeeper.audit")) {
            assertThatThrownBy(() -> shared.run(sql)).hasRootCauseMessage("ERROR: lockkeeper.audit only grows: "
                    + sql.substring(0, sql.indexOf(' '))
                    + " refused\n  Where: PL/pgSQL function lockkeeper.audit_stays() line 3 at RAISE");
        }
        assertThat(audit()).hasSize(1);
    }

    @Test
    void somebody_who_may_read_only_the_five_columns_can_list() {
        put(Row.of("kim").locked(null).failed(5));
        shared.runAsAdmin("DROP ROLE IF EXISTS lk_support; CREATE ROLE lk_support LOGIN PASSWORD 'support'; "
                + "GRANT USAGE ON SCHEMA public TO lk_support; GRANT SELECT (id, username, email, is_active, is_locked, locked_until, "
                + "failed_login_attempts, last_login_at) ON users TO lk_support");
        var address = shared.address();
        try (PostgresAccess support = new PostgresAccess(new dev.lockkeeper.environment.Environment("default",
                dev.lockkeeper.environment.Care.LOCAL, new dev.lockkeeper.environment.Address(address.host(), address.port(),
                        address.database(), "lk_support"),
                new dev.lockkeeper.environment.Secret("support"), Optional.empty()))) {
            Accounts accounts = new PostgresAccounts(support);
            Account kim = accounts.list(AccountsFilter.ALL, Optional.empty(), 10).rows().getFirst();
            assertThat(kim.username()).isEqualTo("kim");
            assertThatThrownBy(() -> accounts.unlock(kim, REASON, "desk")).isInstanceOfSatisfying(ProblemException.class,
                    e -> assertThat(e.problem()).isInstanceOfSatisfying(AccountsProblem.UnlockRefused.class,
                            it -> assertThat(it.sqlState()).isEqualTo("42501")));
        } finally {
            shared.runAsAdmin("DROP OWNED BY lk_support; DROP ROLE lk_support");
        }
    }

    @Test
    void after_the_server_ended_our_connections_one_question_may_fail_and_the_next_is_answered() {
        put(Row.of("kim").locked(null));
        accounts().find("kim");
        shared.runAsAdmin("SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE usename = 'llm_app' AND datname = '"
                + shared.name() + "'");
        try {
            accounts().find("kim");
        } catch (ProblemException e) {
            assertThat(e.problem()).isInstanceOf(ConnectionProblem.ConnectionLost.class);
        }
        assertThat(accounts().find("kim")).isPresent();
    }

    @Test
    void the_practice_accounts_are_counted_as_their_script_says() {
        try (RealPostgres.Database practice = RealPostgres.fresh().schema(4).script("/db/practice/sample_accounts.sql");
                PostgresAccess there = new PostgresAccess(practice.environment())) {
            AccountList list = new PostgresAccounts(there).list(AccountsFilter.ALL, Optional.empty(), 200);
            assertThat(list.rows()).hasSize(96);
            assertThat(list.counts()).containsEntry(AccountsFilter.View.LOCKED, 3L).containsEntry(AccountsFilter.View.EXPIRED, 2L)
                    .containsEntry(AccountsFilter.View.INACTIVE, 2L).containsEntry(AccountsFilter.View.FAILING, 8L);
            assertThat(list.rows()).filteredOn(Account::contradiction).extracting(Account::username)
                    .containsExactly("legacy.sync");
            assertThat(list.toString()).doesNotContain("$2b$");
        }
    }

    private void assertRefused(String state, String words) {
        Account seen = accounts().find("kim").orElseThrow();
        assertThatThrownBy(() -> accounts().unlock(seen, REASON, "desk")).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isInstanceOfSatisfying(AccountsProblem.UnlockRefused.class, it -> {
                    assertThat(it.sqlState()).isEqualTo(state);
                    assertThat(it.evidence()).contains(words).doesNotContain("canary");
                }));
        assertThat(accounts().find("kim").orElseThrow().seen()).isEqualTo(seen.seen());
        assertThat(audit()).isEmpty();
    }
}
