package dev.lockkeeper.ui.setup;

import dev.lockkeeper.operation.LogLine;
import dev.lockkeeper.ui.kit.Card;
import dev.lockkeeper.ui.kit.EmptyState;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.WhileShown;
import dev.lockkeeper.ui.log.FollowSwitch;
import dev.lockkeeper.ui.log.FollowedList;
import dev.lockkeeper.ui.log.LogCell;
import dev.lockkeeper.ui.log.LogRow;
import dev.lockkeeper.words.Words;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// What the run says while it goes: one line each, followed until somebody scrolls back.
final class LogPane extends VBox {

    LogPane(SetupModel model, Frame frame) {
        Words words = frame.words();
        FollowedList<LogLine> list = new FollowedList<>(model.lines(), line -> LogRow.of(line, frame.figures()),
                () -> LogCell.Search.NOTHING);
        list.setId("setup-log");
        list.getStyleClass().add("setup-log");
        // beside the steps there is room for a time, a source and a text
        list.setCellFactory(_ -> new Line(frame.figures()));
        list.setPlaceholder(new EmptyState(Feather.TERMINAL, "", words.say("setup.log.none")));
        list.setMinHeight(0);
        FollowSwitch follow = new FollowSwitch(words.say("setup.follow"), list.followProperty());
        follow.setId("setup-follow");
        WhileShown.follow(this, model.page(), page -> follow.flows(page.stage() instanceof SetupPage.Stage.Running));
        Card card = Card.titled(Feather.TERMINAL, words.say("setup.log"), follow).filling(list);
        card.getStyleClass().add("setup-log-card");
        card.setMinHeight(0);
        VBox.setVgrow(card, javafx.scene.layout.Priority.ALWAYS);
        setMinHeight(0);
        getChildren().add(card);
    }

    /// One line: time, source, text.
    private static final class Line extends ListCell<LogLine> {

        private final Figures figures;
        private final Label time = new Label();
        private final Label source = new Label();
        private final Label text = new Label();
        private final HBox row = new HBox(10, time, source, text);

        Line(Figures figures) {
            this.figures = figures;
            time.getStyleClass().add("setup-log-time");
            source.getStyleClass().add("setup-log-source");
            text.getStyleClass().addAll("setup-log-text", "lk-may-cut");
            text.setMinWidth(0);
            row.getStyleClass().add("setup-log-row");
            getStyleClass().add("lk-log-cell");
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable LogLine line, boolean empty) {
            super.updateItem(line, empty);
            if (empty || line == null) {
                setGraphic(null);
                return;
            }
            time.setText(figures.clock(line.at()));
            source.setText(line.source().label());
            source.getStyleClass().setAll("label", "setup-log-source", line.source().label());
            text.setText(line.text());
            row.getStyleClass().setAll("setup-log-row", line.level().name().toLowerCase(Locale.ROOT));
            setGraphic(row);
        }
    }
}
