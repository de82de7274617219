package dev.lockkeeper.ui.kit;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The head of a page: its verdict or name, one line below it, and what can be done with the whole page.
public final class PageHeader extends HBox {

    private final Label title = Labels.cut(Labels.title(""));
    private final Label subtitle = Labels.cut(Labels.secondary(""));
    private final HBox titles = new HBox(10, title);

    public PageHeader(String titleText, String subtitleText, Node... actions) {
        title.setText(titleText);
        subtitle.setText(subtitleText);
        titles.setAlignment(Pos.CENTER_LEFT);
        VBox words = new VBox(4, titles, subtitle);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox buttons = new HBox(8, actions);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        buttons.setMinWidth(USE_PREF_SIZE);
        setAlignment(Pos.CENTER_LEFT);
        setSpacing(16);
        getStyleClass().add("lk-page-header");
        getChildren().addAll(words, buttons);
    }

    public void show(String titleText, String subtitleText) {
        title.setText(titleText);
        subtitle.setText(subtitleText);
    }

    /// Stands after the title: a badge of the whole page.
    public void beside(Node... nodes) {
        titles.getChildren().setAll(title);
        titles.getChildren().addAll(nodes);
    }
}
