package dev.lockkeeper.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.EndProblem;
import dev.lockkeeper.containers.Ended;
import dev.lockkeeper.containers.StartProblem;
import dev.lockkeeper.readiness.ConnectionProblem;
import java.util.LinkedHashMap;
import java.util.Map;
import dev.lockkeeper.containers.EngineFacts;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.containers.EngineRoom;
import dev.lockkeeper.testing.FakeDesktop;
import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.containers.InsideFacts.Disk;
import dev.lockkeeper.containers.Load;
import dev.lockkeeper.containers.PortHolder;
import dev.lockkeeper.containers.Wsl;
import dev.lockkeeper.readiness.Footing;
import dev.lockkeeper.readiness.Footing.PortUse;
import dev.lockkeeper.ui.shell.ProjectSettings;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import javafx.scene.control.Button;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.environment.EnvironmentProblem;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.Run;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.readiness.Readiness;
import dev.lockkeeper.readiness.StationName;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.testing.FxWatchdog;
import dev.lockkeeper.testing.Screenshots;
import dev.lockkeeper.ui.activity.Activity;
import dev.lockkeeper.ui.activity.ActivityModel;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.ScreenThreads;
import dev.lockkeeper.ui.shell.Environments;
import dev.lockkeeper.ui.shell.Shell;
import dev.lockkeeper.ui.shell.ShellModel;
import dev.lockkeeper.ui.shell.Taste;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Message;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Overview, activity and the window around them, used as a person would.
@Tag("ui")
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class OverviewViewTest {

    @TempDir
    static Path logs;

    private final FakeQuestions questions = new FakeQuestions(Chains.containerExited());
    private final ScreenThreads threads = new ScreenThreads();
    private Environment environment = Chains.LOCAL;
    private volatile Optional<Problem> closed = Optional.empty();
    private volatile Path opened;
    private volatile Optional<ProjectSettings> settings = Optional.empty();
    private volatile Optional<URI> kept = Optional.empty();
    private final List<Remedy.Verb> tended = new ArrayList<>();
    private Stage stage;
    private ShellModel model;
    private Shell shell;
    private Runs runs;
    private OverviewModel overview;

    @Start
    void start(Stage window) {
        Look.loadFonts();
        stage = window;
        build(Language.KOREAN, Look.LIGHT);
        stage.setWidth(1280);
        stage.setHeight(800);
        stage.show();
    }

    /// A window that nobody looks at any more must not be drawn on while the next one is measured.
    @AfterEach
    void leave() {
        WaitForAsyncUtils.waitForAsyncFx(20_000, model::close);
    }

    private void build(Language language, Look look) {
        Environments environments = new Environments() {
            @Override
            public List<Environment> all() {
                return List.of(Chains.LOCAL, Chains.environment("production", Care.PRODUCTION, "llm_webapp"));
            }

            @Override
            public Supplier<Opened> open(Optional<String> name) {
                closed.ifPresent(problem -> {
                    throw new ProblemException(problem);
                });
                return () -> {
                    runs = new Runs(logs);
                    overview = new OverviewModel(environment, questions, runs, threads, () -> Chains.NOW);
                    return new Opened(environment,
                            List.of(new Overview(overview, new Overview.Outside(Advices::on, _ -> {}, ways())),
                                    new Activity(new ActivityModel(runs, threads), Advices::on)),
                            runs, overview.status(), settings, overview::close);
                };
            }
        };
        model = new ShellModel(environments, threads, () -> Chains.NOW);
        shell = new Shell(model,
                new Shell.Surroundings(threads, Advices::on, file -> opened = file, () -> Chains.NOW, ZoneId.of("Asia/Seoul")),
                new Taste(language, look));
        stage.setScene(shell.scene());
        model.open(Optional.empty());
    }

    private Overview.Ways ways() {
        return new Overview.Ways() {
            @Override
            public void practice() {}

            @Override
            public void chooseProject() {}

            @Override
            public void tend(Remedy.Verb verb, Frame frame, Node owner) {
                tended.add(verb);
            }
        };
    }

    private static void until(BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> {
                boolean[] met = {false};
                WaitForAsyncUtils.asyncFx(() -> met[0] = condition.getAsBoolean()).get();
                return met[0];
            });
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain", e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void show(Readiness chain, Environment where, Language language, Look look) {
        questions.chain = chain;
        environment = where;
        WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            model.close();
            build(language, look);
        });
        until(() -> shell.scene().getRoot().lookup("#boat") != null && shell.scene().getRoot().lookup("#diagnosis") != null);
    }

    /// Half an hour of use, one point of each look.
    private void measure() {
        for (int minute = 30; minute >= 5; minute--) {
            Instant at = Chains.NOW.minusSeconds(60L * minute - 40);
            questions.loads = List.of(new Load(at, 4 + 20 * Math.abs(Math.sin(minute * 0.7)),
                    OptionalLong.of(186_000_000 + 3_000_000L * (minute % 3)), OptionalLong.empty()));
            int before = points();
            WaitForAsyncUtils.waitForAsyncFx(20_000, overview::check);
            until(() -> points() > before && !overview.page().get().asking());
        }
        questions.loads = List.of();
    }

    private int points() {
        return overview.page().get().beside().usage().cpu().size();
    }

    private List<String> picture(String name) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            Screenshots.write(shell.scene(), name);
            return Screenshots.cutWords(shell.scene().getRoot());
        });
    }

    private static List<Readiness> warnings() {
        return List.of(Chains.warned(StationName.CONNECTION, new ConnectionProblem.ClockDrifted(Chains.LOCAL.address(),
                Chains.NOW, Chains.NOW.minusSeconds(11_113), Optional.of("wsl --shutdown"))),
                Chains.warned(StationName.CONNECTION, new ConnectionProblem.ClockDrifted(Chains.LOCAL.address(), Chains.NOW,
                        Chains.NOW.plusSeconds(75), Optional.empty())),
                Chains.warned(StationName.CONNECTION,
                        new ConnectionProblem.CollationChanged(Chains.LOCAL.address(), "glibc", "2.28", "2.36")),
                Chains.warned(StationName.CONTAINER,
                        new ContainerProblem.FirstStartUnfinished("llm-webapp-postgres", "llm-webapp_postgres_data",
                                "/docker-entrypoint-initdb.d/01_tables.sql:12",
                                List.of("psql:/docker-entrypoint-initdb.d/01_tables.sql:12: ERROR:  syntax error at or near \"TABEL\"",
                                        "PostgreSQL Database directory appears to contain a database; Skipping initialization"))));
    }

    @Test
    void what_is_no_obstacle_is_told_as_a_warning_without_cut_words() {
        questions.rebuildIndexes = Optional.of((_, _) -> true);
        for (Language language : Language.values()) {
            int number = 0;
            for (Readiness warned : warnings()) {
                show(warned, Chains.LOCAL, language, Look.LIGHT);
                assertThat(picture("overview-warned-" + ++number + "-" + language.code())).isEmpty();
                assertThat(overview.mark().get()).map(mark -> mark.tone()).contains(Tone.WARN);
            }
        }
    }

    @Test
    void the_indexes_are_rebuilt_only_once_somebody_said_so(FxRobot robot) {
        CountDownLatch rebuilt = new CountDownLatch(1);
        questions.rebuildIndexes = Optional.of((_, _) -> {
            rebuilt.countDown();
            return true;
        });
        show(warnings().get(2), Chains.LOCAL, Language.KOREAN, Look.LIGHT);
        robot.clickOn("#remedy");
        until(() -> shell.scene().getRoot().lookup("#confirm") != null);
        assertThat(picture("overview-rebuild-asked")).isEmpty();
        assertThat(runs.underWay()).isEmpty();
        robot.clickOn("#cancel");
        until(() -> shell.scene().getRoot().lookup("#confirm") == null);
        assertThat(rebuilt.getCount()).as("called off").isOne();

        robot.clickOn("#remedy");
        until(() -> shell.scene().getRoot().lookup("#confirm") != null);
        robot.clickOn("#confirm");
        until(() -> rebuilt.getCount() == 0);
    }

    @Test
    void every_state_is_told_in_both_languages_and_looks_without_cut_words() {
        for (Language language : Language.values()) {
            for (Look look : Look.values()) {
                String end = "-" + language.code() + "-" + look.name().toLowerCase(java.util.Locale.ROOT);
                show(Chains.containerExited(), Chains.LOCAL, language, look);
                measure();
                assertThat(picture("overview-broken" + end)).isEmpty();
                show(Chains.containerBroken(new EndProblem.PgMajorMismatch("14", "15.18",
                        new Ended("postgres", 1, false, Chains.LOG))), Chains.LOCAL, language, look);
                measure();
                assertThat(picture("overview-major" + end)).isEmpty();
                show(Chains.onePending(), Chains.LOCAL, language, look);
                measure();
                assertThat(picture("overview-pending" + end)).isEmpty();
                show(Chains.dockerOff(), Chains.LOCAL, language, look);
                assertThat(picture("overview-docker-off" + end)).isEmpty();
                show(Chains.allWell(), Chains.environment("production", Care.PRODUCTION, "llm_webapp"), language, look);
                assertThat(picture("overview-production" + end)).isEmpty();
            }
        }
    }

    @Test
    void the_ways_out_stay_inside_their_card_however_long_their_words_are() {
        questions.works = true;
        List<Problem> wordy = List.of(
                new EngineProblem.EngineElsewhere("unix:///home/someone/.docker/run/docker.sock", "DOCKER_HOST",
                        "unix:///var/run/docker.sock", "unset DOCKER_HOST", "connect: no such file or directory"),
                new ConnectionProblem.PwVolumeMismatch(Chains.LOCAL.address(), "llm-webapp_postgres_data",
                        "FATAL: password authentication failed for user \"llm_app\""),
                new EndProblem.PgMajorMismatch("14", "15.18", new Ended("postgres", 1, false, Chains.LOG)),
                new ContainerProblem.ContainerAndImageMissing("postgres", Path.of("/srv/llm-webapp"),
                        "registry.example.go.kr:5000/database/postgres:15.18"));
        for (Language language : Language.values()) {
            int number = 0;
            for (Problem problem : wordy) {
                show(Chains.containerBroken(problem), Chains.LOCAL, language, Look.LIGHT);
                assertThat(picture("overview-wordy-" + ++number + "-" + language.code())).isEmpty();
                Node foot = shell.scene().getRoot().lookup(".lk-diagnosis-foot");
                Node card = shell.scene().getRoot().lookup("#diagnosis");
                double edge = card.localToScene(card.getLayoutBounds()).getMaxX();
                assertThat(((Parent) foot).getChildrenUnmodifiable()).filteredOn(Node::isVisible)
                        .allSatisfy(child -> assertThat(child.localToScene(child.getLayoutBounds()).getMaxX())
                                .as("%s %s", problem.code(), child).isLessThanOrEqualTo(edge));
            }
        }
    }

    @Test
    void what_the_chain_stands_on_is_told_in_the_place_that_was_kept_for_it() {
        for (Language language : Language.values()) {
            for (Look look : Look.values()) {
                String end = "-" + language.code() + "-" + look.name().toLowerCase(java.util.Locale.ROOT);
                questions.windows = true;
                questions.footing = Footing.UNKNOWN;
                Readiness ended = Chains.containerBroken(new EndProblem.PgMajorMismatch("14", "15.18",
                        new Ended("postgres", 1, false, Chains.LOG)));
                show(ended, Chains.LOCAL, language, look);
                until(() -> overview.page().get().beside().footing().isPresent());
                double before = place("#command");
                questions.footing = new Footing(Optional.of(new Wsl(true, Optional.of("2.3.26.0"), Optional.empty())),
                        Optional.of(new PortUse.Held(5432, Optional.of(new PortHolder.Program(4312, "postgresql-x64-15")))),
                        Optional.of(new Disk(118_000_000_000L, 500_000_000_000L)),
                        Optional.of(new Disk(1_200_000_000L, 64_000_000_000L)));
                questions.chain = Chains.dockerOff();
                WaitForAsyncUtils.waitForAsyncFx(20_000, overview::check);
                until(() -> text("#wsl").contains("2.3.26.0"));
                assertThat(picture("overview-wsl" + end)).isEmpty();
                questions.chain = ended;
                WaitForAsyncUtils.waitForAsyncFx(20_000, overview::check);
                until(() -> text("#ground").contains("4312"));
                assertThat(picture("overview-port-held" + end)).isEmpty();
                assertThat(place("#command")).isEqualTo(before);
                questions.footing = new Footing(Optional.empty(), Optional.of(new PortUse.Free(5432)),
                        Optional.of(new Disk(118_000_000_000L, 500_000_000_000L)), Optional.empty());
                show(ended, Chains.LOCAL, language, look);
                until(() -> text("#ground").contains("118"));
                assertThat(picture("overview-port-free" + end)).isEmpty();
            }
        }
    }

    private double place(String id) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            shell.scene().getRoot().applyCss();
            shell.scene().getRoot().layout();
            Node node = shell.scene().getRoot().lookup(id);
            return node.localToScene(node.getBoundsInLocal()).getMinY();
        });
    }

    private String text(String id) {
        return shell.scene().getRoot().lookup(id) instanceof javafx.scene.control.Label label ? label.getText() : "";
    }

    @Test
    void the_warning_beside_a_whole_chain_is_the_headline_and_leads_to_its_place(FxRobot robot) {
        show(Chains.allWell(), Chains.LOCAL, Language.KOREAN, Look.LIGHT);
        until(() -> shell.scene().getRoot().lookup("#want") != null);
        assertThat(((Button) shell.scene().lookup("#want")).getText()).isEqualTo("백업 화면 열기");
        robot.clickOn("#want");
        until(() -> model.page().get().place() == Place.BACKUPS);
    }

    @Test
    void the_address_of_the_web_app_is_set_in_the_window_checked_and_kept(FxRobot robot) {
        settings = Optional.of(new ProjectSettings() {
            @Override
            public Path project() {
                return Path.of("/srv/llm-webapp");
            }

            @Override
            public URI foundWebApp() {
                return URI.create("http://localhost:3000");
            }

            @Override
            public Optional<URI> chosenWebApp() {
                return kept;
            }

            @Override
            public void keepWebApp(Optional<URI> address, Runnable done, Consumer<Problem> failed) {
                kept = address;
                done.run();
            }
        });
        for (Language language : Language.values()) {
            for (Look look : Look.values()) {
                String end = "-" + language.code() + "-" + look.name().toLowerCase(java.util.Locale.ROOT);
                kept = Optional.empty();
                show(Chains.allWell(), Chains.LOCAL, language, look);
                robot.push(KeyCode.CONTROL, KeyCode.COMMA);
                until(() -> shell.scene().lookup("#web-app") != null);
                robot.clickOn("#web-app").write("ftp:");
                robot.write("//host");
                assertThat(picture("settings-wrong" + end)).isEmpty();
                assertThat(shell.scene().lookup("#save-settings").isDisabled()).isTrue();
                robot.interact(
                        () -> ((javafx.scene.control.TextField) shell.scene().lookup("#web-app")).setText("localhost:8080"));
                assertThat(picture("settings" + end)).isEmpty();
                robot.clickOn("#web-app").push(KeyCode.ENTER);
                until(() -> kept.isPresent());
                assertThat(kept).contains(URI.create("http://localhost:8080"));
            }
        }
        robot.clickOn("#nav-settings");
        until(() -> shell.scene().lookup("#web-app") != null);
        robot.interact(() -> ((javafx.scene.control.TextField) shell.scene().lookup("#web-app")).clear());
        robot.clickOn("#save-settings");
        until(() -> kept.isEmpty());
    }

    @Test
    void docker_that_is_off_is_started_by_the_one_button_and_the_chain_is_asked_again(FxRobot robot) {
        FakeDesktop desktop = new FakeDesktop();
        EngineFacts facts = new EngineFacts("28.5.2", "1.51", "Docker Desktop", Optional.of("4.38.0"), "npipe:////./pipe/x");
        desktop.launching = () -> questions.chain = Chains.allWell();
        questions.startEngine = Optional.of(new EngineRoom(() -> {
            if (desktop.launched == 0) {
                throw new ProblemException(new EngineProblem.EngineStopped("npipe:////./pipe/x", "not there"));
            }
            return facts;
        }, desktop).start());
        show(Chains.dockerOff(), Chains.LOCAL, Language.ENGLISH, Look.LIGHT);
        assertThat(picture("overview-docker-off-start-en-light")).isEmpty();
        assertThat(((Button) shell.scene().lookup("#remedy")).getText()).isEqualTo("Start Docker Desktop");
        robot.clickOn("#remedy");
        until(() -> runs.all().size() == 1 && runs.all().getFirst().outcome().isDone());
        assertThat(desktop.launched).isEqualTo(1);
        assertThat(picture("activity-engine-started-en-light")).isEmpty();
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> shell.go(Place.OVERVIEW));
        until(() -> shell.scene().lookup("#remedy") == null && shell.scene().lookup("#boat") != null);
        assertThat(picture("overview-engine-started-en-light")).isEmpty();
        show(Chains.dockerOff(), Chains.LOCAL, Language.KOREAN, Look.LIGHT);
        assertThat(picture("overview-docker-off-start-ko-light")).isEmpty();
    }

    @Test
    void every_way_to_mend_the_container_has_its_button(FxRobot robot) {
        Ended full = new Ended("postgres", 1, false, List.of("PANIC:  could not write: No space left on device"));
        Map<Problem, Remedy.Verb> first = new LinkedHashMap<>();
        first.put(new ContainerProblem.ContainerPaused("postgres"), Remedy.Verb.UNPAUSE_CONTAINER);
        first.put(new StartProblem.ImageMissing("postgres:15", List.of("no such host")), Remedy.Verb.LOAD_IMAGE);
        first.put(new EndProblem.DockerDiskFull(full), Remedy.Verb.PRUNE_IMAGES);
        first.put(new ConnectionProblem.PortNotPublished(Chains.LOCAL.address(), "llm-webapp-postgres"),
                Remedy.Verb.RECREATE_CONTAINER);
        for (Language language : Language.values()) {
            first.forEach((problem, verb) -> {
                show(Chains.containerBroken(problem), Chains.LOCAL, language, Look.LIGHT);
                until(() -> shell.scene().lookup("#remedy") != null);
                assertThat(picture("overview-" + verb.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "-"
                        + language.code() + "-light")).isEmpty();
                tended.clear();
                robot.clickOn("#remedy");
                assertThat(tended).containsExactly(verb);
            });
        }
    }

    @Test
    void an_environment_that_cannot_be_opened_says_what_is_wrong_in_its_file_and_leads_there() {
        Path file = Path.of("project", ".env");
        closed = Optional.of(new EnvironmentProblem.EnvironmentMalformed(file, 3, Message.verbatim("no “=”")));
        WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            model.close();
            build(Language.ENGLISH, Look.DARK);
        });
        until(() -> shell.scene().getRoot().lookup("#remedy-open-environment-file") != null);
        assertThat(picture("closed-en-dark")).isEmpty();
        assertThat(shell.scene().getRoot().lookup("#remedy-use-practice")).isNotNull();
        WaitForAsyncUtils.waitForAsyncFx(20_000,
                () -> ((Button) shell.scene().getRoot().lookup("#remedy-open-environment-file")).fire());
        assertThat(opened).isEqualTo(file);
        closed = Optional.empty();
        WaitForAsyncUtils.waitForAsyncFx(20_000, () -> ((Button) shell.scene().getRoot().lookup("#remedy-try-again")).fire());
        until(() -> shell.scene().getRoot().lookup("#diagnosis") != null);
    }

    @Test
    void arrows_walk_along_the_chain(FxRobot robot) {
        show(Chains.containerExited(), Chains.LOCAL, Language.KOREAN, Look.LIGHT);
        robot.clickOn("#station-container");
        robot.type(KeyCode.RIGHT);
        until(() -> ((javafx.scene.control.ToggleButton) shell.scene().lookup("#station-connection")).isSelected());
        robot.type(KeyCode.LEFT).type(KeyCode.LEFT);
        until(() -> ((javafx.scene.control.ToggleButton) shell.scene().lookup("#station-engine")).isSelected());
    }

    @Test
    void production_asks_a_reason_before_it_takes_changes(FxRobot robot) {
        show(Chains.allWell(), Chains.environment("production", Care.PRODUCTION, "llm_webapp"), Language.KOREAN, Look.LIGHT);
        WaitForAsyncUtils.waitForAsyncFx(5_000,
                () -> ((javafx.scene.control.Button) shell.scene().lookup(".lk-band-button")).fire());
        until(() -> shell.scene().lookup("#reason") != null);
        assertThat(shell.scene().lookup("#confirm").isDisabled()).isTrue();
        picture("shell-allow-ko-light");
        robot.clickOn("#reason").write("maintenance");
        until(() -> !shell.scene().lookup("#confirm").isDisabled());
        robot.clickOn("#confirm");
        until(() -> model.changesAllowed().get());
        picture("shell-allowed-ko-light");
    }

    @Test
    void the_one_button_runs_its_work_and_shows_it() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        questions.bringUp = Optional.of((journal, stop) -> {
            journal.plan(List.of(Message.of("step.precheck"), Message.of("step.backup"), Message.of("step.apply", "004"),
                    Message.of("step.verify")));
            journal.step(1);
            journal.info(Source.KEEPER, "작업 시작: 003 → 004");
            journal.line(Source.DOCKER, Level.INFO, "exec postgres pg_dump -U llm_app -Fc llm_webapp_dev");
            journal.step(2);
            journal.line(Source.POSTGRES, Level.DEBUG, "dumping contents of table \"public.users\"");
            journal.line(Source.KEEPER, Level.OK, "백업 완료 4.2 MB · sha256 41d0…9b7e");
            journal.step(3);
            journal.line(Source.FLYWAY, Level.INFO,
                    "Migrating schema \"lockkeeper\" to version \"004 - add user lockout fields\"");
            journal.line(Source.POSTGRES, Level.WARN, "process 214 still waiting for AccessExclusiveLock on \"users\"");
            journal.progress(2_600_000, 4_200_000);
            go.await();
            stop.heed(Message.of("state.unchanged", "003"));
            return true;
        });
        show(Chains.containerExited(), Chains.LOCAL, Language.KOREAN, Look.LIGHT);
        assertThat(shell.scene().lookup("#diagnosis")).isNotNull();
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> {
            runs.start(dev.lockkeeper.operation.OperationId.fresh(), Message.verbatim("003 → 004 업그레이드"),
                    questions.bringUp.orElseThrow());
            shell.go(Place.ACTIVITY);
        });
        until(() -> shell.scene().lookup("#log") instanceof ListView<?> list && list.getItems().size() == 6);
        assertThat(picture("activity-running-ko-light")).isEmpty();
        Run<?> run = runs.all().getFirst();
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> ((javafx.scene.control.Button) shell.scene().lookup("#stop")).fire());
        until(() -> shell.scene().lookup("#confirm") != null);
        picture("activity-stop-ko-light");
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> ((javafx.scene.control.Button) shell.scene().lookup("#confirm")).fire());
        go.countDown();
        run.await();
        until(() -> !shell.scene().lookup("#stop").isVisible());
        assertThat(picture("activity-stopped-ko-light")).isEmpty();
    }

    @Test
    void closing_while_something_runs_asks_and_waits_for_its_end() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        show(Chains.allWell(), Chains.LOCAL, Language.KOREAN, Look.LIGHT);
        Run<?> run = runs.start(dev.lockkeeper.operation.OperationId.fresh(), Message.verbatim("work"), (_, stop) -> {
            go.await();
            stop.heed(Message.of("state.unchanged", "003"));
            return true;
        });
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> shell.askToClose(gone::countDown));
        until(() -> shell.scene().lookup("#confirm") != null);
        assertThat(gone.getCount()).isEqualTo(1);
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> ((javafx.scene.control.Button) shell.scene().lookup("#confirm")).fire());
        assertThat(gone.await(100, TimeUnit.MILLISECONDS)).isFalse();
        go.countDown();
        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(run.await()).isInstanceOf(dev.lockkeeper.operation.Outcome.Stopped.class);
    }

    @Test
    void steady_use_never_stalls_the_screens_thread() throws InterruptedException {
        show(Chains.containerExited(), Chains.LOCAL, Language.KOREAN, Look.LIGHT);
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> shell.go(Place.ACTIVITY));
        // what is drawn for the first time, and what the compilers make of it after that, is no steady use
        for (int warming = 0; warming < 6; warming++) {
            busy();
        }
        FxWatchdog watchdog = FxWatchdog.watching(Duration.ofMillis(50));
        try (watchdog) {
            busy();
        }
        System.out.println("longest stall of the screen's thread: " + watchdog.longest().toMillis() + " ms");
    }

    /// A log of 30,000 lines runs through while somebody goes to and fro and the chain changes.
    private void busy() throws InterruptedException {
        Run<?> run = flood(30_000);
        for (int round = 0; round < 10; round++) {
            Place place = round % 2 == 0 ? Place.ACTIVITY : Place.OVERVIEW;
            WaitForAsyncUtils.waitForAsyncFx(5_000, () -> shell.go(place));
            WaitForAsyncUtils.waitForFxEvents();
            questions.chain = round % 3 == 0 ? Chains.onePending() : Chains.containerExited();
        }
        run.await();
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> shell.go(Place.ACTIVITY));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Run<?> flood(int lines) {
        return runs.start(dev.lockkeeper.operation.OperationId.fresh(), Message.verbatim("flood"), (journal, _) -> {
            for (int i = 0; i < lines; i++) {
                journal.line(Source.POSTGRES, Level.INFO, "ALTER TABLE users ADD COLUMN 열" + i + " integer NOT NULL DEFAULT 0");
            }
            return true;
        });
    }
}
