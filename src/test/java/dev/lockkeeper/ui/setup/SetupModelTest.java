package dev.lockkeeper.ui.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.StartProblem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.setup.SetupBench;
import dev.lockkeeper.setup.StepName;
import dev.lockkeeper.setup.StepState;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.testing.ImmediateThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupModelTest {

    @TempDir
    Path folder = Path.of("");

    @TempDir
    Path own = Path.of("");

    private final ImmediateThreads threads = new ImmediateThreads();
    private final SetupMemory memory = new SetupMemory();
    private final List<String> reopened = new ArrayList<>();

    private SetupModel model(SetupBench bench) {
        return new SetupModel(bench.setup(), reopened::add, new Runs(own.resolve("logs")), threads, () -> Instant.EPOCH, memory);
    }

    private SetupBench bare() throws IOException {
        return new SetupBench(folder, own).bare();
    }

    @Test
    void at_first_it_says_how_far_things_are_and_offers_to_run_the_rest() throws IOException {
        SetupModel model = model(bare());

        model.check();

        assertThat(model.page().get().stage()).isInstanceOf(SetupPage.Stage.Beginning.class);
        assertThat(model.mark().get().orElseThrow().count()).contains("2/7");
    }

    @Test
    void a_run_ends_done_and_the_environment_is_opened_anew_with_its_memory() throws IOException {
        SetupBench bench = bare();
        SetupModel model = model(bench);
        model.check();

        assertThat(model.run()).isTrue();
        assertThat(model.run()).as("one at a time").isFalse();
        until(() -> !reopened.isEmpty());

        assertThat(reopened).containsExactly("default");
        SetupModel anew = model(bench);
        anew.check();
        assertThat(anew.page().get().stage()).isInstanceOf(SetupPage.Stage.Done.class);
        assertThat(anew.page().get().list().fixed()).hasSize(3);
        assertThat(anew.lines()).isNotEmpty();
    }

    @Test
    void a_problem_stops_it_in_place_and_checking_again_after_mending_clears_it() throws IOException {
        SetupBench bench = new SetupBench(folder, own).written(".env");
        bench.works.put(Remedy.Verb.BRING_UP, (_, _) -> {
            throw new ProblemException(new StartProblem.PortTaken("5432", List.of()));
        });
        SetupModel model = model(bench);
        model.run();
        until(() -> model.page().get().stage() instanceof SetupPage.Stage.Stopped);
        assertThat(model.page().get().list().broken().orElseThrow().name()).isEqualTo(StepName.CONTAINER);
        assertThat(reopened).isEmpty();

        bench.container = Optional.of(SetupBench.running());
        model.check();
        assertThat(model.page().get().list().step(StepName.CONTAINER).state()).isInstanceOf(StepState.Ready.class);
    }

    @Test
    void remedies_that_cannot_be_done_here_are_not_offered() throws IOException {
        SetupModel model = model(bare());

        assertThat(model.way(Remedy.of(Remedy.Verb.START_ENGINE))).isEmpty();
        assertThat(model.way(Remedy.of(Remedy.Verb.BRING_UP))).contains(new Way.Work(Remedy.Verb.BRING_UP));
        assertThat(model.way(Remedy.of(Remedy.Verb.OPEN_ENVIRONMENT_FILE))).as("not made yet").isEmpty();
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        Await.until("the run ends", Duration.ofSeconds(20), condition);
    }
}
