package dev.lockkeeper.ui.kit;

import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/// The command behind a button, in one line, with a button that copies it.
public final class CommandRow extends HBox {

    public CommandRow(Frame frame, String command) {
        super(8);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren().addAll(Labels.secondary(frame.words().say("overview.command")), Labels.cut(Labels.mono(command)), gap,
                Buttons.icon(Feather.COPY, frame.words().say("overview.copy-command"), () -> frame.copy(command)));
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().addAll("lk-command", "lk-command-row");
    }
}
