package dev.lockkeeper.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.readiness.ConnectionProblem.ConnectionLost;
import dev.lockkeeper.readiness.ConnectionProblem.ConnectionRefused;
import dev.lockkeeper.readiness.ConnectionProblem.ServerProcessKilled;
import dev.lockkeeper.testing.FakeContainers;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LostSessionTest {

    private static final String KILLED = "2026-11-26 11:54:56.751 UTC [1] LOG:  server process (PID 125) was terminated by signal 9: Killed";
    private static final Address ADDRESS = new Address("127.0.0.1", 5432, "app", "app");
    private static final Problem LOST = new ConnectionLost(ADDRESS, "An I/O error occurred while sending to the backend.");

    private Problem cause(Problem problem, State state, String... log) {
        return new LostSession(new Environment("e", Care.LOCAL, ADDRESS, new Secret("x"), Optional.empty()),
                new FakeContainers().then(state, Health.HEALTHY).saying(log), () -> Instant.parse("2026-11-26T11:55:10Z"))
                .of(problem);
    }

    @Test
    void a_session_whose_server_lost_a_process_was_reset() {
        assertThat(cause(LOST, State.RUNNING, "LOG:  checkpoint starting: time", KILLED,
                "2026-11-26 11:54:56.751 UTC [1] DETAIL:  Failed process was running: SELECT 'canary'",
                "2026-11-26 11:54:56.751 UTC [1] LOG:  terminating any other active server processes"))
                .isEqualTo(new ServerProcessKilled(ADDRESS, KILLED));
    }

    @Test
    void what_was_written_long_ago_or_by_a_user_tells_nothing() {
        assertThat(cause(LOST, State.EXITED, KILLED.replace("11:54", "11:24"))).isEqualTo(LOST);
        assertThat(cause(LOST, State.EXITED,
                "2026-11-26 11:54:56.751 UTC [9] STATEMENT:  LOG:  server process (PID 1) was terminated by signal 9"))
                .isEqualTo(LOST);
    }

    @Test
    void another_problem_stays_what_it_is() {
        Problem refused = new ConnectionRefused(ADDRESS, "refused");
        assertThat(cause(refused, State.RUNNING, KILLED)).isEqualTo(refused);
    }
}
