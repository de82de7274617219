package dev.lockkeeper.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.DesktopFacts;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.containers.StartProblem;
import dev.lockkeeper.environment.EnvironmentProblem;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Run;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.EnvMend;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import dev.lockkeeper.operation.Operation;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {

    private static final Problem OFF = new EngineProblem.EngineStopped("npipe:////./pipe/x", "no such file",
            Optional.of(new DesktopFacts(DesktopFacts.Kind.DESKTOP, Optional.of("C:/Docker"), Optional.of("4.38.0"), false,
                    "docker desktop start --detach")));

    @TempDir
    Path folder = Path.of("");

    @TempDir
    Path own = Path.of("");

    private Checklist last = Checklist.BLANK;

    private SetupBench bench() {
        return new SetupBench(folder, own);
    }

    @Test
    void a_look_changes_nothing_and_says_what_a_run_would_mend() throws IOException {
        SetupBench bench = bench().bare().startable(OFF);

        Checklist list = bench.setup().look(_ -> {});

        assertThat(states(list)).containsExactly("Ready", "ToDo", "ToDo", "Waiting", "Waiting", "Waiting", "Waiting");
        assertThat(list.done()).isEqualTo(1);
        assertThat(list.step(StepName.CONTAINER).fact().arguments()).contains("postgres:15", "5432");
        assertThat(list.step(StepName.SCHEMA).fact().arguments()).containsExactly("001", "004");
        assertThat(bench.asked).containsExactly("engine");
        assertThat(folder.resolve(".env")).doesNotExist();
    }

    @Test
    void with_an_engine_that_nobody_can_start_no_later_step_is_asked() throws IOException {
        SetupBench bench = bench().bare();
        for (Problem problem : List.of(new EngineProblem.EngineAbsent("x"), OFF,
                new EngineProblem.EngineForbidden("x", "permission denied"))) {
            bench.asked.clear();
            bench.engine = problem;

            Checklist list = bench.setup().look(_ -> {});

            assertThat(list.broken()).isPresent();
            assertThat(list.steps().subList(list.broken().orElseThrow().name().number(), 7))
                    .allMatch(step -> step.state() instanceof StepState.Waiting);
            assertThat(bench.asked).containsExactly("engine");
        }
    }

    @Test
    void a_run_goes_from_nothing_to_a_proven_schema() throws Exception {
        SetupBench bench = bench().bare().startable(OFF);
        Setup setup = bench.setup();
        Run<Checklist> run = run(setup, setup.look(_ -> {}));

        assertThat(run.await()).isInstanceOf(Outcome.Done.class);
        assertThat(last.finished()).isTrue();
        assertThat(last.fixed()).extracting(Fixed::step).containsExactly(StepName.ENGINE, StepName.FILE, StepName.CONTAINER,
                StepName.SCHEMA);
        assertThat(last.steps()).filteredOn(Step::mended).hasSize(4);
        assertThat(bench.history.level).isEqualTo(4);
        assertThat(setup.renewed()).isTrue();
        assertThat(bench.opened.get()).isEqualTo(1);
        assertThat(setup.environment().unwritten()).isFalse();
        String password = new Project(folder).environment("default").password().reveal();
        assertThat(Files.readString(run.snapshot().log())).doesNotContain(password).contains("schema proven: 004");
        assertThat(run.feed().after(0).lines()).extracting(line -> line.text()).contains("no backup: the database is empty");
        setup.close();
        assertThat(bench.closed.get()).isEqualTo(1);
    }

    @Test
    void the_work_below_a_step_stands_in_the_runs_plan_where_it_happens() throws Exception {
        SetupBench bench = bench().written(".env");
        Setup setup = bench.setup();
        Run<Checklist> run = run(setup, Checklist.BLANK);

        run.await();

        assertThat(run.snapshot().steps()).extracting(RunSnapshot.Step::title).extracting(Message::key).containsExactly(
                "setup.docker", "setup.engine", "setup.file", "setup.container", "step.compose-up", "step.wait-healthy",
                "step.wait-reachable", "setup.connection", "setup.schema", "step.precheck", "step.apply", "step.apply",
                "step.apply", "step.apply", "step.verify", "setup.proof", "step.verify");
        assertThat(run.snapshot().steps()).allMatch(step -> step.state() == RunSnapshot.StepState.DONE);
    }

    @Test
    void how_far_it_is_counts_its_own_steps_from_the_beginning_whatever_comes_below_them() throws Exception {
        SetupBench bench = bench().written(".env");
        List<RunSnapshot.Count> counts = new CopyOnWriteArrayList<>();
        Operation<?> bringUp = Objects.requireNonNull(bench.works.get(Remedy.Verb.BRING_UP));
        AtomicReference<Run<?>> running = new AtomicReference<>();
        CountDownLatch known = new CountDownLatch(1);
        bench.works.put(Remedy.Verb.BRING_UP, (journal, stop) -> {
            known.await();
            Object done = bringUp.run(journal, stop);
            counts.add(running.get().snapshot().count());
            return done;
        });
        Run<Checklist> run = run(bench.setup(), Checklist.BLANK);
        running.set(run);
        known.countDown();

        run.await();

        counts.add(run.snapshot().count());
        assertThat(counts).containsExactly(new RunSnapshot.Count(4, 7), new RunSnapshot.Count(7, 7));
        assertThat(run.snapshot().share()).isEqualTo(1);
    }

    @Test
    void data_that_is_there_is_backed_up_before_the_schema_is_raised() throws Exception {
        SetupBench bench = bench().written(".env");
        bench.history.level = 3;

        Run<Checklist> run = run(bench.setup(), Checklist.BLANK);

        assertThat(run.await()).isInstanceOf(Outcome.Done.class);
        assertThat(run.snapshot().steps()).extracting(RunSnapshot.Step::title).extracting(Message::key)
                .contains("step.backup", "step.test-restore");
    }

    @Test
    void it_stops_at_the_first_problem_and_the_remedy_goes_on_from_there() throws Exception {
        SetupBench bench = bench().written(".env");
        Problem taken = new StartProblem.PortTaken("5432", List.of());
        bench.works.put(Remedy.Verb.BRING_UP, (_, _) -> {
            throw new ProblemException(taken);
        });
        Setup setup = bench.setup();

        assertThat(run(setup, Checklist.BLANK).await()).isEqualTo(new Outcome.Failed<>(taken));
        assertThat(states(last)).containsExactly("Ready", "Ready", "Ready", "Broken", "Waiting", "Waiting", "Waiting");
        assertThat(bench.asked).doesNotContain("login");

        Run<Checklist> mended = start(setup, last, Optional.of((journal, _) -> {
            journal.info(Source.KEEPER, "another port");
            bench.container = Optional.of(SetupBench.running());
            return true;
        }));
        assertThat(mended.await()).isInstanceOf(Outcome.Done.class);
        assertThat(last.finished()).isTrue();
    }

    @Test
    void after_a_remedy_that_wrote_another_port_the_rest_is_done_there() throws Exception {
        SetupBench bench = bench().written(".env");
        bench.works.put(Remedy.Verb.BRING_UP, (_, _) -> {
            throw new ProblemException(new StartProblem.PortTaken("5432", List.of()));
        });
        Setup setup = bench.setup();
        run(setup, Checklist.BLANK).await();

        Run<Checklist> mended = start(setup, last, Optional.of((_, _) -> {
            bench.container = Optional.of(SetupBench.running());
            return EnvMend.set(setup.environment().file().orElseThrow(), "POSTGRES_PORT", "5433");
        }));

        assertThat(mended.await()).isInstanceOf(Outcome.Done.class);
        assertThat(setup.environment().address().port()).isEqualTo(5433);
    }

    @Test
    void a_pause_keeps_what_is_done_and_a_run_goes_on() throws Exception {
        SetupBench bench = bench().bare();
        bench.gate = new CountDownLatch(1);
        Setup setup = bench.setup();
        Run<Checklist> run = run(setup, Checklist.BLANK);
        while (run.feed().after(0).lines().stream().noneMatch(line -> line.text().equals("compose up -d postgres"))) {
            Thread.onSpinWait();
        }
        run.stop();
        bench.gate.countDown();

        assertThat(run.await()).isInstanceOf(Outcome.Stopped.class);
        assertThat(states(last)).containsExactly("Ready", "Ready", "Ready", "ToDo", "Waiting", "Waiting", "Waiting");
        assertThat(run(setup, last).await()).isInstanceOf(Outcome.Done.class);
        assertThat(last.fixed()).extracting(Fixed::step).contains(StepName.FILE, StepName.CONTAINER);
        assertThat(last.step(StepName.FILE).mended()).as("told until the end").isTrue();
    }

    @Test
    void a_wrong_password_is_told_where_it_is_met() throws Exception {
        SetupBench bench = bench().written(".env");
        bench.container = Optional.of(SetupBench.running());
        Problem wrong = new ConnectionProblem.PasswordWrong(new Address("localhost", 5432, "llm_webapp_dev", "llm_app"), "28P01");
        bench.login = wrong;

        assertThat(run(bench.setup(), Checklist.BLANK).await()).isEqualTo(new Outcome.Failed<>(wrong));
        assertThat(last.broken().orElseThrow().name()).isEqualTo(StepName.CONNECTION);
    }

    @Test
    void production_and_staging_are_never_raised_unasked() throws Exception {
        for (String name : List.of("production", "staging")) {
            SetupBench bench = bench().written(".env." + name);
            bench.container = Optional.of(SetupBench.running());
            bench.history.level = 3;
            Setup setup = bench.setup(name);

            assertThat(setup.look(_ -> {}).step(StepName.SCHEMA).state()).isInstanceOf(StepState.Broken.class);
            assertThat(run(setup, Checklist.BLANK).await()).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.problem()).isInstanceOf(SchemaProblem.SchemaBehind.class));
            assertThat(bench.history.level).isEqualTo(3);
        }
    }

    @Test
    void production_is_not_even_started_unasked() throws Exception {
        SetupBench bench = bench().written(".env.production").startable(OFF);

        assertThat(run(bench.setup("production"), Checklist.BLANK).await()).isEqualTo(new Outcome.Failed<>(OFF));
    }

    @Test
    void a_schema_that_only_says_it_is_at_head_does_not_pass() throws Exception {
        SetupBench bench = bench().written(".env");
        bench.container = Optional.of(SetupBench.running());
        bench.history.level = 4;
        bench.catalogs.extra = List.of("column public.users 019 note text null");

        assertThat(run(bench.setup(), Checklist.BLANK).await()).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.problem()).isInstanceOf(SchemaProblem.VerifyFailed.class));
        assertThat(last.broken().orElseThrow().name()).isEqualTo(StepName.PROOF);
    }

    @Test
    void a_file_that_cannot_be_read_stops_it_and_is_not_touched() throws Exception {
        SetupBench bench = bench().written(".env");
        Setup setup = bench.setup();
        Files.writeString(folder.resolve(".env"), "POSTGRES_USER=llm_app\n");

        assertThat(setup.look(_ -> {}).step(StepName.FILE).state()).isInstanceOfSatisfying(StepState.Broken.class,
                broken -> assertThat(broken.problem()).isInstanceOf(EnvironmentProblem.EnvironmentIncomplete.class));
        assertThat(run(setup, Checklist.BLANK).await()).isInstanceOf(Outcome.Failed.class);
        assertThat(folder.resolve(".env")).hasContent("POSTGRES_USER=llm_app");
    }

    @Test
    void what_was_proven_holds_while_the_schema_stands() throws Exception {
        SetupBench bench = bench().written(".env");
        Setup setup = bench.setup();
        run(setup, Checklist.BLANK).await();
        Checklist proven = last;

        assertThat(setup.look(_ -> {}).after(proven).finished()).isTrue();
        bench.history.level = 3;
        assertThat(setup.look(_ -> {}).after(proven).step(StepName.PROOF).state()).isInstanceOf(StepState.Waiting.class);
    }

    private Run<Checklist> run(Setup setup, Checklist before) {
        return start(setup, before, Optional.empty());
    }

    private Run<Checklist> start(Setup setup, Checklist before, Optional<dev.lockkeeper.operation.Operation<?>> first) {
        return Run.start(OperationId.fresh(), Message.of("setup.run.title"), setup.run(before, first, list -> last = list),
                own.resolve("logs"), () -> {});
    }

    private static List<String> states(Checklist list) {
        List<String> states = new ArrayList<>();
        list.steps().forEach(step -> states.add(step.state().getClass().getSimpleName()));
        return states;
    }
}
