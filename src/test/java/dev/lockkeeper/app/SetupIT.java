package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.testing.RealEngine;
import dev.lockkeeper.testing.Screenshots;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.ScreenThreads;
import dev.lockkeeper.ui.shell.Taste;
import dev.lockkeeper.words.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The journey of whoever sets the application up for the first time: the real window over a clone that nobody has touched, on a real engine
/// that has the image.
@Tag("engine")
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class SetupIT {

    /// What such a journey may take.
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int CLICKS = 3;

    @TempDir
    Path home;

    private Stage stage;
    private RealEngine engine;
    private int clicks;

    @Start
    void start(Stage window) {
        stage = window;
    }

    @BeforeEach
    void find_the_engine() {
        engine = RealEngine.orSkip();
    }

    @AfterEach
    void leave_it() {
        engine.close();
    }

    @Test
    void from_no_file_and_no_container_to_a_proven_schema_in_three_clicks(FxRobot robot) throws Exception {
        try (RealEngine.Project project = engine.project()) {
            Path example = Files.move(project.folder().resolve(".env"), project.folder().resolve(".env.example"));
            String before = Files.readString(example);
            Wiring house = new Wiring(new Settings(project.folder(), Optional.empty(), Optional.empty(), Language.KOREAN),
                    new Folders(home.resolve("lockkeeper")));
            long began = System.nanoTime();
            robot.interact(() -> {
                Look.loadFonts();
                stage.setWidth(1280);
                stage.setHeight(800);
                new Window(stage, house, new ScreenThreads(), _ -> {}, new Taste(Language.KOREAN, Look.LIGHT)).show();
            });
            try {
                until("the set-up begins by itself", () -> seen("#setup-run"));
                shoot("setup-it-start");
                click(robot, "#setup-run");
                until("everything is ready", () -> seen("#setup-open"));
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                shoot("setup-it-done");
                System.out.println("set up in " + took.toMillis() + " ms with " + clicks + " click(s)");

                assertThat(took).isLessThan(LIMIT);
                assertThat(clicks).isLessThanOrEqualTo(CLICKS);
                Path file = project.folder().resolve(".env");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
                assertThat(Files.readString(file)).doesNotContain(RealEngine.PASSWORD);
                assertThat(Files.readString(example)).isEqualTo(before);
                assertThat(project.sql("SELECT count(*) FROM information_schema.columns WHERE table_name = 'users'"
                        + " AND column_name IN ('email', 'is_active', 'is_locked', 'locked_until', 'failed_login_attempts')"))
                        .isEqualTo("5");
                // the window stands on the new file: the other pages work
                robot.clickOn("#nav-overview");
                until("the chain holds", () -> seen("#chain") && seen("#check-again"));
                robot.clickOn("#nav-accounts");
                until("the accounts are asked", () -> seen("#view-locked"));
            } finally {
                robot.interact(() -> stage.hide());
                house.leave();
            }
        }
    }

    private void click(FxRobot robot, String what) {
        clicks++;
        robot.clickOn(what);
    }

    private void shoot(String name) {
        WaitForAsyncUtils.waitForFxEvents();
        List<String> cut = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            Screenshots.write(stage.getScene(), name);
            return Screenshots.cutWords(stage.getScene().getRoot());
        });
        assertThat(cut).isEmpty();
    }

    private boolean seen(String id) {
        Node node = stage.getScene() == null ? null : stage.getScene().getRoot().lookup(id);
        return node != null && node.isVisible();
    }

    private static void until(String what, BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS,
                    () -> WaitForAsyncUtils.waitForAsyncFx(20_000, condition::getAsBoolean));
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain until " + what, e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }
}
