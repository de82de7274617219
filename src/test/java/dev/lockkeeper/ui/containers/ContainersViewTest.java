package dev.lockkeeper.ui.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.Causes;
import dev.lockkeeper.containers.ContainerProblem.ContainerExited;
import dev.lockkeeper.containers.ContainerProblem.ContainerPaused;
import dev.lockkeeper.containers.ContainerProblem.SeveralDatabases;
import dev.lockkeeper.containers.ContainerProblem.SeveralServices;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.containers.HealthCheckProblem;
import dev.lockkeeper.containers.InsideFacts.Disk;
import dev.lockkeeper.containers.ResetProblem;
import dev.lockkeeper.containers.ServiceSight;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.testing.FakeContainerLog;
import dev.lockkeeper.ui.FakeFrame;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.ScreenThreads;
import dev.lockkeeper.ui.overview.Chains;
import dev.lockkeeper.ui.log.ContainerLogModel;
import dev.lockkeeper.words.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@Tag("ui")
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class ContainersViewTest {

    private static final Problem FULL = new Causes(_ -> Optional.empty()).of(new ContainerExited("postgres", 1, Optional.empty(),
            List.of("FATAL:  could not write lock file \"postmaster.pid\": No space left on device")));
    private static final Problem OFF = new EngineProblem.EngineStopped("npipe:////./pipe/dockerDesktopLinuxEngine",
            "open //./pipe/dockerDesktopLinuxEngine: The system cannot find the file specified.");

    private static final Problem STALE = new ResetProblem.ResetWithoutBackup("llm-webapp_postgres_data",
            Optional.of(FakeRoom.NOW.minus(Duration.ofDays(3))));
    private static final String PATCH = "healthcheck:\n  test: [\"CMD-SHELL\", \"pg_isready -h 127.0.0.1 -U llm_app -d llm_webapp\"]";

    @TempDir
    Path folder;

    private Stage stage;
    private FakeFrame frame = new FakeFrame(Language.KOREAN);
    private final FakeRoom room = new FakeRoom();
    private final FakeContainerLog log = new FakeContainerLog();
    private ContainersModel model;
    private ContainersDestination page;

    @Start
    void start(Stage shown) {
        stage = shown;
        log.say("9f3c1e77a2d4".repeat(5), "2025-11-04 05:01:21.004 UTC [62] LOG:  checkpoint starting: time",
                "2025-11-04 05:01:29.771 UTC [91] ERROR:  could not extend file \"base/16384/24601\": No space left on device",
                "2025-11-04 05:01:29.771 UTC [91] HINT:  Check free disk space.",
                "2025-11-04 05:01:31.015 UTC [57] PANIC:  could not write to file \"pg_wal/xlogtemp.57\": No space left on device",
                "2025-11-04 05:01:31.220 UTC [1] LOG:  WAL writer process (PID 57) was terminated by signal 6: Aborted",
                "2025-11-04 05:01:31.221 UTC [1] LOG:  terminating any other active server processes",
                "2025-11-04 05:02:06.990 UTC [1] FATAL:  could not write lock file \"postmaster.pid\": No space left on device",
                "2025-11-04 05:02:07.001 UTC [1] LOG:  database system is shut down");
    }

    private void open(FxRobot robot, Language language, Look look, Care care) throws Exception {
        robot.interact(() -> {
            frame = new FakeFrame(language);
            model = new ContainersModel(Chains.environment("default", care, "llm_webapp"), room, new Runs(folder.resolve("logs")),
                    new ScreenThreads(), () -> FakeRoom.NOW);
            page = new ContainersDestination(model,
                    new ContainersDestination.Outside(Advices::on, (_, _, _) -> Optional.of(folder.resolve("postgres-15.tar")),
                            new ContainerLogModel(log, List.of(), new ScreenThreads())));
            stage.setScene(frame.scene(page.view(frame), look));
            stage.sizeToScene();
            stage.show();
            page.refresh();
        });
        if (!room.sight.looked()) {
            robot.interact(() -> assertThat(frame.lookup("#act").isDisabled()).isTrue());
            see(robot, FakeRoom.healthy());
        }
        await(() -> !(model.page().get().stand() instanceof ContainersPage.Stand.Asking) && room.besides.get() > 0
                && !model.page().get().beside().equals(ServiceRoom.Beside.NOTHING));
    }

    @ParameterizedTest
    @CsvSource({"KOREAN,LIGHT", "KOREAN,DARK", "ENGLISH,LIGHT", "ENGLISH,DARK"})
    void every_state_is_told_in_words_and_none_is_cut(Language language, Look look, FxRobot robot) throws Exception {
        open(robot, language, look, Care.LOCAL);
        shoot(robot, "containers-healthy", language, look);

        exited(robot);
        shoot(robot, "containers-exited", language, look);
        robot.clickOn("#mend");
        assertThat(frame.gone).containsExactly(Place.OVERVIEW);

        room.beside = FakeRoom.beside(Optional.of(new ContainerPaused("postgres")), Optional.empty());
        see(robot, FakeRoom.standing(State.PAUSED));
        shoot(robot, "containers-paused", language, look);

        exited(robot);
        see(robot, FakeRoom.off(FakeRoom.exited(), OFF));
        shoot(robot, "containers-engine-off", language, look);
        robot.interact(() -> assertThat(button("#act").isDisabled()).isTrue());

        room.beside = FakeRoom.without(true);
        see(robot, FakeRoom.missing());
        shoot(robot, "containers-missing", language, look);

        room.beside = new ServiceRoom.Beside(Optional.empty(), Optional.of(new Disk(38_200_000_000L, 64_000_000_000L)),
                List.of(new HealthCheckProblem.HcSocketOnly("pg_isready -U llm_app", PATCH)), false, FakeRoom.COMMANDS);
        see(robot, FakeRoom.healthy());
        robot.clickOn("#weak-check");
        await(frame::asking);
        shoot(robot, "containers-patch", language, look);
        robot.interact(frame::close);
        robot.clickOn("#wish-recreate");
        await(frame::asking);
        shoot(robot, "containers-recreate", language, look);
        robot.interact(frame::close);

        room.reset = FakeRoom.refused(STALE);
        robot.clickOn("#reset-volume");
        await(frame::asking);
        shoot(robot, "containers-reset-refused", language, look);
        robot.interact(() -> assertThat(button("#confirm").isDisabled()).isTrue());
        robot.interact(frame::close);

        room.reset = FakeRoom.allowed();
        robot.clickOn("#reset-volume");
        await(frame::asking);
        shoot(robot, "containers-reset", language, look);
    }

    @Test
    void the_volume_goes_only_after_its_name_was_typed_and_a_reason_given(FxRobot robot) throws Exception {
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL);
        robot.clickOn("#reset-volume");
        await(frame::asking);
        robot.clickOn("#typed-name").write("llm_webap");
        robot.clickOn("#reason").write("new start");
        robot.interact(() -> assertThat(button("#confirm").isDisabled()).isTrue());
        robot.clickOn("#typed-name").push(KeyCode.END).write("p");
        robot.clickOn("#confirm");
        await(() -> done().contains(new Wish.Reset("llm-webapp_postgres_data", false)));
        assertThat(frame.gone).containsExactly(Place.ACTIVITY);
    }

    @Test
    void without_a_proved_backup_it_takes_a_refusal_of_one_first(FxRobot robot) throws Exception {
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL);
        room.reset = FakeRoom.refused(STALE);
        robot.clickOn("#reset-volume");
        await(frame::asking);
        assertThat(robot.lookup("#refused").tryQuery()).isPresent();
        robot.clickOn(frame.words().say("containers.reset.bare"));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup("#refused").tryQuery()).isEmpty();
        robot.clickOn("#typed-name").write("llm_webapp");
        robot.clickOn("#reason").write("no data here");
        robot.clickOn("#confirm");
        await(() -> done().contains(new Wish.Reset("llm-webapp_postgres_data", true)));
    }

    @Test
    void production_keeps_its_volume(FxRobot robot) throws Exception {
        open(robot, Language.KOREAN, Look.LIGHT, Care.PRODUCTION);
        robot.interact(() -> {
            assertThat(button("#reset-volume").isDisabled()).isTrue();
            frame.allow(false);
        });
        shoot(robot, "containers-production", Language.KOREAN, Look.LIGHT);
        robot.interact(() -> {
            assertThat(button("#wish-recreate").isDisabled()).isTrue();
            assertThat(button("#act").isDisabled()).isTrue();
        });
    }

    @Test
    void the_keys_start_what_stands_still_and_ask_before_what_runs(FxRobot robot) throws Exception {
        room.sight = FakeRoom.exited();
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL);
        robot.push(KeyCode.CONTROL, KeyCode.R);
        await(() -> done().contains(new Wish.Start()));
        see(robot, FakeRoom.healthy());
        await(() -> model.page().get().run().isEmpty());
        robot.push(KeyCode.CONTROL, KeyCode.R);
        await(frame::asking);
        robot.push(KeyCode.ENTER);
        await(() -> done().contains(new Wish.Restart()));
    }

    @Test
    void nothing_can_be_pressed_while_something_runs(FxRobot robot) throws Exception {
        room.slow = true;
        room.sight = FakeRoom.standing(State.EXITED);
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL);
        robot.clickOn("#act");
        await(() -> model.page().get().run().isPresent());
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> {
            for (String id : List.of("#act", "#wish-recreate", "#reset-volume")) {
                assertThat(button(id).isDisabled()).as(id).isTrue();
            }
            assertThat(robot.lookup("#container-working").tryQuery()).isPresent();
        });
        shoot(robot, "containers-working", Language.KOREAN, Look.LIGHT);
        room.go.countDown();
        await(() -> model.page().get().run().isEmpty() && !frame.told.isEmpty());
    }

    @Test
    void a_missing_image_comes_from_a_file(FxRobot robot) throws Exception {
        room.sight = FakeRoom.missing();
        room.beside = FakeRoom.without(true);
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL);
        robot.clickOn("#load");
        await(frame::asking);
        shoot(robot, "containers-load", Language.KOREAN, Look.LIGHT);
        robot.push(KeyCode.ENTER);
        await(() -> done().contains(new Wish.Load(folder.resolve("postgres-15.tar"))));
    }

    @Test
    void unused_images_go_only_after_it_was_said_which_and_how_much_room_that_frees(FxRobot robot) throws Exception {
        for (Language language : Language.values()) {
            for (Look look : Look.values()) {
                open(robot, language, look, Care.LOCAL);
                robot.interact(() -> page.tend(Remedy.Verb.PRUNE_IMAGES, frame, page.view(frame)));
                await(frame::asking);
                shoot(robot, "containers-prune", language, look);
                robot.interact(frame::close);
            }
        }
        robot.interact(() -> page.tend(Remedy.Verb.PRUNE_IMAGES, frame, page.view(frame)));
        await(frame::asking);
        assertThat(done()).isEmpty();
        robot.push(KeyCode.ENTER);
        await(() -> done().contains(new Wish.Prune(room.unused, true)));
        assertThat(frame.gone).containsExactly(Place.ACTIVITY);
    }

    @Test
    void without_an_unused_image_there_is_nothing_to_press(FxRobot robot) throws Exception {
        room.unused = List.of();
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL);
        robot.clickOn("#more").clickOn("#containers-prune");
        await(frame::asking);
        shoot(robot, "containers-prune-nothing", Language.KOREAN, Look.LIGHT);
        robot.interact(() -> assertThat(button("#confirm").isDisabled()).isTrue());
    }

    @Test
    void a_remedy_on_another_page_asks_and_does_the_same(FxRobot robot) throws Exception {
        room.sight = FakeRoom.standing(State.PAUSED);
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL);
        robot.interact(() -> page.tend(Remedy.Verb.UNPAUSE_CONTAINER, frame, page.view(frame)));
        await(() -> done().contains(new Wish.Unpause()) && model.page().get().run().isEmpty());
        robot.interact(() -> page.tend(Remedy.Verb.RECREATE_CONTAINER, frame, page.view(frame)));
        await(frame::asking);
        robot.push(KeyCode.ENTER);
        await(() -> done().contains(new Wish.Recreate()) && model.page().get().run().isEmpty());
        robot.interact(() -> page.tend(Remedy.Verb.LOAD_IMAGE, frame, page.view(frame)));
        await(frame::asking);
        robot.push(KeyCode.ENTER);
        await(() -> done().contains(new Wish.Load(folder.resolve("postgres-15.tar"))));
        assertThat(frame.gone).as("its log is shown").containsOnly(Place.ACTIVITY).hasSize(3);
    }

    @Test
    void production_that_is_locked_says_so_when_a_remedy_would_change_it(FxRobot robot) throws Exception {
        open(robot, Language.ENGLISH, Look.LIGHT, Care.PRODUCTION);
        robot.interact(() -> {
            frame.allow(false);
            page.tend(Remedy.Verb.PRUNE_IMAGES, frame, page.view(frame));
        });
        assertThat(frame.told).isNotEmpty();
        assertThat(done()).isEmpty();
    }

    @Test
    void the_log_is_searched_from_the_page_and_stays_when_the_engine_is_off(FxRobot robot) throws Exception {
        room.sight = FakeRoom.exited();
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL);
        await(() -> robot.lookup(".lk-log-row").queryAll().size() > 4);
        robot.interact(() -> page.find());
        robot.write("No space left");
        shoot(robot, "containers-search", Language.KOREAN, Look.LIGHT);
        see(robot, FakeRoom.off(FakeRoom.exited(), OFF));
        assertThat(robot.lookup(".lk-log-row").queryAll()).hasSizeGreaterThan(4);
    }

    @Test
    void of_several_containers_a_person_says_which_one_it_is(FxRobot robot) throws Exception {
        room.sight = FakeRoom.off(FakeRoom.missing(),
                new SeveralServices(List.of("llm-webapp: llm-webapp-postgres-1", "copy: copy-postgres-1")));
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL);
        shoot(robot, "containers-several", Language.KOREAN, Look.LIGHT);
        robot.clickOn("copy: copy-postgres-1");
        await(() -> room.chosen.equals(Optional.of("copy")));
    }

    @Test
    void of_several_services_a_person_says_which_one_is_the_database(FxRobot robot) throws Exception {
        for (Language language : Language.values()) {
            for (Look look : Look.values()) {
                room.sight = FakeRoom.off(FakeRoom.missing(), new SeveralDatabases(List.of("main", "analytics")));
                open(robot, language, look, Care.LOCAL);
                shoot(robot, "containers-databases", language, look);
            }
        }
        robot.clickOn("analytics");
        await(() -> room.chosenService.equals(Optional.of("analytics")));
        assertThat(room.chosen).isEmpty();
    }

    private List<Wish> done() {
        synchronized (room.done) {
            return List.copyOf(room.done);
        }
    }

    private Button button(String id) {
        return (Button) frame.lookup(id);
    }

    private void exited(FxRobot robot) throws Exception {
        room.beside = FakeRoom.beside(Optional.of(FULL), Optional.of(new Disk(0, 64_000_000_000L)));
        see(robot, FakeRoom.exited());
        robot.interact(() -> log.end("9f3c1e77a2d4".repeat(5)));
    }

    private void see(FxRobot robot, ServiceSight sight) throws Exception {
        robot.interact(() -> room.now(sight));
        await(() -> model.page().get().beside().equals(room.beside)
                && model.page().get().equals(model.page().get().seen(sight)));
    }

    private static void await(java.util.concurrent.Callable<Boolean> so) throws Exception {
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, so);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void shoot(FxRobot robot, String name, Language language, Look look) {
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> {
            frame.shoot(name + "_" + language.code() + "_" + look.name().toLowerCase(Locale.ROOT));
            assertThat(frame.cutWords()).isEmpty();
        });
    }
}
