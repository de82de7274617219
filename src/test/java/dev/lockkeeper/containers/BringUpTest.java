package dev.lockkeeper.containers;

import dev.lockkeeper.environment.ComposeText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.ContainerProblem.BringUpTimedOut;
import dev.lockkeeper.containers.ContainerProblem.ComposeFailed;
import dev.lockkeeper.containers.ContainerProblem.ContainerExited;
import dev.lockkeeper.containers.ContainerProblem.ContainerPaused;
import dev.lockkeeper.containers.ContainerProblem.ContainerRestarting;
import dev.lockkeeper.containers.ContainerProblem.ContainerUnhealthy;
import dev.lockkeeper.containers.EngineProblem.EngineAbsent;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import dev.lockkeeper.testing.FakeContainers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BringUpTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final StopSignal stop = new StopSignal();

    private static Compose compose(Operation<Boolean> up) {
        return new Compose() {
            @Override
            public String command(Deed deed) {
                return "docker compose up -d postgres";
            }

            @Override
            public Optional<ComposeText> text() {
                return Optional.empty();
            }

            @Override
            public void run(Deed deed, Journal journal, StopSignal signal) {
                try {
                    up.run(journal, signal);
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private ContainerFacts bring(Containers containers, BringUp.Reachable reachable) throws InterruptedException {
        return new BringUp(compose((_, _) -> true), containers, reachable, LIMIT).run(Journal.silent(), stop);
    }

    private Problem problem(Containers containers) {
        try {
            throw new AssertionError(bring(containers, () -> true));
        } catch (ProblemException e) {
            return e.problem();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void it_waits_for_healthy_and_then_for_the_database_itself() throws InterruptedException {
        int[] asked = {0};
        ContainerFacts facts = bring(
                new FakeContainers().none().then(State.CREATED, Health.NONE).then(State.RUNNING, Health.STARTING)
                        .then(State.RUNNING, Health.HEALTHY),
                () -> ++asked[0] == 2);
        assertThat(facts.health()).isEqualTo(Health.HEALTHY);
        assertThat(asked[0]).isEqualTo(2);
    }

    @Test
    void without_a_health_check_running_is_enough() throws InterruptedException {
        assertThat(bring(new FakeContainers().then(State.RUNNING, Health.NONE), () -> true).state()).isEqualTo(State.RUNNING);
    }

    @Test
    void a_container_that_dies_ends_the_waiting_with_its_code_and_last_words() {
        assertThat(problem(new FakeContainers().then(State.RUNNING, Health.STARTING).then(State.EXITED, Health.NONE, 1)
                .saying("LOG:  starting", "FATAL:  database files are incompatible with server", "DETAIL:  version 14")))
                .isEqualTo(new ContainerExited("postgres", 1, Optional.of("FATAL:  database files are incompatible with server"),
                        List.of("LOG:  starting", "FATAL:  database files are incompatible with server", "DETAIL:  version 14")));
    }

    @Test
    void one_that_keeps_dying_or_is_paused_or_turns_unhealthy_ends_it_too() {
        assertThat(problem(new FakeContainers().then(State.RESTARTING, Health.NONE, 1))).isInstanceOf(ContainerRestarting.class);
        assertThat(problem(new FakeContainers().then(State.PAUSED, Health.HEALTHY))).isInstanceOf(ContainerPaused.class);
        assertThat(problem(new FakeContainers().none().then(State.RUNNING, Health.STARTING)
                .then(State.RUNNING, Health.UNHEALTHY)))
                .isEqualTo(new ContainerUnhealthy("postgres", "(2) 127.0.0.1:5432 - no response"));
    }

    @Test
    void what_is_paused_is_said_before_compose_fails_at_it() {
        Compose failing = compose((_, _) -> {
            throw new ProblemException(new ComposeFailed("docker compose up -d postgres", 1, List.of("cannot start")));
        });
        assertThatThrownBy(() -> new BringUp(failing, new FakeContainers().then(State.PAUSED, Health.HEALTHY), () -> true)
                .run(Journal.silent(), stop)).isInstanceOfSatisfying(ProblemException.class,
                        e -> assertThat(e.problem()).isEqualTo(new ContainerPaused("postgres")));
    }

    @Test
    void one_that_was_unhealthy_before_may_recover() throws InterruptedException {
        assertThat(
                bring(new FakeContainers().then(State.RUNNING, Health.UNHEALTHY).then(State.RUNNING, Health.HEALTHY), () -> true)
                        .health())
                .isEqualTo(Health.HEALTHY);
    }

    @Test
    void a_limit_ends_the_waiting_and_says_what_was_seen_last() {
        assertThatThrownBy(() -> bring(new FakeContainers().then(State.RUNNING, Health.HEALTHY), () -> false))
                .isInstanceOfSatisfying(ProblemException.class,
                        e -> assertThat(e.problem()).isEqualTo(new BringUpTimedOut("postgres", 2, "running, healthy")));
    }

    @Test
    void a_stop_is_heeded_at_once() {
        Thread.ofVirtual().start(stop::request);
        assertThatThrownBy(() -> bring(new FakeContainers().then(State.RUNNING, Health.STARTING), () -> true))
                .isInstanceOf(StoppedException.class);
    }

    @Test
    void what_the_engine_says_explains_a_failed_compose_better() {
        ProblemException failed = new ProblemException(
                new ComposeFailed("docker compose up -d postgres", 1, List.of("Cannot connect")));
        Containers gone = new Containers() {
            @Override
            public Optional<ContainerFacts> find() {
                throw new ProblemException(new EngineAbsent("unix:///nowhere"));
            }

            @Override
            public List<String> logTail(String id, int lines) {
                return List.of();
            }
        };
        Compose compose = compose((_, _) -> {
            throw failed;
        });
        assertThatThrownBy(() -> new BringUp(compose, gone, () -> true).run(Journal.silent(), stop))
                .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem()).isInstanceOf(EngineAbsent.class));
        assertThatThrownBy(() -> new BringUp(compose, new FakeContainers().none(), () -> true).run(Journal.silent(), stop))
                .isSameAs(failed);
    }
}
