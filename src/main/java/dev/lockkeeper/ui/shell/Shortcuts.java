package dev.lockkeeper.ui.shell;

import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.KeyHint;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.words.Words;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The list of keys (F1).
final class Shortcuts extends VBox {

    private static final String[][] KEYS = {{"Ctrl+1 … Ctrl+" + Place.values().length, "places"}, {"F5", "refresh"},
            {"F6", "panes"},
            {"Ctrl+E", "environments"}, {"Ctrl+,", "settings"}, {"Ctrl+Enter", "primary"}, {"Ctrl+F", "find"}, {"Esc", "escape"},
            {"Ctrl+Shift+L", "lock"}};

    Shortcuts(Words words, Runnable close) {
        super(14);
        getStyleClass().addAll("lk-sheet", "lk-sheet-body");
        setMaxSize(460, USE_PREF_SIZE);
        GridPane keys = new GridPane(16, 10);
        for (int row = 0; row < KEYS.length; row++) {
            keys.addRow(row, new KeyHint(KEYS[row][0]), Labels.body(words.say("shell.keys." + KEYS[row][1])));
        }
        Button done = Buttons.plain(words.say("kit.close"), close);
        done.setCancelButton(true);
        HBox foot = new HBox(done);
        foot.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(Labels.verdict(words.say("shell.shortcuts")), keys, foot);
    }
}
