package dev.lockkeeper.ui.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.ui.FakeFrame;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.ScreenThreads;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Gestures in the log that JavaFX's headless platform cannot make: clicks with Shift and Ctrl, and dragging the scroll bar.
@Tag("xvfb")
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class LogGesturesTest {

    private static final int LINES = 500;

    @TempDir
    Path folder;

    private Stage stage;
    private ActivityModel model;
    private FakeFrame frame = new FakeFrame(Language.ENGLISH);

    @Start
    void start(Stage shown) {
        stage = shown;
    }

    @Test
    void lines_are_chosen_with_shift_and_ctrl_and_copied(FxRobot robot) throws Exception {
        open(robot);
        robot.clickOn("#follow");
        robot.interact(() -> log().scrollTo(0));
        WaitForAsyncUtils.waitForFxEvents();

        robot.clickOn(row(1));
        robot.press(KeyCode.SHIFT).clickOn(row(4)).release(KeyCode.SHIFT);
        robot.press(KeyCode.CONTROL).clickOn(row(6)).release(KeyCode.CONTROL);
        assertThat(log().getSelectionModel().getSelectedIndices()).containsExactlyInAnyOrder(1, 2, 3, 4, 6);

        robot.push(KeyCode.CONTROL, KeyCode.C);
        assertThat(frame.copied).singleElement().asString().hasLineCount(5).contains("line 6").doesNotContain("line 5");
    }

    @Test
    void dragging_the_scroll_bar_up_stops_the_following(FxRobot robot) throws Exception {
        open(robot);
        ScrollBar bar = (ScrollBar) log().lookupAll(".scroll-bar").stream()
                .filter(node -> ((ScrollBar) node).getOrientation() == Orientation.VERTICAL).findFirst().orElseThrow();
        Node thumb = bar.lookup(".thumb");
        WaitForAsyncUtils.waitFor(5, TimeUnit.SECONDS, () -> bar.getValue() > 0.9);

        robot.drag(thumb, MouseButton.PRIMARY).moveBy(0, -200).drop();
        WaitForAsyncUtils.waitForFxEvents();

        assertThat(bar.getValue()).isLessThan(0.8);
        assertThat(((atlantafx.base.controls.ToggleSwitch) stage.getScene().getRoot().lookup("#follow")).isSelected()).isFalse();
    }

    private void open(FxRobot robot) throws Exception {
        Runs runs = new Runs(folder);
        robot.interact(() -> {
            frame = new FakeFrame(Language.ENGLISH);
            model = new ActivityModel(runs, new ScreenThreads());
            Activity page = new Activity(model, Advices::on);
            stage.setScene(frame.scene(page.view(frame), Look.LIGHT));
            stage.show();
        });
        OperationId id = OperationId.fresh();
        runs.start(id, Message.verbatim("work"), (journal, _) -> {
            for (int i = 0; i < LINES; i++) {
                journal.info(Source.KEEPER, "line " + i);
            }
            return true;
        }).await();
        robot.interact(() -> model.open(Optional.of(id)));
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS,
                () -> stage.getScene().getRoot().lookup("#log") != null && log().getItems().size() == LINES);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private ListView<?> log() {
        return (ListView<?>) stage.getScene().getRoot().lookup("#log");
    }

    private Node row(int index) {
        return log().lookupAll(".list-cell").stream().filter(node -> node instanceof ListCell<?> cell && cell.getIndex() == index)
                .findFirst().orElseThrow();
    }
}
