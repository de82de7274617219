package dev.lockkeeper.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.operation.RunSnapshot.Step;
import dev.lockkeeper.operation.RunSnapshot.StepState;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunTest {

    @TempDir
    Path folder = Path.of("");

    private final AtomicInteger changes = new AtomicInteger();

    @Test
    void a_run_ends_in_its_result() throws Exception {
        assertThat(start((_, _) -> 42).await()).isEqualTo(new Outcome.Done<>(42));
    }

    @Test
    void a_problem_is_the_outcome_and_not_an_exception() throws Exception {
        Problem problem = new OperationProblem.ReadOnlyServer("standby");

        assertThat(start((_, _) -> {
            throw new ProblemException(problem);
        }).await()).isEqualTo(new Outcome.Failed<>(problem));
    }

    @Test
    void even_an_error_of_the_machine_ends_the_run_and_its_trace_is_in_the_log() throws Exception {
        Run<Object> run = start((_, _) -> {
            throw new StackOverflowError("too deep");
        });

        assertThat(run.await()).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.problem()).isInstanceOf(Problem.Unexpected.class));
        assertThat(Files.readString(run.snapshot().log())).contains("StackOverflowError: too deep").contains("at dev.lockkeeper")
                .contains("FAILED UNEXPECTED");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void the_log_is_for_its_owner_only() throws Exception {
        Run<Object> run = Run.start(OperationId.fresh(), Message.of("step.backup"), (_, _) -> 1, folder.resolve("logs"),
                () -> {});
        run.await();

        assertThat(Files.getPosixFilePermissions(folder.resolve("logs"))).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(run.snapshot().log())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_stop_is_heeded_where_it_is_safe_and_says_how_the_data_stands() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Run<Object> run = start((_, stop) -> {
            try (StopSignal.Waiting _ = stop.whenRequested(stopped::countDown)) {
                started.countDown();
                stopped.await();
            }
            stop.heed(Message.of("state.unchanged", "003"));
            return "never";
        });
        started.await();

        run.stop();
        run.stop();

        assertThat(run.await()).isEqualTo(new Outcome.Stopped<>(Message.of("state.unchanged", "003")));
    }

    @Test
    void who_comes_after_the_stop_hears_of_it_at_once() {
        StopSignal stop = new StopSignal();
        stop.request();
        AtomicInteger heard = new AtomicInteger();

        stop.whenRequested(heard::incrementAndGet).close();

        assertThat(heard).hasValue(1);
    }

    @Test
    void who_left_does_not_hear_of_the_stop() {
        StopSignal stop = new StopSignal();
        AtomicInteger heard = new AtomicInteger();
        stop.whenRequested(heard::incrementAndGet).close();

        stop.request();

        assertThat(heard).hasValue(0);
    }

    @Test
    void steps_are_done_in_order_and_the_one_that_failed_is_told() throws Exception {
        Run<Object> run = start((journal, _) -> {
            journal.plan(List.of(Message.verbatim("a"), Message.verbatim("b"), Message.verbatim("c")));
            journal.step(1);
            journal.step(2);
            journal.progress(3, 7);
            throw new ProblemException(new OperationProblem.ReadOnlyServer("standby"));
        });
        run.await();

        assertThat(run.snapshot().steps()).extracting(Step::state).containsExactly(StepState.DONE, StepState.FAILED,
                StepState.AHEAD);
        assertThat(run.snapshot().step()).isEqualTo(2);
        assertThat(run.snapshot().running()).isFalse();
        assertThat(run.snapshot().progress()).contains(new RunSnapshot.Progress(3, 7));
    }

    @Test
    void the_screen_gets_the_last_lines_and_the_file_gets_all() throws Exception {
        int lines = Feed.CAPACITY + 500;
        Run<Object> run = start((journal, _) -> {
            for (int i = 0; i < lines; i++) {
                journal.info(Source.KEEPER, "line " + i + " 한글");
            }
            return "done";
        });
        run.await();

        Feed.Burst burst = run.feed().after(0);
        assertThat(burst.lines()).hasSize(Feed.CAPACITY);
        assertThat(burst.lines().getLast().text()).isEqualTo("line " + (lines - 1) + " 한글");
        assertThat(burst.seen()).isEqualTo(lines);
        assertThat(run.feed().after(lines - 2).lines()).hasSize(2);
        assertThat(run.feed().after(burst.seen()).lines()).isEmpty();
        assertThat(Files.readAllLines(run.snapshot().log())).hasSize(lines + 1);
    }

    @Test
    void a_folder_that_takes_no_log_does_not_stop_the_work() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(Run.start(OperationId.fresh(), Message.verbatim("work"), (journal, _) -> {
            journal.info(Source.KEEPER, "x");
            return 1;
        }, file, () -> {}).await()).isEqualTo(new Outcome.Done<>(1));
    }

    @Test
    void listeners_hear_of_the_end() throws Exception {
        Runs runs = new Runs(folder);
        List<Boolean> seen = new ArrayList<>();
        CountDownLatch ended = new CountDownLatch(1);
        runs.onChange(() -> {
            synchronized (seen) {
                seen.add(runs.underWay().isPresent());
            }
            if (!runs.all().isEmpty() && runs.underWay().isEmpty()) {
                ended.countDown();
            }
        });

        runs.start(OperationId.fresh(), Message.verbatim("work"), (_, _) -> 1).await();
        ended.await();

        assertThat(runs.all()).hasSize(1);
    }

    private <R> Run<R> start(Operation<R> work) throws IOException {
        return Run.start(OperationId.fresh(), Message.verbatim("work"), work, folder, changes::incrementAndGet);
    }
}
