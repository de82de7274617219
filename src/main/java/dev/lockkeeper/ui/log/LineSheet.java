package dev.lockkeeper.ui.log;

import dev.lockkeeper.containers.LogEntry;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Wrapped;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// One line of a log with all that was kept of it, over the page.
final class LineSheet extends VBox {

    LineSheet(LogEntry entry, Frame frame) {
        super(12);
        getStyleClass().addAll("lk-sheet", "lk-sheet-body");
        setMaxSize(820, USE_PREF_SIZE);
        setPrefWidth(820);
        TextArea text = new TextArea(entry.text().text());
        text.setId("log-line");
        text.setAccessibleText(frame.words().say("log.line"));
        text.setEditable(false);
        text.setWrapText(true);
        text.setPrefRowCount(14);
        text.getStyleClass().add("lk-mono");
        Button close = Buttons.plain(frame.words().say("kit.close"), frame::close);
        close.setId("close-log-line");
        close.setCancelButton(true);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox foot = new HBox(8, Buttons.plain(Feather.COPY, frame.words().say("log.copy"), () -> frame.copy(entry.text().text())),
                gap, close);
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(Labels.verdict(frame.words().say("log.line")), Labels.secondary("%s  %s  %s".formatted(
                frame.figures().millis(entry.at()), entry.word().label(), entry.source().label())), text);
        if (!entry.whole()) {
            getChildren().add(new Wrapped(frame.words().say("log.line.cut", frame.figures().bytes(entry.bytes())), "lk-muted"));
        }
        getChildren().add(foot);
    }
}
