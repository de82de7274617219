package dev.lockkeeper.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.readiness.ConnectionProblem.ConnectionRefused;
import dev.lockkeeper.readiness.ConnectionProblem.HostUnknown;
import dev.lockkeeper.readiness.ConnectionProblem.HostUnresolved;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.testing.NamesOfTests;
import dev.lockkeeper.testing.RealEngine;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What stands between a host's name and a server: names that nobody knows, that take their time, that stand for several addresses.
@Tag("engine")
class HostNamesIT {

    private static final Duration BOUND = Duration.ofMillis(3_900);
    /// 30 s, and the time of a login.
    private static final Duration JAVA_REMEMBERS = Duration.ofSeconds(35);

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    private static Environment at(String host, int port) {
        return new Environment("default", Care.LOCAL, new Address(host, port, RealEngine.DATABASE, RealEngine.USER),
                new Secret(RealEngine.PASSWORD), Optional.empty());
    }

    private static Problem problem(String host, int port) {
        long began = System.nanoTime();
        Problem[] found = new Problem[1];
        try (PostgresAccess access = new PostgresAccess(at(host, port))) {
            assertThatThrownBy(() -> new PostgresLogin(access).ask()).isInstanceOfSatisfying(ProblemException.class,
                    e -> found[0] = e.problem());
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(BOUND);
        return found[0];
    }

    @Test
    void a_name_that_nobody_knows_is_told_by_its_name() {
        String host = NamesOfTests.answering("unknown", () -> {
            throw new UnknownHostException("unknown");
        });
        Problem told = problem(host, 5432);
        assertThat(told).isInstanceOf(HostUnknown.class);
        assertThat(Advices.on(told).evidence()).contains(host);
    }

    @Test
    void a_resolver_that_does_not_answer_is_given_up_after_three_seconds_and_the_name_is_not_called_wrong() {
        CountDownLatch end = new CountDownLatch(1);
        String host = NamesOfTests.answering("slow", () -> {
            end.await();
            return List.of(address("127.0.0.1"));
        });
        Problem told = problem(host, 5432);
        end.countDown();
        assertThat(told).isInstanceOfSatisfying(HostUnresolved.class, problem -> assertThat(problem.seconds()).isEqualTo(3));
        assertThat(Advices.on(told).evidence()).contains(host);
    }

    @Test
    void a_name_that_stands_for_the_other_network_first_leads_to_the_server_in_this_one() {
        RealEngine engine = RealEngine.orSkip();
        try (engine; RealEngine.Project project = engine.project()) {
            project.up();
            String host = NamesOfTests.answering("six-first", () -> List.of(address("::1"), address("127.0.0.1")));
            try (PostgresAccess access = new PostgresAccess(at(host, project.environment().address().port()))) {
                assertThat(new PostgresLogin(access).ask().serverVersion()).startsWith("15");
            }
        }
    }

    @Test
    void a_server_that_moved_is_found_at_its_new_address_by_the_console_that_missed_it_at_the_old_one() {
        RealEngine engine = RealEngine.orSkip();
        try (engine; RealEngine.Project project = engine.project()) {
            project.up();
            AtomicReference<String> now = new AtomicReference<>("127.0.0.2");
            String host = NamesOfTests.answering("moved", () -> List.of(address(now.get())));
            try (PostgresAccess access = new PostgresAccess(at(host, project.environment().address().port()))) {
                PostgresLogin login = new PostgresLogin(access);
                assertThatThrownBy(login::ask).isInstanceOfSatisfying(ProblemException.class,
                        e -> assertThat(e.problem()).isInstanceOf(ConnectionRefused.class));
                now.set("127.0.0.1");
                Await.until("the new address is found", JAVA_REMEMBERS, () -> lets(login));
            }
        }
    }

    private static boolean lets(PostgresLogin login) {
        try {
            login.ask();
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    @Test
    void where_none_of_a_names_addresses_has_a_server_each_is_told() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String host = NamesOfTests.answering("nobody", () -> List.of(address("::1"), address("127.0.0.1")));
        assertThat(problem(host, port)).isInstanceOfSatisfying(ConnectionRefused.class, refused -> assertThat(refused.evidence())
                .contains("127.0.0.1: ").contains("0:0:0:0:0:0:0:1: "));
    }
}
