package dev.lockkeeper.ui.kit;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.javafx.FontIcon;

/// A sentence about the whole page, in a strip: icon, words, and what to do about it.
public final class Notice extends HBox {

    private final Tone tone;
    private final Wrapped words;

    public Notice(Tone tone, String text, Node... actions) {
        this.tone = tone;
        this.words = new Wrapped(text);
        getStyleClass().addAll("lk-notice", tone.style());
        setAlignment(Pos.CENTER_LEFT);
        setFillHeight(false); // one line stands in the middle beside a button
        setSpacing(10);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(new FontIcon(tone == Tone.WORK ? org.kordamp.ikonli.feather.Feather.INFO : tone.icon()), words);
        getChildren().addAll(actions);
        setMinHeight(USE_PREF_SIZE);
    }

    public Tone tone() {
        return tone;
    }

    public void show(String text) {
        words.show(text);
    }
}
