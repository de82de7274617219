package dev.lockkeeper.ui.containers;

import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Wrapped;
import dev.lockkeeper.words.Words;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The closed corner of the page: emptying the volume.
final class DangerZone extends VBox {

    private final String usual;
    private final Wrapped why;
    private final Button reset;

    DangerZone(Words words, Runnable action) {
        getStyleClass().addAll("lk-card", "danger-zone");
        setId("danger");
        Label title = Labels.strong(words.say("backups.danger"));
        title.setGraphic(new FontIcon(Feather.ALERT_OCTAGON));
        HBox top = new HBox(title);
        top.getStyleClass().add("backup-danger-head");
        usual = words.say("containers.reset.why");
        why = new Wrapped(usual, "lk-muted");
        VBox said = new VBox(2, Labels.cut(Labels.strong(words.say("containers.reset"))), why);
        said.setMinWidth(0);
        HBox.setHgrow(said, Priority.ALWAYS);
        reset = Buttons.danger(Feather.TRASH_2, words.say("containers.reset.button"), action);
        reset.setId("reset-volume");
        HBox line = new HBox(10, said, reset);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("danger-zone-body");
        getChildren().addAll(top, line);
        setMinHeight(USE_PREF_SIZE);
    }

    /// `off` is why it cannot be done now; it stands beside the button.
    void show(Optional<String> off) {
        reset.setDisable(off.isPresent());
        why.show(off.orElse(usual));
    }
}
