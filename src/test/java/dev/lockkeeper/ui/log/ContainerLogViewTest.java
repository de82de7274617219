package dev.lockkeeper.ui.log;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.controls.ToggleSwitch;
import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.containers.ContainerLine.Stream;
import dev.lockkeeper.containers.LogEntry;
import dev.lockkeeper.containers.LogWord;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.testing.FakeContainerLog;
import dev.lockkeeper.testing.ImmediateThreads;
import dev.lockkeeper.ui.FakeFrame;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.words.Language;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@Tag("ui")
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class ContainerLogViewTest {

    private Stage stage;
    private FakeContainerLog log;
    private ImmediateThreads threads;
    private ContainerLogModel model;
    private FakeFrame frame = new FakeFrame(Language.KOREAN);

    @Start
    void start(Stage shown) {
        stage = shown;
    }

    @BeforeEach
    void open(FxRobot robot) {
        open(robot, Language.KOREAN, Look.LIGHT);
    }

    private void open(FxRobot robot, Language language, Look look) {
        robot.interact(() -> {
            frame = new FakeFrame(language);
            log = new FakeContainerLog();
            threads = new ImmediateThreads();
            model = new ContainerLogModel(log, List.of(new Secret("canary")), threads);
            ContainerLogCard card = new ContainerLogCard(model, frame, Advices::on);
            card.setMinSize(686, 420);
            card.setMaxSize(686, 420);
            VBox page = new VBox(card);
            page.getStyleClass().addAll("lk-page", "lk-page-body");
            stage.setScene(frame.scene(page, look));
            stage.show();
            log.say("c", "x");
            model.open("c");
        });
    }

    /// The log of a server whose disk is full.
    private void full(FxRobot robot) {
        robot.interact(() -> {
            model.close();
            for (String line : List.of("LOG:  checkpoint starting: time",
                    "ERROR:  could not extend file \"base/16384/24601\": No space left on device",
                    "HINT:  Check free disk space.",
                    "PANIC:  could not write to file \"pg_wal/xlogtemp.57\": No space left on device",
                    "LOG:  WAL writer process (PID 57) was terminated by signal 6: Aborted",
                    "STATEMENT:  ALTER ROLE app PASSWORD 'canary'",
                    "WARNING:  terminating connection because of crash of another server process",
                    "FATAL:  could not write lock file \"postmaster.pid\": No space left on device",
                    "LOG:  database system is shut down")) {
                log.say("f", Stream.ERR, "2026-01-02 03:04:05.678 UTC [57] " + line);
            }
            log.say("f", "\u001B[1;32mgreen\u001B[0m \u001B[36mteal\u001B[0m \u001B[4;35mmagenta\u001B[0m 한글 a\u202Eb",
                    "y".repeat(20_000));
            model.open("f");
            threads.pass(ContainerLogModel.FLOOD_BEAT);
            model.tell(LogEntry.event(Instant.parse("2026-01-02T03:04:06Z"), LogWord.ERROR,
                    "container llm-webapp-postgres died (exitCode=1)"));
            log.end("f");
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    @ParameterizedTest
    @CsvSource({"KOREAN,LIGHT", "KOREAN,DARK", "ENGLISH,LIGHT", "ENGLISH,DARK"})
    void no_words_are_cut_in_any_language_and_look(Language language, Look look, FxRobot robot) {
        open(robot, language, look);
        full(robot);
        robot.clickOn("#container-log-search").write("no space left");
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> {
            frame.shoot("container-log-" + language.name().toLowerCase(Locale.ROOT) + "-" + look.name().toLowerCase(Locale.ROOT));
            assertThat(frame.cutWords()).isEmpty();
            assertThat(label("container-log-hits").getText()).isEqualTo("3/3");
            assertThat(list().lookupAll(".found")).extracting(node -> ((Label) node).getText()).containsOnly("No space left");
            assertThat(label("container-log-state").getText()).isNotEmpty();
        });
    }

    @Test
    void the_keys_find_go_on_and_back(FxRobot robot) {
        full(robot);
        robot.interact(() -> list().requestFocus());
        robot.push(KeyCode.CONTROL, KeyCode.F).write("space");
        assertThat(label("container-log-hits").getText()).isEqualTo("4/4");
        robot.push(KeyCode.F3);
        assertThat(label("container-log-hits").getText()).isEqualTo("1/4");
        assertThat(list().getSelectionModel().getSelectedIndices()).containsExactly(1);
        robot.push(KeyCode.SHIFT, KeyCode.F3);
        robot.push(KeyCode.SHIFT, KeyCode.ENTER);
        assertThat(label("container-log-hits").getText()).isEqualTo("3/4");
        robot.type(KeyCode.ESCAPE);
        assertThat(label("container-log-hits").getText()).isEmpty();
    }

    @Test
    void chips_and_the_source_sift_the_lines(FxRobot robot) {
        full(robot);
        robot.clickOn("#log-ERRORS");
        assertThat(list().getItems()).hasSize(5);
        robot.clickOn("#log-WARNINGS");
        assertThat(list().getItems()).hasSize(1);
        robot.clickOn("#log-ALL");
        assertThat(list().getItems()).hasSize(12);
        robot.interact(() -> ((MenuButton) stage.getScene().lookup("#log-source")).getItems().getLast().fire());
        assertThat(list().getItems()).hasSize(1);
    }

    @Test
    void looking_back_stops_the_following_and_end_takes_it_up(FxRobot robot) {
        robot.interact(() -> {
            log.say("c", IntStream.range(0, 500).mapToObj(i -> "line " + i).toArray(String[]::new));
            threads.pass(ContainerLogModel.FLOOD_BEAT);
        });
        drawn(robot);
        assertThat(lastSeen()).isEqualTo(500);
        robot.interact(() -> list().requestFocus());
        robot.type(KeyCode.PAGE_UP).type(KeyCode.PAGE_UP).type(KeyCode.PAGE_UP);
        assertThat(following()).isFalse();
        robot.interact(() -> {
            log.say("c", "more");
            threads.pass(ContainerLogModel.FLOOD_BEAT);
        });
        drawn(robot);
        assertThat(lastSeen()).isLessThan(500);
        robot.type(KeyCode.END);
        drawn(robot);
        assertThat(following()).isTrue();
        assertThat(lastSeen()).isEqualTo(501);
    }

    @Test
    void a_log_that_came_to_its_end_cannot_be_followed_and_says_why_until_the_container_runs_again(FxRobot robot) {
        full(robot);
        drawn(robot);
        ToggleSwitch follow = (ToggleSwitch) stage.getScene().lookup("#follow-container");
        assertThat(following()).isFalse();
        assertThat(follow.isDisabled()).isTrue();
        assertThat(label("container-log-state").getText()).isEqualTo(frame.words().say("log.ended"));
        assertThat(lastSeen()).as("its last line is seen all the same").isEqualTo(list().getItems().size() - 1);

        robot.interact(() -> {
            log.start("f");
            model.open("c");
            threads.pass(ContainerLogModel.FLOOD_BEAT);
        });
        assertThat(following()).isTrue();
        assertThat(follow.isDisabled()).isFalse();
    }

    @Test
    void what_is_looked_at_stays_while_the_oldest_lines_go(FxRobot robot) {
        int all = ContainerLogModel.LINES;
        robot.interact(() -> {
            for (int i = 1; i < all; i++) {
                log.say("c", "line " + i);
                if (i % 9000 == 0) {
                    threads.pass(ContainerLogModel.FLOOD_BEAT);
                }
            }
            threads.pass(ContainerLogModel.FLOOD_BEAT);
            list().followProperty().set(false);
            list().scrollTo(1000);
        });
        drawn(robot);
        String before = seen(1000).getItem().text().text();
        robot.interact(() -> {
            log.say("c", IntStream.range(0, 300).mapToObj(i -> "more " + i).toArray(String[]::new));
            threads.pass(ContainerLogModel.FLOOD_BEAT);
        });
        drawn(robot);
        assertThat(before).isEqualTo("line 1000");
        assertThat(seen(700).getItem().text().text()).isEqualTo("line 1000");
        assertThat(label("container-log-skipped").getText()).contains("300");
    }

    @Test
    void all_lines_are_copied_with_secrets_hidden(FxRobot robot) {
        full(robot);
        robot.interact(() -> list().requestFocus());
        robot.push(KeyCode.CONTROL, KeyCode.A).push(KeyCode.CONTROL, KeyCode.C);
        assertThat(frame.copied).singleElement().asString().hasLineCount(12).contains("ERROR     postgres could not extend file")
                .contains("PASSWORD '••••'").doesNotContain("canary");
    }

    /// Lets the list lay out its rows, go to the end where it follows, and lay them out there.
    private void drawn(FxRobot robot) {
        for (int i = 0; i < 2; i++) {
            WaitForAsyncUtils.waitForFxEvents();
            robot.interact(() -> {
                stage.getScene().getRoot().applyCss();
                stage.getScene().getRoot().layout();
            });
        }
    }

    @Test
    void enter_shows_a_long_line_with_all_that_was_kept_of_it(FxRobot robot) {
        robot.interact(() -> {
            log.say("c", "z".repeat(20_000) + " end");
            threads.pass(ContainerLogModel.FLOOD_BEAT);
            list().requestFocus();
            list().getSelectionModel().clearAndSelect(1);
        });
        robot.type(KeyCode.ENTER);
        assertThat(frame.asking()).isTrue();
        robot.interact(() -> {
            frame.shoot("container-log-line");
            assertThat(frame.cutWords()).isEmpty();
        });
        robot.clickOn("#close-log-line");
        assertThat(frame.asking()).isFalse();
    }

    private boolean following() {
        return ((ToggleSwitch) stage.getScene().lookup("#follow-container")).isSelected();
    }

    private Label label(String id) {
        return (Label) stage.getScene().lookup("#" + id);
    }

    @SuppressWarnings("unchecked")
    private FollowedList<LogEntry> list() {
        return (FollowedList<LogEntry>) (ListView<?>) stage.getScene().lookup("#container-log");
    }

    @SuppressWarnings("unchecked")
    private ListCell<LogEntry> seen(int row) {
        return (ListCell<LogEntry>) list().lookupAll(".list-cell").stream()
                .filter(node -> node instanceof ListCell<?> cell && cell.getIndex() == row && node.isVisible()).findFirst()
                .orElseThrow();
    }

    private int lastSeen() {
        return list().lookupAll(".list-cell").stream()
                .filter(node -> node instanceof ListCell<?> cell && !cell.isEmpty() && node.isVisible())
                .mapToInt(node -> ((ListCell<?>) node).getIndex()).max().orElse(-1);
    }
}
