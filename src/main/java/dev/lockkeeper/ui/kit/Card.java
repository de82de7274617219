package dev.lockkeeper.ui.kit;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// A bordered box of things that belong together, with a heading where it has one.
public final class Card extends VBox {

    private final HBox header = new HBox(8);
    private final Label title = new Label();

    public Card(Node... content) {
        getStyleClass().add("lk-card");
        getChildren().addAll(content);
    }

    /// With a heading line; what `right` holds stands at its end.
    public static Card titled(Ikon icon, String text, Node... right) {
        Card card = new Card();
        card.title.setText(text);
        card.title.setGraphic(new FontIcon(icon));
        card.title.getStyleClass().add("lk-card-title");
        Labels.cut(card.title);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        card.header.getChildren().addAll(card.title, gap);
        card.header.getChildren().addAll(right);
        card.header.setAlignment(Pos.CENTER_LEFT);
        card.header.getStyleClass().add("lk-card-header");
        card.getChildren().addFirst(card.header);
        return card;
    }

    public void title(String text) {
        title.setText(text);
    }

    /// Adds a padded part below what is there.
    public Card body(Node... content) {
        VBox body = new VBox(content);
        body.getStyleClass().add("lk-card-body");
        getChildren().add(body);
        VBox.setVgrow(body, Priority.ALWAYS);
        return this;
    }

    /// Adds a part without padding that takes the room that is left.
    public Card filling(Node content) {
        getChildren().add(content);
        VBox.setVgrow(content, Priority.ALWAYS);
        return this;
    }

    /// Adds a line at the foot, set apart.
    public Card footer(Node... content) {
        HBox footer = new HBox(8, content);
        footer.setAlignment(Pos.CENTER_LEFT);
        footer.getStyleClass().add("lk-card-footer");
        getChildren().add(footer);
        return this;
    }
}
