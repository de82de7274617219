package dev.lockkeeper.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.EngineProblem.EngineAbsent;
import dev.lockkeeper.containers.EngineProblem.EngineByHand;
import dev.lockkeeper.containers.EngineProblem.EngineForbidden;
import dev.lockkeeper.containers.EngineProblem.EngineStarting;
import dev.lockkeeper.containers.EngineProblem.EngineStopped;
import dev.lockkeeper.containers.EngineProblem.EngineTimeout;
import dev.lockkeeper.containers.EngineProblem.EngineWslFault;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Run;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.testing.FakeDesktop;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartEngineTest {

    private static final EngineFacts FACTS = new EngineFacts("28.5.2", "1.51", "Docker Desktop", Optional.of("4.50.0"),
            "npipe:////./pipe/dockerDesktopLinuxEngine");
    private static final Problem STOPPED = new EngineStopped("npipe:////./pipe/x", "not there");
    private static final Problem STARTING = new EngineStarting("npipe:////./pipe/x", "500");

    @TempDir
    Path logs;
    private final FakeDesktop desktop = new FakeDesktop();
    /// What the engine says, one after the other, the last for ever; empty is an engine that serves.
    private final Deque<Optional<Problem>> says = new ArrayDeque<>();

    private synchronized EngineFacts ask() {
        Optional<Problem> now = says.size() > 1 ? says.removeFirst() : says.getFirst();
        now.ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        return FACTS;
    }

    private Run<EngineFacts> start(Engine engine, Duration limit) {
        return Run.start(OperationId.fresh(), Message.of("remedy.start-engine"), new StartEngine(engine, desktop, limit), logs,
                () -> {});
    }

    private Outcome<EngineFacts> ended(Problem... problems) throws InterruptedException {
        for (Problem problem : problems) {
            says.add(Optional.of(problem));
        }
        return start(this::ask, Duration.ofSeconds(1)).await();
    }

    @Test
    void one_that_reports_starting_three_times_and_then_runs_ends_well() throws InterruptedException {
        says.addAll(List.of(Optional.of(STOPPED), Optional.of(STARTING), Optional.of(STARTING), Optional.of(STARTING),
                Optional.empty()));
        Run<EngineFacts> run = start(this::ask, Duration.ofMinutes(1));

        assertThat(run.await()).isEqualTo(new Outcome.Done<>(FACTS));
        assertThat(desktop.launched).isEqualTo(1);
        assertThat(run.snapshot().steps()).extracting(RunSnapshot.Step::title).extracting(Message::key)
                .containsExactly("step.engine-program", "step.engine-launch", "step.engine-starting", "step.engine-ready");
        assertThat(run.snapshot().steps()).allMatch(step -> step.state() == RunSnapshot.StepState.DONE);
    }

    @Test
    void one_that_is_never_ready_ends_within_its_limit_and_says_what_was_seen() throws InterruptedException {
        long began = System.nanoTime();

        assertThat(ended(STOPPED, STARTING)).isEqualTo(new Outcome.Failed<>(new EngineTimeout(1, "starting: 500")));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void one_that_says_nothing_at_all_cannot_stretch_the_limit() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Engine mute = () -> {
            if (asked.getCount() > 0) {
                asked.countDown();
                throw new ProblemException(STOPPED);
            }
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new CancellationException();
            }
            return FACTS;
        };
        long began = System.nanoTime();

        assertThat(start(mute, Duration.ofSeconds(1)).await())
                .isEqualTo(new Outcome.Failed<>(new EngineTimeout(1, "")));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void one_that_runs_already_is_not_started_again() throws InterruptedException {
        says.add(Optional.empty());

        assertThat(start(this::ask, Duration.ofSeconds(1)).await()).isEqualTo(new Outcome.Done<>(FACTS));
        assertThat(desktop.launched).isZero();
    }

    @Test
    void a_service_is_not_started_and_its_command_is_told() throws InterruptedException {
        desktop.facts = FakeDesktop.SERVICE;

        assertThat(ended(STOPPED)).isEqualTo(new Outcome.Failed<>(new EngineByHand("sudo systemctl start docker")));
        assertThat(desktop.launched).isZero();
    }

    @Test
    void without_docker_nothing_is_launched() throws InterruptedException {
        desktop.facts = FakeDesktop.ABSENT;

        assertThat(ended(STOPPED)).isEqualTo(new Outcome.Failed<>(new EngineAbsent("")));
    }

    @Test
    void a_broken_wsl_is_told_before_anything_is_launched() throws InterruptedException {
        desktop.fault = Optional.of("Wsl/0x80370102");

        assertThat(ended(STOPPED)).isEqualTo(new Outcome.Failed<>(new EngineWslFault("Wsl/0x80370102")));
        assertThat(desktop.launched).isZero();
    }

    @Test
    void what_waiting_cannot_mend_ends_it_at_once() throws InterruptedException {
        Problem forbidden = new EngineForbidden("npipe:////./pipe/x", "Access is denied");

        assertThat(ended(STOPPED, STARTING, forbidden)).isEqualTo(new Outcome.Failed<>(forbidden));
    }

    @Test
    void a_stop_is_heeded_while_the_engine_says_nothing() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        Run<EngineFacts> run = start(() -> {
            if (desktop.launched == 0) {
                throw new ProblemException(STOPPED);
            }
            waiting.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new CancellationException();
            }
            return FACTS;
        }, Duration.ofMinutes(2));
        waiting.await();
        run.stop();

        Await.until("stopped", Duration.ofSeconds(5), () -> run.outcome().isDone());
        assertThat(run.await()).isInstanceOf(Outcome.Stopped.class);
    }

    @Test
    void an_engine_that_is_off_comes_with_what_is_known_of_its_program() {
        says.add(Optional.of(STOPPED));
        assertThat(problem()).isEqualTo(new EngineStopped("npipe:////./pipe/x", "not there", Optional.of(FakeDesktop.INSTALLED)));
        desktop.facts = new DesktopFacts(DesktopFacts.Kind.DESKTOP, Optional.of("x"), Optional.empty(), true, "y");
        assertThat(problem()).as("its process is there").isEqualTo(new EngineStarting("npipe:////./pipe/x", "not there"));
    }

    @Test
    void one_that_only_the_registry_knows_is_stopped_and_not_absent() {
        says.add(Optional.of(new EngineAbsent("npipe:////./pipe/x")));
        assertThat(problem()).isInstanceOf(EngineStopped.class);
        desktop.facts = FakeDesktop.ABSENT;
        assertThat(problem()).isEqualTo(new EngineAbsent("npipe:////./pipe/x"));
    }

    private Problem problem() {
        try {
            throw new AssertionError(new EngineRoom(this::ask, desktop).ask());
        } catch (ProblemException e) {
            return e.problem();
        }
    }
}
