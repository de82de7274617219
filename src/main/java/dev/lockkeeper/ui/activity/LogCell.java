package dev.lockkeeper.ui.activity;

import dev.lockkeeper.operation.LogLine;
import dev.lockkeeper.ui.kit.Figures;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One line of a log: time, level, source, text. Hits of the search are marked.
final class LogCell extends ListCell<LogLine> {

    private final Figures figures;
    private final Supplier<LogSieve> sieve;
    private final Label time = new Label();
    private final Label level = new Label();
    private final Label source = new Label();
    private final Label text = new Label();
    private final FontIcon good = new FontIcon(Feather.CHECK);
    private final FontIcon warning = new FontIcon(Feather.ALERT_TRIANGLE);
    private final FontIcon bad = new FontIcon(Feather.X_OCTAGON);
    private String levelStyle = "";
    private String sourceStyle = "";
    private String hitStyle = "";
    private final HBox row = new HBox(time, level, source, text);

    LogCell(Figures figures, Supplier<LogSieve> sieve) {
        this.figures = figures;
        this.sieve = sieve;
        time.getStyleClass().add("lk-log-time");
        level.getStyleClass().add("lk-log-level");
        source.getStyleClass().add("lk-log-source");
        text.getStyleClass().addAll("lk-log-text", "lk-may-cut");
        text.setMinWidth(0);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("lk-log-row");
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
        time.setText(figures.millis(line.at()));
        level.setText(line.level().name());
        Node sign = switch (line.level()) {
            case OK -> good;
            case WARN -> warning;
            case ERROR -> bad;
            case DEBUG, INFO -> null;
        };
        if (!Objects.equals(level.getGraphic(), sign)) {
            level.setGraphic(sign);
        }
        source.setText(line.source().label());
        text.setText(line.text());
        dress(row, levelStyle, line.level().name().toLowerCase(Locale.ROOT));
        levelStyle = line.level().name().toLowerCase(Locale.ROOT);
        dress(source, sourceStyle, line.source().label());
        sourceStyle = line.source().label();
        String now = sieve.get().hits(line) ? "hit" : "";
        dress(row, hitStyle, now);
        hitStyle = now;
        if (getGraphic() == null) {
            setGraphic(row);
        }
    }

    /// A class that stays costs nothing; a class that changes has the row styled anew.
    private static void dress(Node node, String before, String after) {
        if (!before.equals(after)) {
            node.getStyleClass().remove(before);
            if (!after.isEmpty()) {
                node.getStyleClass().add(after);
            }
        }
    }
}
