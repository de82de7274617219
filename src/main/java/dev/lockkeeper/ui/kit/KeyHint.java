package dev.lockkeeper.ui.kit;

import javafx.scene.control.Label;

/// The keys that do the same as what stands beside them: `F5`.
public final class KeyHint extends Label {

    public KeyHint(String keys) {
        super(keys);
        getStyleClass().add("lk-key");
        setMinWidth(USE_PREF_SIZE);
    }
}
