package dev.lockkeeper.ui.kit;

import javafx.scene.control.ToggleButton;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A filter that is on or off; on shows a tick beside the colour.
public final class Chip extends ToggleButton {

    public Chip(String text) {
        super(text);
        getStyleClass().add("lk-chip");
        setMinWidth(USE_PREF_SIZE);
        FontIcon tick = new FontIcon(Feather.CHECK);
        selectedProperty().subscribe(on -> setGraphic(on ? tick : null));
    }
}
