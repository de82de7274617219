package dev.lockkeeper.ui.kit;

import javafx.scene.control.Label;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// Words in the roles that the design names. A label keeps its full width unless it may be cut (`cut`).
public final class Labels {

    private Labels() {}

    public static Label body(String text) {
        return label(text, "lk-body");
    }

    public static Label strong(String text) {
        return label(text, "lk-semibold");
    }

    public static Label title(String text) {
        return label(text, "lk-title");
    }

    public static Label verdict(String text) {
        return label(text, "lk-verdict");
    }

    /// 12 px, muted.
    public static Label secondary(String text) {
        return label(text, "lk-muted");
    }

    /// 11.5 px, muted: times and side notes.
    public static Label caption(String text) {
        return label(text, "lk-caption");
    }

    public static Label mono(String text) {
        return label(text, "lk-mono");
    }

    /// A small heading with an icon before it.
    public static Label headed(Ikon icon, String text) {
        Label label = label(text, "lk-headed");
        label.setGraphic(new FontIcon(icon));
        return label;
    }

    /// A sentence in a tone, with the tone's icon.
    public static Label toned(Tone tone, String text) {
        Label label = label(text, "lk-toned");
        label.getStyleClass().add(tone.style());
        label.setGraphic(new FontIcon(tone.icon()));
        return label;
    }

    /// Lets a label end in an ellipsis where its place is too narrow, and says so to the test that looks for cut words.
    public static Label cut(Label label) {
        label.setMinWidth(0);
        label.getStyleClass().add("lk-may-cut");
        return label;
    }

    private static Label label(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
        return label;
    }
}
