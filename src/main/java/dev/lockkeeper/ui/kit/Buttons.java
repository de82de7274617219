package dev.lockkeeper.ui.kit;

import atlantafx.base.theme.Styles;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// Buttons. One filled one per screen; what can destroy is filled only inside a confirmation; an icon never stands without words.
public final class Buttons {

    private Buttons() {}

    /// The one filled button of a screen.
    public static Button primary(Ikon icon, String text, Runnable action) {
        return button(icon, text, action, Styles.ACCENT);
    }

    public static Button plain(Ikon icon, String text, Runnable action) {
        return button(icon, text, action, "lk-plain");
    }

    public static Button plain(String text, Runnable action) {
        Button button = button(text, action);
        button.getStyleClass().add("lk-plain");
        return button;
    }

    /// Looks like a link.
    public static Button flat(Ikon icon, String text, Runnable action) {
        Button button = button(icon, text, action, Styles.FLAT);
        button.getStyleClass().add(Styles.ACCENT);
        return button;
    }

    /// Leads towards something dangerous: outlined, never filled.
    public static Button danger(Ikon icon, String text, Runnable action) {
        Button button = button(icon, text, action, Styles.BUTTON_OUTLINED);
        button.getStyleClass().add(Styles.DANGER);
        return button;
    }

    /// Does something dangerous: filled, for confirmations only.
    public static Button armed(Ikon icon, String text, Runnable action) {
        return button(icon, text, action, Styles.DANGER);
    }

    /// An icon with its words told on hover and to screen readers.
    public static Button icon(Ikon icon, String words, Runnable action) {
        Button button = new Button("", new FontIcon(icon));
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "lk-icon-button");
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words));
        button.setOnAction(_ -> action.run());
        return button;
    }

    /// Shows the keys that do the same, inside the button, after its words.
    public static Button withKeys(Button button, String keys) {
        Label words = new Label(button.getText());
        words.getStyleClass().add("lk-button-text");
        words.setMinWidth(Region.USE_PREF_SIZE);
        Label hint = new Label(keys);
        hint.getStyleClass().add("lk-button-keys");
        hint.setMinWidth(Region.USE_PREF_SIZE);
        HBox content = new HBox(8);
        content.getStyleClass().add("lk-button-content");
        Node icon = button.getGraphic();
        if (icon != null) {
            button.setGraphic(null);
            content.getChildren().add(icon);
        }
        content.getChildren().addAll(words, hint);
        button.setAccessibleText(button.getText() + " " + keys);
        words.textProperty().bind(button.textProperty());
        button.setGraphic(content);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        return button;
    }

    private static Button button(Ikon icon, String text, Runnable action, String style) {
        Button button = button(text, action);
        button.setGraphic(new FontIcon(icon));
        button.getStyleClass().add(style);
        return button;
    }

    private static Button button(String text, Runnable action) {
        Button button = new Button(text);
        // words such as llm_webapp hold underscores that are no mnemonics
        button.setMnemonicParsing(false);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
