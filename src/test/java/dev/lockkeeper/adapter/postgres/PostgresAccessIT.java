package dev.lockkeeper.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.CountDownLatch;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.OperationProblem;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.testing.RealPostgres;

class PostgresAccessIT {

    static RealPostgres.Database database;

    @BeforeAll
    static void open() {
        database = RealPostgres.fresh();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void a_question_is_answered_in_utc_whatever_the_zone_of_this_machine() {
        try (PostgresAccess access = new PostgresAccess(database.environment())) {
            assertThat(one(access, "SELECT current_setting('TimeZone') || ' ' || current_setting('lock_timeout') || ' ' "
                    + "|| current_setting('statement_timeout') || ' ' || current_setting('application_name')"))
                    .isEqualTo("UTC 3s 10s lockkeeper");
        }
    }

    @Test
    void an_operation_has_a_connection_of_its_own_under_its_name_and_without_a_limit() throws SQLException {
        try (PostgresAccess access = new PostgresAccess(database.environment());
                Connection connection = access.operationConnection(new OperationId("cafe0001"));
                Statement statement = connection.createStatement();
                ResultSet row = statement
                        .executeQuery("SELECT current_setting('TimeZone') || ' ' || current_setting('lock_timeout') "
                                + "|| ' ' || current_setting('statement_timeout') || ' ' || current_setting('application_name')")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("UTC 5s 0 lockkeeper-cafe0001");
        }
    }

    @Test
    void the_pool_opens_at_most_four_connections_and_gives_them_back_when_it_closes() {
        PostgresAccess access = new PostgresAccess(database.environment());
        assertThat(one(access, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")).isEqualTo("1");
        access.close();
        awaitNobody();
    }

    private void awaitNobody() {
        long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!database.ask("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
                .isEmpty()) {
            assertThat(System.nanoTime()).as("still connected").isLessThan(until);
            Thread.onSpinWait();
        }
    }

    @Test
    void opening_the_access_to_nowhere_costs_nothing() {
        long began = System.nanoTime();
        new PostgresAccess(at("192.0.2.1", 1)).close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void a_wrong_password_is_told_at_once_and_offered_once() {
        Environment wrong = new Environment("default", Care.LOCAL, database.address(), new Secret("no"), Optional.empty());
        try (PostgresAccess access = new PostgresAccess(wrong)) {
            Problem problem = within(Duration.ofSeconds(2), () -> one(access, "SELECT 1"));
            assertThat(problem).isInstanceOfSatisfying(ConnectionProblem.PasswordWrong.class,
                    it -> assertThat(it.evidence()).contains("password authentication failed").doesNotContain("\"no\""));
        }
    }

    @Test
    void a_missing_database_is_told_with_those_that_are_there() {
        Address address = database.address();
        Environment missing = new Environment("default", Care.LOCAL,
                new Address(address.host(), address.port(), "not there", address.user()), database.environment().password(),
                Optional.empty());
        try (PostgresAccess access = new PostgresAccess(missing)) {
            Problem problem = within(Duration.ofSeconds(3), () -> one(access, "SELECT 1"));
            assertThat(problem).isInstanceOfSatisfying(ConnectionProblem.DatabaseMissing.class,
                    it -> assertThat(it.existing()).contains("postgres", database.name()));
        }
    }

    @Test
    void a_port_where_nobody_listens_is_told_at_once() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (PostgresAccess access = new PostgresAccess(at("127.0.0.1", port))) {
            assertThat(within(Duration.ofSeconds(2), () -> one(access, "SELECT 1")))
                    .isInstanceOf(ConnectionProblem.ConnectionRefused.class);
        }
    }

    @Test
    void a_server_that_never_answers_is_given_up_within_five_seconds() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                PostgresAccess access = new PostgresAccess(at("127.0.0.1", silent.getLocalPort()))) {
            assertThat(within(Duration.ofSeconds(5), () -> one(access, "SELECT 1")))
                    .isInstanceOf(ConnectionProblem.ConnectionTimedOut.class);
        }
    }

    @Test
    void a_server_that_answers_a_letter_at_a_time_is_given_up_as_one_that_never_does() throws IOException {
        try (ServerSocket dripping = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                PostgresAccess access = new PostgresAccess(at("127.0.0.1", dripping.getLocalPort()))) {
            Thread.ofVirtual().start(() -> {
                while (!dripping.isClosed()) {
                    try {
                        Socket client = dripping.accept();
                        Thread.ofVirtual().start(() -> drip(client));
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            assertThat(within(Duration.ofSeconds(5), () -> one(access, "SELECT 1")))
                    .isInstanceOf(ConnectionProblem.ConnectionTimedOut.class);
        }
    }

    /// No encryption, then a refusal whose words take more than an hour.
    private static void drip(Socket client) {
        try (client) {
            client.getInputStream().readNBytes(8);
            client.getOutputStream().write('N');
            client.getOutputStream().write(new byte[]{'E', 0, 0, 0x4e, 0x20});
            while (true) {
                client.getOutputStream().write('x');
                new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
            }
        } catch (IOException | InterruptedException e) {
            // it was given up
        }
    }

    @Test
    void a_web_server_on_the_port_is_no_postgresql() throws IOException {
        assertThat(askServerThatSays("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"))
                .isInstanceOf(ConnectionProblem.NotPostgres.class);
    }

    @Test
    void a_secure_shell_on_the_port_is_no_postgresql() throws IOException {
        assertThat(askServerThatSays("SSH-2.0-OpenSSH_9.2p1 Debian\r\n")).isInstanceOf(ConnectionProblem.NotPostgres.class);
    }

    @Test
    void whoever_hangs_up_before_a_word_is_not_ready_yet() throws IOException {
        assertThat(askServerThatSays("")).isInstanceOf(ConnectionProblem.ServerNotReady.class);
    }

    private Problem askServerThatSays(String greeting) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                PostgresAccess access = new PostgresAccess(at("127.0.0.1", server.getLocalPort()))) {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (Socket client = server.accept()) {
                        client.getInputStream().readNBytes(8);
                        client.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException e) {
                        // the next one
                    }
                }
            });
            return within(Duration.ofSeconds(6), () -> one(access, "SELECT 1"));
        }
    }

