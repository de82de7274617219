package dev.lockkeeper.ui.kit;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// What stands where there is nothing to list: why, and what to do.
public final class EmptyState extends VBox {

    public EmptyState(Ikon icon, String headline, String explanation, Node... actions) {
        getStyleClass().add("lk-empty");
        setAlignment(Pos.CENTER);
        setSpacing(8);
        Wrapped why = new Wrapped(explanation, "lk-muted", "lk-centred");
        why.setMaxWidth(USE_PREF_SIZE);
        getChildren().addAll(new FontIcon(icon), Labels.strong(headline), why);
        getChildren().addAll(actions);
    }
}
