package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.ui.migrations.SqlText.Line;
import dev.lockkeeper.ui.migrations.SqlText.Piece;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/// A script with line numbers and coloured words.
final class SqlView extends ListView<Line> {

    SqlView(String accessibleText) {
        getStyleClass().add("sql");
        setFixedCellSize(20);
        setMinHeight(60);
        setAccessibleText(accessibleText);
        setCellFactory(_ -> new LineCell());
    }

    void show(String sql) {
        getItems().setAll(SqlText.lines(sql));
        scrollTo(0);
    }

    /// One line.
    private static final class LineCell extends ListCell<Line> {

        @Override
        protected void updateItem(@Nullable Line line, boolean empty) {
            super.updateItem(line, empty);
            setText(null);
            if (line == null || empty) {
                setGraphic(null);
                return;
            }
            Label number = new Label(Integer.toString(line.number()));
            number.getStyleClass().add("sql-number");
            HBox row = new HBox(number);
            row.getStyleClass().add("sql-line");
            for (Piece piece : line.pieces()) {
                Text text = new Text(piece.text());
                text.getStyleClass().addAll("sql-text", piece.kind().styleClass());
                row.getChildren().add(text);
            }
            setGraphic(row);
        }
    }
}
