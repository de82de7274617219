package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.adapter.docker.DockerConnection;
import dev.lockkeeper.adapter.docker.InstalledDesktop;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.cli.Choice;
import dev.lockkeeper.cli.Desk;
import dev.lockkeeper.containers.Desktop;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.readiness.Readiness;
import dev.lockkeeper.readiness.StationName;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.testing.RealEngine;
import dev.lockkeeper.testing.Screenshots;
import dev.lockkeeper.testing.ScriptedEngine;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.ScreenThreads;
import dev.lockkeeper.ui.shell.Taste;
import dev.lockkeeper.words.Language;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
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

/// The problems of the guide, provoked on a real engine, seen in the real window, and mended by its one button.
@Tag("engine")
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class GuideProblemsIT {

    @TempDir
    Path home;

    private RealEngine engine;
    private RealEngine.Project project;
    private Stage stage;

    @Start
    void start(Stage window) {
        Look.loadFonts();
        stage = window;
        stage.setWidth(1280);
        stage.setHeight(800);
    }

    @BeforeEach
    void bring_one_up() {
        engine = RealEngine.orSkip();
        project = engine.project();
        project.up();
    }

    @AfterEach
    void remove_it() {
        onScreen(() -> {
            stage.hide();
            return true;
        });
        project.close();
        engine.close();
    }

    @Test
    void a_container_that_exits_because_of_another_major_is_set_back_by_the_button(FxRobot robot) throws Exception {
        edit("docker-compose.yml", "image: postgres:15", "image: postgres:16");
        project.docker("compose", "up", "-d", "postgres");
        Await.until("the server refused the data", Duration.ofSeconds(60),
                () -> project.docker("logs", project.container()).contains("incompatible"));

        pressed(robot, "major", "PostgreSQL 15용인데 16");
    }

    @Test
    void a_refused_connection_to_a_container_published_elsewhere_is_mended_by_the_button(FxRobot robot) throws Exception {
        int wrong;
        try (ServerSocket socket = new ServerSocket(0)) {
            wrong = socket.getLocalPort();
        }
        edit(".env", "POSTGRES_PORT=" + project.environment().address().port(), "POSTGRES_PORT=" + wrong);

        pressed(robot, "refused", "응답하는 서버가 없습니다");
    }

    @Test
    void a_password_that_the_volume_does_not_know_is_mended_by_the_button(FxRobot robot) throws Exception {
        edit(".env", RealEngine.PASSWORD, "another one 42");

        pressed(robot, "password", ".env와 다릅니다");
    }

    @Test
    void a_paused_container_goes_on_by_the_button(FxRobot robot) {
        project.docker("pause", project.container());

        pressed(robot, "paused", "일시 중지되어");

        assertThat(project.docker("inspect", "--format", "{{.State.Status}}", project.container())).isEqualTo("running");
    }

    /// The engine is switched off, with the database in it; what the button runs switches it on.
    @Test
    void docker_that_is_off_is_started_by_the_button_and_the_database_is_back(FxRobot robot) throws Exception {
        project.docker("compose", "down", "-v", "-t", "1");
        try (ScriptedEngine off = ScriptedEngine.orSkip()) {
            off.docker(project.folder(), "compose", "up", "-d", "--wait", "postgres");
            off.stop();
            Desktop desktop = InstalledDesktop.in(home.resolve("desktop"), off.launching());
            open(new Wiring.Machine(() -> DockerConnection.to(off.address()), desktop));
            told("docker-off", "Docker Desktop이 꺼져 있습니다");
            press(robot);
            goesWell(robot, "docker-off", "Docker Desktop이 꺼져 있습니다", Duration.ofSeconds(150));
            onScreen(() -> {
                stage.hide(); // its connections end before the engine does
                return true;
            });
        }
    }

    /// Somebody ran the script of 004 by hand: `alembic upgrade head` would end with DuplicateColumn.
    @Test
    void a_migration_that_fails_because_its_columns_are_there_is_noted_by_the_button(FxRobot robot) throws Exception {
        try (Desk desk = desk()) {
            desk.schema().upgrade("003", Safeguard.Wish.DECLINED, OperationId.fresh()).run(Journal.silent(), new StopSignal());
        }
        project.sql(Files.readString(Path.of("resources/db/migration/V004__add_user_lockout_fields.sql")));

        open(Wiring.Machine.here());
        told("duplicate-column", "004의 변경이 이미 스키마에 있습니다");
        press(robot);
        until("the page of the migrations has proven it", () -> seen("#stamp-proven") && !node("#stamp-proven").isDisabled());
        shot("duplicate-column-migrations");
        robot.clickOn("#stamp-proven");
        until("it asks", () -> seen("#confirm"));
        shot("duplicate-column-asked");
        robot.clickOn("#confirm");
        until("the ladder is at its head", () -> seen("#at-head"));
        goesWell(robot, "duplicate-column", "004의 변경이 이미 스키마에 있습니다", Duration.ofSeconds(60));
        assertThat(project
                .sql("SELECT count(*) FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'email'"))
                .isEqualTo("1");
    }

    /// Opens the window, finds the problem, presses the one button, and finds the database reachable.
    private void pressed(FxRobot robot, String name, String headline) {
        open(Wiring.Machine.here());
        told(name, headline);
        press(robot);
        Await.until("the database lets us in", Duration.ofSeconds(90), this::reachable);
        goesWell(robot, name, headline, Duration.ofSeconds(60));
    }

    private void open(Wiring.Machine machine) {
        onScreen(() -> {
            Wiring house = new Wiring(new Settings(project.folder(), Optional.empty(), Optional.empty(), Language.KOREAN),
                    new Folders(home), machine);
            new Window(stage, house, new ScreenThreads(), _ -> {}, new Taste(Language.KOREAN, Look.LIGHT)).show();
            return true;
        });
    }

    private void told(String name, String headline) {
        until("the problem is told", () -> found("#remedy") && texts().stream().anyMatch(text -> text.contains(headline)));
        shot(name + "-broken");
    }

    private void goesWell(FxRobot robot, String name, String headline, Duration limit) {
        until("no run is under way", limit, () -> !node("#nav-overview").isDisabled());
        robot.clickOn("#nav-overview");
        until("the window sees it too", limit, () -> texts().stream().noneMatch(text -> text.contains(headline))
                && texts().stream().anyMatch(text -> text.contains("· PostgreSQL 15")));
        shot(name + "-mended");
    }

    /// The page may be drawn anew between the look for the button and the click on it.
    private static void press(FxRobot robot) {
        try {
            robot.clickOn("#remedy");
        } catch (RuntimeException e) {
            WaitForAsyncUtils.waitForFxEvents();
            robot.clickOn("#remedy");
        }
    }

    private Desk desk() {
        return Wiring.desk(new Choice(project.folder(), Optional.empty(), Optional.empty(), Optional.empty(), Language.KOREAN),
                new Folders(home.resolve("beside")), _ -> {});
    }

    private boolean reachable() {
        try (Desk desk = desk()) {
            Readiness now = desk.help().checklist().check().readiness();
            return now.station(StationName.CONNECTION).state().passed();
        }
    }

    private void edit(String file, String old, String fresh) throws IOException {
        Path path = project.folder().resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(old);
        Files.writeString(path, text.replace(old, fresh));
    }

    private void shot(String name) {
        List<String> cut = onScreen(() -> {
            Screenshots.write(stage.getScene(), "guide-" + name);
            return Screenshots.cutWords(stage.getScene().getRoot());
        });
        assertThat(cut).as(name).isEmpty();
    }

    private List<String> texts() {
        return stage.getScene().getRoot().lookupAll("*").stream().map(node -> switch (node) {
            case Labeled label -> String.valueOf(label.getText());
            case Text text -> text.getText();
            default -> "";
        }).toList();
    }

    private boolean found(String id) {
        return stage.getScene() != null && stage.getScene().getRoot().lookup(id) != null;
    }

    private boolean seen(String id) {
        if (!found(id)) {
            return false;
        }
        for (Node at = node(id); at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private Node node(String id) {
        return stage.getScene().getRoot().lookup(id);
    }

    private static <T> T onScreen(java.util.concurrent.Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, question);
    }

    private static void until(String what, BooleanSupplier condition) {
        until(what, Duration.ofSeconds(60), condition);
    }

    private static void until(String what, Duration limit, BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(limit.toSeconds(), TimeUnit.SECONDS, () -> onScreen(condition::getAsBoolean));
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain until " + what, e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }
}
