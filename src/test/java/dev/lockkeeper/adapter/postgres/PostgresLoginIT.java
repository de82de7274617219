package dev.lockkeeper.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import dev.lockkeeper.readiness.Clocks;
import dev.lockkeeper.readiness.ConnectionFacts;
import dev.lockkeeper.testing.RealPostgres;

class PostgresLoginIT {

    @Test
    void logging_in_tells_the_server_and_who_else_is_there() {
        try (RealPostgres.Database database = RealPostgres.fresh();
                PostgresAccess access = new PostgresAccess(database.environment())) {
            ConnectionFacts facts = new PostgresLogin(access).ask();

            assertThat(facts.serverVersion()).startsWith("15.");
            assertThat(facts.roundTrip()).isPositive().isLessThan(Duration.ofSeconds(1));
            assertThat(facts.sessions()).isOne();
            assertThat(facts.readOnly()).isFalse();
            assertThat(facts.systemIdentifier()).matches("\\d{15,20}");
        }
    }

    @Test
    void a_first_walk_logs_in_once_and_a_later_one_afresh() {
        try (RealPostgres.Database database = RealPostgres.fresh();
                PostgresAccess access = new PostgresAccess(database.environment())) {
            access.connectAhead();
            assertThat(new PostgresLogin(access).ask().sessions()).isOne();
            int first = access.ask(PostgresLoginIT::session);
            assertThat(access.login(PostgresLoginIT::session)).as("the login after it is another").isNotEqualTo(first);
        }
        try (RealPostgres.Database database = RealPostgres.fresh();
                PostgresAccess access = new PostgresAccess(database.environment())) {
            int login = access.login(PostgresLoginIT::session);
            assertThat(access.ask(PostgresLoginIT::session)).as("the first question is asked on the login's connection")
                    .isEqualTo(login);
        }
    }

    @Test
    void what_was_made_ahead_and_lies_about_is_thrown_away() {
        AtomicLong nanos = new AtomicLong();
        try (RealPostgres.Database database = RealPostgres.fresh();
                PostgresAccess access = new PostgresAccess(database.environment(), nanos::get)) {
            int login = access.login(PostgresLoginIT::session);
            database.runAsAdmin("SELECT pg_terminate_backend(" + login + ")");
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(6));
            assertThat(access.ask(PostgresLoginIT::session)).isNotEqualTo(login);
        }
    }

    private static int session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void the_clock_of_a_server_on_this_machine_is_ours() {
        try (RealPostgres.Database database = RealPostgres.fresh();
                PostgresAccess access = new PostgresAccess(database.environment())) {
            Clocks clocks = new PostgresLogin(access).ask().clocks().orElseThrow();

            assertThat(clocks.apart()).isFalse();
            assertThat(clocks.ahead().abs()).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void a_machine_whose_own_clock_is_wrong_finds_the_server_off_by_as_much() {
        try (RealPostgres.Database database = RealPostgres.fresh();
                PostgresAccess access = new PostgresAccess(database.environment())) {
            Clocks clocks = new PostgresLogin(access, () -> Instant.now().plus(Duration.ofHours(3))).ask()
                    .clocks().orElseThrow();

            assertThat(clocks.apart()).isTrue();
            assertThat(clocks.ahead().plusHours(3).abs()).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void a_server_that_takes_no_changes_and_keeps_its_name_to_itself_still_answers() {
        try (RealPostgres.Database database = RealPostgres.fresh();
                PostgresAccess access = new PostgresAccess(database.environment())) {
            database.runAsAdmin("ALTER DATABASE \"" + database.name() + "\" SET default_transaction_read_only = on");
            database.runAsAdmin("SET transaction_read_only = off; REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");

            ConnectionFacts facts = new PostgresLogin(access).ask();

            assertThat(facts.readOnly()).isTrue();
            assertThat(facts.systemIdentifier()).isEmpty();
        }
    }
}
