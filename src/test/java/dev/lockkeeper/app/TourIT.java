package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.testing.Screenshots;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.ScreenThreads;
import dev.lockkeeper.ui.shell.Taste;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The tour: the real window over the real practice database, through every page, as a person would go.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class TourIT {

    private static final List<String> PAGES = List.of("overview", "migrations", "accounts", "containers", "backups", "activity");

    @TempDir
    static Path home;

    private static Folders folders;

    private Stage stage;

    @Start
    void start(Stage window) throws IOException {
        folders = new Folders(home.resolve("lockkeeper"));
        Path project = Files.createDirectories(home.resolve("project"));
        Look.loadFonts();
        stage = window;
        stage.setWidth(1280);
        stage.setHeight(800);
        Wiring house = new Wiring(new Settings(project, Optional.of("practice"), Optional.empty(), Language.KOREAN), folders);
        new Window(stage, house, new ScreenThreads(), _ -> {}, new Taste(Language.KOREAN, Look.LIGHT)).show();
    }

    @AfterAll
    static void stopServer() {
        new dev.lockkeeper.adapter.embedded.PracticeDatabase(folders.practice()).stop();
    }

    @Test
    void every_page_works_over_a_real_database_in_both_languages_and_looks(FxRobot robot) {
        until("the chain stands", () -> found("#chain") && found("#remedy"));
        // from an empty database to 004, by the button of the overview and the sheet of the migrations
        robot.clickOn("#nav-migrations");
        until("the ladder is drawn", () -> found("#upgrade") && !node("#upgrade").isDisabled());
        robot.clickOn("#upgrade");
        until("the sheet asks", () -> found("#confirm"));
        robot.clickOn("#confirm");
        until("the schema is at head", () -> found("#at-head") && node("#at-head").isVisible());

        // a locked account, found and unlocked with a reason
        robot.clickOn("#nav-accounts");
        until("the accounts are listed", () -> rows() > 10);
        robot.clickOn("#view-locked");
        until("only the locked ones", () -> rows() == 3);
        tick(robot);
        until("one is chosen", () -> found("#reason") && node("#reason").isVisible());
        robot.clickOn("#reason");
        robot.write("본인 확인 완료");
        until("the button is ready", () -> !node("#unlock").isDisabled());
        robot.clickOn("#unlock");
        until("one less is locked", () -> rows() == 2);
        robot.clickOn("#view-all");

        // a backup
        robot.clickOn("#nav-backups");
        until("the page of backups", () -> found("#back-up") && !node("#back-up").isDisabled());
        int before = backups();
        robot.clickOn("#back-up");
        until("one backup more", () -> backups() == before + 1);

        for (Look look : List.of(Look.LIGHT, Look.DARK)) {
            for (Language language : List.of(Language.KOREAN, Language.ENGLISH)) {
                speak(robot, language);
                for (String page : PAGES) {
                    robot.clickOn("#nav-" + page);
                    settle();
                    List<String> cut = onScreen(() -> {
                        Screenshots.write(stage.getScene(),
                                "tour-" + page + "-" + language.code() + "-" + look.name().toLowerCase(Locale.ROOT));
                        return Screenshots.cutWords(stage.getScene().getRoot());
                    });
                    assertThat(cut).as("%s %s %s", page, language, look).isEmpty();
                    assertThat(words()).as("no raw key on %s", page).noneMatch(text -> text.matches("\\[[a-z]+\\..*]"));
                    assertThat(words()).as("the environment is named on %s", page)
                            .anyMatch(text -> text.contains(Words.in(language).say("care.practice")));
                }
            }
            if (look == Look.LIGHT) {
                robot.clickOn("#look");
                settle();
            }
        }
    }

    private void speak(FxRobot robot, Language language) {
        String label = language == Language.KOREAN ? "한국어" : "EN";
        Node toggle = stage.getScene().getRoot().lookupAll("#language .toggle-button").stream()
                .filter(node -> node instanceof ToggleButton button && label.equals(button.getText())).findFirst().orElseThrow();
        robot.clickOn(toggle);
        settle();
    }

    /// Clicks the box of the first row.
    private void tick(FxRobot robot) {
        Node box = stage.getScene().getRoot().lookupAll("#table .check-box").stream()
                .filter(node -> node.isVisible() && inBody(node)).findFirst().orElseThrow();
        robot.clickOn(box);
    }

    private static boolean inBody(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.getStyleClass().contains("table-row-cell")) {
                Bounds bounds = node.localToScene(node.getBoundsInLocal());
                return bounds.getHeight() > 0;
            }
        }
        return false;
    }

    private int rows() {
        return found("#table") ? ((TableView<?>) node("#table")).getItems().size() : 0;
    }

    private int backups() {
        return found("#backup-table") ? ((TableView<?>) node("#backup-table")).getItems().size() : 0;
    }

    private List<String> words() {
        return onScreen(() -> stage.getScene().getRoot().lookupAll("*").stream()
                .filter(node -> seen(node) && (node instanceof Labeled || node instanceof TextInputControl))
                .map(node -> node instanceof Labeled label ? String.valueOf(label.getText()) : "").toList());
    }

    private boolean found(String id) {
        return stage.getScene() != null && stage.getScene().getRoot().lookup(id) != null;
    }

    private Node node(String id) {
        return stage.getScene().getRoot().lookup(id);
    }

    /// Lets questions be answered and the page be drawn: until nothing on it says that it is being read.
    private void settle() {
        WaitForAsyncUtils.waitForFxEvents(20);
        until("the page stands", () -> stage.getScene().getRoot().lookupAll(".lk-skeleton").stream().noneMatch(TourIT::seen));
        WaitForAsyncUtils.waitForFxEvents(20);
    }

    private static boolean seen(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static <T> T onScreen(java.util.concurrent.Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, question);
    }

    private static void until(String what, BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> onScreen(condition::getAsBoolean));
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain until " + what, e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }
}
