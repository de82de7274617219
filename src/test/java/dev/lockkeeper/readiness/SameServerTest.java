package dev.lockkeeper.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.InsideFacts;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.readiness.ConnectionProblem.AnotherServer;
import dev.lockkeeper.readiness.ConnectionProblem.ServerRecovering;
import dev.lockkeeper.testing.FakeService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SameServerTest {

    private final FakeService service = new FakeService();
    private String host = "127.0.0.1";
    private String answers = "7";
    private Optional<String> inside = Optional.of("7");
    private boolean recovering;
    private final AtomicInteger held = new AtomicInteger();

    private SameServer server() {
        return new SameServer(
                new Environment("e", Care.LOCAL, new Address(host, 5432, "app", "app"), new Secret("x"), Optional.empty()),
                () -> new ConnectionFacts("15", Duration.ZERO, 1, recovering, answers, recovering), _ -> {
                    held.incrementAndGet();
                    return () -> {};
                }, service, new InsideFacts() {
                    @Override
                    public Optional<String> systemIdentifier(ContainerFacts container) {
                        return inside;
                    }

                    @Override
                    public Optional<Disk> disk(ContainerFacts container) {
                        return Optional.empty();
                    }
                });
    }

    @Test
    void another_servers_answer_is_no_login_and_nothing_may_be_changed_there() {
        answers = "8";
        assertThatThrownBy(() -> server().ask()).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isInstanceOfSatisfying(AnotherServer.class, problem -> {
                    assertThat(problem.expected()).isEqualTo("7");
                    assertThat(problem.found()).isEqualTo("8");
                    assertThat(problem.container()).isEqualTo("demo-postgres-1");
                }));
        assertThatThrownBy(() -> server().hold(OperationId.fresh())).isInstanceOf(ProblemException.class);
        assertThat(held).hasValue(0);
    }

    @Test
    void where_another_server_has_the_same_data_nothing_may_be_changed() {
        service.second = Optional.of("old-postgres");
        for (Runnable change : List.<Runnable>of(() -> server().hold(OperationId.fresh()), () -> server().mustBeOwn())) {
            assertThatThrownBy(change::run).isInstanceOfSatisfying(ProblemException.class,
                    e -> assertThat(e.problem()).isInstanceOfSatisfying(ContainerProblem.VolumeInUseTwice.class,
                            problem -> assertThat(problem.runs()).isEqualTo("old-postgres")));
        }
        assertThat(held).hasValue(0);
    }

    @Test
    void the_containers_own_server_lets_us_in_and_may_be_changed() {
        assertThat(server().ask().systemIdentifier()).isEqualTo("7");
        server().hold(OperationId.fresh()).close();
        assertThat(held).hasValue(1);
    }

    @Test
    void what_cannot_be_compared_is_not_refused() {
        answers = "8";
        inside = Optional.empty();
        server().hold(OperationId.fresh()).close();
        inside = Optional.of("7");
        service.state = Optional.of(State.EXITED);
        server().hold(OperationId.fresh()).close();
        service.state = Optional.of(State.RUNNING);
        host = "db.example.org";
        server().hold(OperationId.fresh()).close();
        assertThat(held).hasValue(3);
    }

    @Test
    void a_server_that_recovers_is_not_ready() {
        recovering = true;
        assertThatThrownBy(() -> server().ask()).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isInstanceOf(ServerRecovering.class));
        host = "standby.example.org";
        assertThat(server().ask().recovering()).as("elsewhere it may be meant to").isTrue();
    }
}
