package dev.lockkeeper.ui.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.testing.ImmediateThreads;
import dev.lockkeeper.ui.QueuedThreads;
import dev.lockkeeper.ui.containers.ContainersPage.Question;
import dev.lockkeeper.ui.containers.ContainersPage.Range;
import dev.lockkeeper.ui.containers.ContainersPage.Sight;
import dev.lockkeeper.ui.kit.Threads;
import dev.lockkeeper.ui.overview.Chains;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainersModelTest {

    private static final EngineProblem STOPPED = new EngineProblem.EngineStopped("unix:///var/run/docker.sock", "gone");

    @TempDir
    Path logs;

    private final FakeRoom room = new FakeRoom();
    private final ImmediateThreads threads = new ImmediateThreads();

    private ContainersModel model(Environment environment, Threads with) {
        return new ContainersModel(environment, room, new Runs(logs), with, () -> FakeRoom.NOW);
    }

    private ContainersModel model() {
        return model(Chains.LOCAL, threads);
    }

    @Test
    void an_engine_that_is_off_leaves_what_was_seen_with_its_time() {
        ContainersModel model = model();
        model.refresh();
        room.broken = Optional.of(STOPPED);
        model.refresh();
        assertThat(model.page().get().sight()).isInstanceOfSatisfying(Sight.Unreachable.class, off -> {
            assertThat(off.problem()).isEqualTo(STOPPED);
            assertThat(off.last().orElseThrow().at()).isEqualTo(FakeRoom.NOW);
        });
        assertThat(model.page().get().here()).isEmpty();
        assertThat(model.page().get().timeline()).isNotEmpty();
        assertThat(model.page().get().off()).isPresent();
        room.broken = Optional.empty();
        model.refresh();
        assertThat(model.page().get().here()).isPresent();
    }

    @Test
    void what_happens_during_a_look_is_looked_at_again() {
        threads.hold();
        ContainersModel model = model();
        model.refresh();
        model.refresh();
        model.refresh();
        assertThat(threads.held()).isEqualTo(1);
        threads.letGo();
        assertThat(room.looks).isEqualTo(2);
    }

    @Test
    void it_looks_every_five_seconds_only_while_somebody_looks_at_it() {
        ContainersModel model = model();
        model.refresh();
        threads.pass(Duration.ofMinutes(1));
        assertThat(room.looks).isEqualTo(1);
        model.watched(true);
        assertThat(room.looks).isEqualTo(2);
        threads.pass(Duration.ofSeconds(5));
        assertThat(room.looks).isEqualTo(3);
        model.watched(false);
        threads.pass(Duration.ofMinutes(1));
        assertThat(room.looks).isEqualTo(3);
        model.watched(true);
        model.close();
        threads.pass(Duration.ofMinutes(1));
        assertThat(room.looks).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"RUNNING,restart", "RESTARTING,restart", "PAUSED,unpause", "EXITED,start", "CREATED,start", "DEAD,start"})
    void the_key_does_what_the_state_asks_for(State state, String deed) {
        room.seen = FakeRoom.standing(state);
        ContainersModel model = model();
        model.refresh();
        assertThat(model.page().get().main().orElseThrow().key()).isEqualTo(deed);
    }

    @Test
    void a_missing_container_is_made() {
        room.seen = FakeRoom.missing(false);
        ContainersModel model = model();
        model.refresh();
        assertThat(model.page().get().main()).contains(new Deed.Start());
    }

    @Test
    void nothing_is_asked_of_an_engine_that_does_not_hold_the_database() {
        ContainersModel model = model(Chains.environment("practice", Care.PRACTICE, "practice"), threads);
        model.refresh();
        model.watched(true);
        assertThat(room.looks).isZero();
        assertThat(model.page().get().sight()).isEqualTo(new Sight.Elsewhere());
    }

    @Test
    void one_deed_at_a_time() {
        QueuedThreads queued = new QueuedThreads();
        ContainersModel model = model(Chains.LOCAL, queued);
        model.refresh();
        queued.answerAll();
        room.slow = true;
        assertThat(model.start(new Deed.Restart(), "")).isTrue();
        assertThat(model.page().get().off()).isPresent();
        assertThat(model.start(new Deed.Stop(), "")).isFalse();
        room.go.countDown();
        queued.until(() -> model.page().get().ended().isPresent());
        assertThat(room.done).containsExactly(new Deed.Restart());
        assertThat(model.page().get().off()).isEmpty();
        assertThat(room.looks).isGreaterThan(1);
    }

    @Test
    void on_production_the_volume_is_not_even_asked_about() {
        ContainersModel model = model(Chains.environment("production", Care.PRODUCTION, "llm_webapp"), threads);
        model.refresh();
        model.askReset();
        assertThat(model.page().get().question()).isEqualTo(new Question.None());
    }

    @Test
    void an_answer_that_nobody_waits_for_asks_nothing() {
        ContainersModel model = model();
        model.refresh();
        threads.hold();
        model.askReset();
        model.forget();
        threads.letGo();
        assertThat(model.page().get().question()).isEqualTo(new Question.None());
    }

    @Test
    void checks_are_gathered_although_the_engine_remembers_only_the_last() {
        ContainersModel model = model();
        model.refresh();
        Instant later = FakeRoom.NOW.plusSeconds(10);
        var shown = room.seen.container().orElseThrow();
        room.seen = new ServiceRoom.Seen(
                Optional.of(new ServiceRoom.Shown(shown.facts(), shown.project(),
                        List.of(shown.probes().getLast(), new Probe(later, 1, "no")), shown.check(), shown.restartPolicy(),
                        shown.disk(), shown.patches())),
                room.seen.timeline(), Optional.empty(), false, FakeRoom.COMMANDS);
        model.refresh();
        assertThat(model.page().get().probes()).hasSize(6).last().isEqualTo(new Probe(later, 1, "no"));
    }

    @Test
    void this_run_begins_where_it_was_started_last() {
        Stretch first = new Stretch(Stretch.Phase.HEALTHY, 0, FakeRoom.NOW.minus(Duration.ofDays(3)),
                Optional.of(FakeRoom.NOW.minus(Duration.ofDays(2))));
        Stretch still = new Stretch(Stretch.Phase.EXITED, 0, FakeRoom.NOW.minus(Duration.ofDays(2)),
                Optional.of(FakeRoom.NOW.minusSeconds(60)));
        Stretch now = new Stretch(Stretch.Phase.STARTING, 0, FakeRoom.NOW.minusSeconds(60), Optional.empty());
        room.seen = new ServiceRoom.Seen(room.seen.container(), List.of(first, still, now), Optional.empty(), false,
                FakeRoom.COMMANDS);
        ContainersModel model = model();
        model.refresh();
        assertThat(model.page().get().stretches(FakeRoom.NOW)).containsExactly(now);
        model.range(Range.DAY);
        assertThat(model.page().get().stretches(FakeRoom.NOW)).hasSize(2).first()
                .extracting(Stretch::since).isEqualTo(FakeRoom.NOW.minus(Duration.ofDays(1)));
        model.range(Range.WEEK);
        assertThat(model.page().get().stretches(FakeRoom.NOW)).hasSize(3);
    }

    @Test
    void a_command_names_the_file_that_was_chosen() {
        ContainersModel model = model();
        model.refresh();
        assertThat(model.command(new Deed.Load(Path.of("a b.tar")))).isEqualTo("docker load -i \"a b.tar\"");
    }
}
