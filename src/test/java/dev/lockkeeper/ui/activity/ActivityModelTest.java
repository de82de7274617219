package dev.lockkeeper.ui.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Run;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.testing.ImmediateThreads;
import dev.lockkeeper.ui.log.LogRing;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivityModelTest {

    @TempDir
    Path logs;

    private final ImmediateThreads threads = new ImmediateThreads();
    private Runs runs;
    private ActivityModel model;

    @BeforeEach
    void begin() {
        runs = new Runs(logs);
        model = new ActivityModel(runs, threads);
    }

    private Run<Boolean> ran(int lines) throws InterruptedException {
        Run<Boolean> run = runs.start(OperationId.fresh(), Message.verbatim("work"), (journal, _) -> {
            for (int i = 0; i < lines; i++) {
                journal.line(i % 2 == 0 ? Source.KEEPER : Source.POSTGRES, i % 10 == 9 ? Level.WARN : Level.INFO, "line " + i);
            }
            return true;
        });
        run.await();
        threads.pass(ActivityModel.GATHER);
        model.open(Optional.of(run.id()));
        return run;
    }

    @Test
    void the_log_of_a_run_is_shown_and_counted_by_source() throws InterruptedException {
        ran(10);
        assertThat(model.lines()).hasSize(10);
        assertThat(model.page().get().counts()).containsEntry(Source.KEEPER, 5L).containsEntry(Source.POSTGRES, 5L);
    }

    @Test
    void a_source_can_be_left_out_and_a_level_asked_for() throws InterruptedException {
        ran(20);
        model.toggle(Source.KEEPER);
        assertThat(model.lines()).hasSize(10).allMatch(line -> line.source() == Source.POSTGRES);
        model.from(Level.WARN);
        assertThat(model.lines()).hasSize(2);
        model.toggle(Source.KEEPER);
        model.from(Level.DEBUG);
        assertThat(model.lines()).hasSize(20);
    }

    @Test
    void a_search_goes_round_its_hits() throws InterruptedException {
        ran(30);
        model.search("LINE 2");
        assertThat(model.page().get().hits()).isEqualTo(11);
        assertThat(model.hitRow()).contains(2);
        model.hit(1);
        assertThat(model.hitRow()).contains(20);
        model.hit(-1);
        model.hit(-1);
        assertThat(model.hitRow()).contains(29);
    }

    @Test
    void more_lines_than_fit_leave_the_last_ones() throws InterruptedException {
        ran(ActivityModel.LINES + 5);
        assertThat(model.lines()).hasSize(ActivityModel.LINES);
        assertThat(model.lines().getFirst().text()).isEqualTo("line 5");
        assertThat(model.lines().getLast().text()).isEqualTo("line " + (ActivityModel.LINES + 4));
    }

    @Test
    void a_burst_that_pushes_old_lines_out_costs_one_change() {
        LogRing<dev.lockkeeper.operation.LogLine> ring = new LogRing<>(4);
        int[] changes = {0};
        ring.addListener((javafx.collections.ListChangeListener<dev.lockkeeper.operation.LogLine>) _ -> changes[0]++);
        for (int burst = 0; burst < 3; burst++) {
            ring.append(java.util.stream.IntStream.range(0, 3)
                    .mapToObj(i -> new dev.lockkeeper.operation.LogLine(java.time.Instant.EPOCH,
                            Level.INFO, Source.KEEPER, Integer.toString(i)))
                    .toList());
        }
        assertThat(changes[0]).isEqualTo(3);
        assertThat(ring).extracting(dev.lockkeeper.operation.LogLine::text).containsExactly("2", "0", "1", "2");
    }

    @Test
    void a_run_that_begins_opens_itself_and_marks_the_navigation() throws InterruptedException {
        var go = new java.util.concurrent.CountDownLatch(1);
        Run<Boolean> run = runs.start(OperationId.fresh(), Message.verbatim("work"), (_, _) -> {
            go.await();
            return true;
        });
        threads.pass(ActivityModel.GATHER);
        assertThat(model.page().get().open()).contains(run.id());
        assertThat(model.mark().get()).isPresent();
        go.countDown();
        run.await();
        threads.pass(Duration.ofSeconds(1));
        assertThat(model.mark().get()).isEmpty();
    }
}
