package dev.lockkeeper.ui.overview;

import dev.lockkeeper.environment.Redaction;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The last lines of a server's log, over the page.
final class LogSheet extends VBox {

    LogSheet(Frame frame, String command, List<String> lines) {
        super(12);
        getStyleClass().addAll("lk-sheet", "lk-sheet-body");
        setMaxSize(900, USE_PREF_SIZE);
        setPrefWidth(900);
        ListView<String> list = new ListView<>(FXCollections.observableArrayList(lines));
        list.setFixedCellSize(21);
        list.setPrefHeight(460);
        list.getStyleClass().addAll("lk-log", "lk-mono");
        if (!lines.isEmpty()) {
            list.scrollTo(lines.size() - 1);
        }
        Button close = Buttons.plain(frame.words().say("kit.close"), frame::close);
        close.setCancelButton(true);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox foot = new HBox(8, Buttons.plain(Feather.COPY, frame.words().say("overview.log.copy"), () -> frame.copy(
                Redaction.of().masked(String.join("\n", lines)))), gap, close);
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(Labels.verdict(frame.words().say("overview.log")), Labels.cut(Labels.mono(command)), list, foot);
    }
}