    @Test
    void an_unknown_host_is_told() {
        try (PostgresAccess access = new PostgresAccess(at("no-such-host.invalid", 5432))) {
            assertThat(within(Duration.ofSeconds(5), () -> one(access, "SELECT 1")))
                    .isInstanceOf(ConnectionProblem.HostUnknown.class);
        }
    }

    @Test
    void a_missing_right_is_told_as_one() {
        try (PostgresAccess access = new PostgresAccess(database.environment())) {
            assertThat(within(Duration.ofSeconds(3), () -> one(access, "SELECT rolpassword FROM pg_authid")))
                    .isInstanceOf(ConnectionProblem.PrivilegeMissing.class);
        }
    }

    @Test
    void a_session_that_may_not_write_is_told_as_read_only() {
        try (PostgresAccess access = new PostgresAccess(database.environment())) {
            assertThat(within(Duration.ofSeconds(3), () -> access.ask(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("BEGIN READ ONLY; CREATE TABLE never (a int); COMMIT");
                }
            }))).isInstanceOf(OperationProblem.ReadOnlyServer.class);
        }
    }

    @Test
    void a_broken_connection_is_told_and_the_next_question_gets_a_new_one() {
        try (PostgresAccess access = new PostgresAccess(database.environment())) {
            assertThat(within(Duration.ofSeconds(3), () -> one(access, "SELECT pg_terminate_backend(pg_backend_pid())")))
                    .isInstanceOf(ConnectionProblem.ConnectionLost.class);
            assertThat(one(access, "SELECT 'well'")).isEqualTo("well");
        }
    }

    @Test
    void a_database_with_an_odd_name_is_reached_and_nothing_in_it_is_an_option() {
        try (RealPostgres.Database odd = RealPostgres.fresh("-x a=b&ssl=true;\"q\"/?%20#é");
                PostgresAccess access = new PostgresAccess(odd.environment())) {
            assertThat(one(access, "SELECT current_database()")).isEqualTo(odd.name());
        }
    }

    private static Environment at(String host, int port) {
        return new Environment("default", Care.LOCAL, new Address(host, port, "llm_webapp", "llm_app"), new Secret("canary"),
                Optional.empty());
    }

    private static String one(PostgresAccess access, String sql) {
        return access.ask(connection -> {
            try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        });
    }

    private static Problem within(Duration limit, ThrowingCallable call) {
        long began = System.nanoTime();
        ProblemException[] thrown = new ProblemException[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> thrown[0] = e);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(limit);
        return thrown[0].problem();
    }
}
