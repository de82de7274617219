package dev.lockkeeper.ui.kit;

import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/// Keys that do something as long as a page is on screen. Matched by key, not by character: a Korean keyboard has the same keys.
public final class Keys {

    private Keys() {}

    /// Ctrl (or the system's own key for shortcuts) and `code` run `action` while `page` is in a scene.
    public static void shortcut(Node page, KeyCode code, Runnable action) {
        KeyCombination keys = new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
        page.sceneProperty().subscribe((before, now) -> {
            if (before != null) {
                before.getAccelerators().remove(keys, action);
            }
            if (now != null) {
                now.getAccelerators().put(keys, action);
            }
        });
    }
}
