package dev.lockkeeper.ui.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.Condition;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.ContainerProblem.SeveralServices;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.testing.ImmediateThreads;
import dev.lockkeeper.ui.QueuedThreads;
import dev.lockkeeper.ui.containers.ContainersPage.Question;
import dev.lockkeeper.ui.containers.ContainersPage.Stand;
import dev.lockkeeper.ui.kit.Threads;
import dev.lockkeeper.ui.overview.Chains;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
        room.now(FakeRoom.healthy());
        room.now(FakeRoom.off(FakeRoom.healthy(), STOPPED));
        assertThat(model.page().get().stand()).isInstanceOfSatisfying(Stand.Unreachable.class, off -> {
            assertThat(off.problem()).isEqualTo(STOPPED);
            assertThat(off.last().orElseThrow().at()).isEqualTo(FakeRoom.NOW.minusSeconds(240));
        });
        assertThat(model.page().get().here()).isEmpty();
        assertThat(model.page().get().timeline().phases()).isNotEmpty();
        assertThat(model.page().get().off()).isPresent();
        room.now(FakeRoom.healthy());
        assertThat(model.page().get().here()).isPresent();
    }

    @Test
    void of_a_burst_only_the_last_is_shown() {
        QueuedThreads queued = new QueuedThreads();
        ContainersModel model = model(Chains.LOCAL, queued);
        room.now(FakeRoom.healthy());
        room.now(FakeRoom.exited());
        room.now(FakeRoom.standing(State.PAUSED));
        queued.answerAll();
        assertThat(model.page().get().here().orElseThrow().condition()).isEqualTo(Condition.PAUSED);
        assertThat(room.besides.get()).isEqualTo(1);
    }

    @Test
    void what_happens_during_a_question_is_asked_about_again() {
        ContainersModel model = model();
        threads.hold();
        room.now(FakeRoom.healthy());
        room.now(FakeRoom.exited());
        model.refresh();
        assertThat(threads.held()).isEqualTo(1);
        threads.letGo();
        assertThat(room.besides.get()).isEqualTo(2);
    }

    @Test
    void what_the_engine_tells_nobody_is_asked_only_while_somebody_looks() {
        ContainersModel model = model();
        room.now(FakeRoom.healthy());
        assertThat(room.besides.get()).isEqualTo(1);
        threads.pass(Duration.ofMinutes(5));
        assertThat(room.besides.get()).isEqualTo(1);
        model.watched(true);
        assertThat(room.besides.get()).isEqualTo(2);
        assertThat(room.looks.get()).isEqualTo(1);
        threads.pass(ContainersModel.INTERVAL);
        assertThat(room.besides.get()).isEqualTo(3);
        model.watched(false);
        threads.pass(Duration.ofMinutes(5));
        assertThat(room.besides.get()).isEqualTo(3);
        model.close();
        room.now(FakeRoom.exited());
        assertThat(room.besides.get()).isEqualTo(3);
    }

    @Test
    void a_probe_more_asks_nothing_for_a_page_that_nobody_looks_at() {
        ContainersModel model = model();
        room.now(FakeRoom.healthy());
        room.now(FakeRoom.healthyLater());
        assertThat(room.besides.get()).isEqualTo(1);
        assertThat(model.page().get().here().orElseThrow().check().probes()).hasSize(1);
        room.now(FakeRoom.exited());
        assertThat(room.besides.get()).as("it stands otherwise").isEqualTo(2);
        model.watched(true);
        room.now(FakeRoom.healthy());
        room.now(FakeRoom.healthyLater());
        assertThat(room.besides.get()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"RUNNING,restart", "RESTARTING,restart", "PAUSED,unpause", "EXITED,start", "CREATED,start", "DEAD,start"})
    void the_key_does_what_the_state_asks_for(State state, String wish) {
        ContainersModel model = model();
        room.now(FakeRoom.standing(state));
        assertThat(model.page().get().main().orElseThrow().key()).isEqualTo(wish);
    }

    @Test
    void a_missing_container_is_made() {
        ContainersModel model = model();
        room.now(FakeRoom.missing());
        assertThat(model.page().get().main()).contains(new Wish.Start());
    }

    @Test
    void of_several_a_person_says_which_one_it_is() {
        ContainersModel model = model();
        room.now(FakeRoom.off(FakeRoom.missing(), new SeveralServices(List.of("a: a-postgres-1", "b: b-postgres-1"))));
        assertThat(model.page().get().stand()).isInstanceOf(Stand.Several.class);
        assertThat(model.page().get().off()).isPresent();
        model.choose("b");
        assertThat(room.chosen).contains("b");
        assertThat(room.looks.get()).isEqualTo(1);
    }

    @Test
    void nothing_is_asked_of_an_engine_that_does_not_hold_the_database() {
        ContainersModel model = model(Chains.environment("practice", Care.PRACTICE, "practice"), threads);
        model.refresh();
        model.watched(true);
        assertThat(room.looks.get()).isZero();
        assertThat(model.page().get().stand()).isEqualTo(new Stand.Elsewhere());
    }

    @Test
    void one_wish_at_a_time() {
        QueuedThreads queued = new QueuedThreads();
        ContainersModel model = model(Chains.LOCAL, queued);
        room.now(FakeRoom.healthy());
        queued.answerAll();
        room.slow = true;
        assertThat(model.start(new Wish.Restart(), "")).isTrue();
        assertThat(model.page().get().off()).isPresent();
        assertThat(model.start(new Wish.Stop(), "")).isFalse();
        room.go.countDown();
        queued.until(() -> model.page().get().ended().isPresent());
        assertThat(room.done).containsExactly(new Wish.Restart());
        assertThat(model.page().get().off()).isEmpty();
        assertThat(room.looks.get()).isEqualTo(1);
    }

    @Test
    void on_production_the_volume_is_not_even_asked_about() {
        ContainersModel model = model(Chains.environment("production", Care.PRODUCTION, "llm_webapp"), threads);
        room.now(FakeRoom.healthy());
        model.askReset();
        assertThat(model.page().get().question()).isEqualTo(new Question.None());
    }

    @Test
    void an_answer_that_nobody_waits_for_asks_nothing() {
        ContainersModel model = model();
        room.now(FakeRoom.healthy());
        threads.hold();
        model.askReset();
        model.forget();
        threads.letGo();
        assertThat(model.page().get().question()).isEqualTo(new Question.None());
    }

    @Test
    void a_command_names_the_file_that_was_chosen() {
        ContainersModel model = model();
        room.now(FakeRoom.healthy());
        assertThat(model.command(new Wish.Load(Path.of("a b.tar")))).isEqualTo("docker load -i \"a b.tar\"");
    }
}
