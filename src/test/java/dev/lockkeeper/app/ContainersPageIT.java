package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.containers.Condition;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.testing.RealEngine;
import dev.lockkeeper.ui.FakeFrame;
import dev.lockkeeper.ui.containers.ContainersDestination;
import dev.lockkeeper.ui.containers.ContainersModel;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.ScreenThreads;
import dev.lockkeeper.ui.log.ContainerLogModel;
import dev.lockkeeper.words.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The containers page over a real engine: what happens to the container outside is seen, and what is pressed happens to it.
@Tag("ui")
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class ContainersPageIT {

    @TempDir
    Path home;

    private Stage stage;
    private final FakeFrame frame = new FakeFrame(Language.KOREAN);
    private ContainersModel model;
    private Duration ended = Duration.ZERO;

    @Start
    void start(Stage window) {
        stage = window;
    }

    @Test
    void what_happens_to_the_container_is_seen_and_what_is_pressed_happens_to_it(FxRobot robot) throws Exception {
        try (RealEngine engine = RealEngine.orSkip(); RealEngine.Project project = engine.project()) {
            Settings settings = new Settings(project.folder(), Optional.of("default"), Optional.empty(), Optional.empty(),
                    Language.KOREAN);
            try (Rooms rooms = new Wiring(settings, new Folders(home)).open(Optional.empty())) {
                robot.interact(() -> show(rooms));
                robot.clickOn(await("#create"));
                condition(Condition.HEALTHY, Condition.RUNNING);
                until(() -> !robot.lookup(".lk-log-row").queryAll().isEmpty());
                until(() -> model.page().get().run().isEmpty());
                shoot(robot, "containers-real-healthy");
                project.sql("create table kept (id int)");

                project.docker("kill", project.container());
                condition(Condition.EXITED);
                System.out.printf("from the engine's event to the page: %d ms%n", ended.toMillis());
                until(() -> frame.lookup("#banner") != null);
                shoot(robot, "containers-real-killed");
                robot.clickOn("#mend");
                assertThat(frame.gone).containsExactly(Place.OVERVIEW);

                robot.push(KeyCode.CONTROL, KeyCode.R);
                condition(Condition.HEALTHY, Condition.RUNNING);
                until(() -> model.page().get().run().isEmpty() && frame.lookup("#banner") == null);
                assertThat(project.sql("select count(*) from kept")).isEqualTo("0");

                // nobody has a backup of it: said, and then declined in writing
                robot.clickOn(await("#reset-volume"));
                await("#refused");
                shoot(robot, "containers-real-reset-refused");
                robot.clickOn(frame.words().say("containers.reset.bare"));
                robot.clickOn(await("#typed-name")).write(RealEngine.DATABASE);
                robot.clickOn("#reason").write("nothing in it");
                robot.clickOn("#confirm");
                until(() -> model.page().get().ended().isPresent());
                assertThat(model.page().get().ended().orElseThrow().outcome().orElseThrow().toString()).startsWith("Done");
                assertThat(project.sql("select count(*) from pg_tables where tablename = 'kept'")).isEqualTo("0");
                condition(Condition.HEALTHY, Condition.RUNNING);
                until(() -> model.page().get().run().isEmpty());

                robot.clickOn(await("#wish-stop"));
                await("#confirm");
                robot.push(KeyCode.ENTER);
                condition(Condition.EXITED);
                shoot(robot, "containers-real-stopped");
            }
        }
    }

    private void show(Rooms rooms) {
        ScreenThreads threads = new ScreenThreads();
        model = new ContainersModel(rooms.environment(), new ServiceDesk(rooms), new Runs(home.resolve("logs")), threads,
                InstantSource.system());
        model.page().subscribe(now -> {
            if (ended.isZero() && now.condition().filter(Condition.EXITED::equals).isPresent()) {
                ended = Duration.between(now.sight().events().getLast().at(), Instant.now());
            }
        });
        rooms.docker().sight().watch().start();
        ContainersDestination page = new ContainersDestination(model, new ContainersDestination.Outside(Advices::on,
                (_, _, _) -> Optional.empty(),
                new ContainerLogModel(rooms.docker().sight().log(), List.of(rooms.environment().password()), threads)));
        stage.setScene(frame.scene(page.view(frame), Look.LIGHT));
        stage.sizeToScene();
        stage.show();
    }

    private void condition(Condition... wanted) throws Exception {
        until(() -> model.page().get().condition().filter(List.of(wanted)::contains).isPresent());
    }

    private Node await(String id) throws Exception {
        until(() -> frame.lookup(id) != null && frame.lookup(id).isVisible() && !frame.lookup(id).isDisabled());
        return frame.lookup(id);
    }

    private static void until(java.util.concurrent.Callable<Boolean> so) throws Exception {
        WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(so).get());
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void shoot(FxRobot robot, String name) {
        robot.interact(() -> {
            frame.shoot(name);
            assertThat(frame.cutWords()).isEmpty();
        });
    }
}
