package dev.lockkeeper.ui.containers;

import dev.lockkeeper.ui.kit.Card;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Words;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// What the container is made of: image, ports, volume, disk, how it is started again.
final class InfoCard extends VBox {

    private final Words words;
    private final GridPane grid = new GridPane(12, 3);
    private List<Row> told = List.of();

    /// One fact. `exact`: written as a machine writes it. `tone` is there where the fact is good or bad news.
    record Row(String key, String value, boolean exact, Optional<Tone> tone) {

        static Row exact(String key, Optional<String> value) {
            return new Row(key, value.orElse("—"), value.isPresent(), Optional.empty());
        }

        static Row plain(String key, String value) {
            return new Row(key, value, false, Optional.empty());
        }
    }

    InfoCard(Words words) {
        this.words = words;
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(54);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setMinWidth(0);
        grid.getColumnConstraints().addAll(names, values);
        Card card = Card.titled(Feather.INFO, words.say("containers.info"));
        card.body(grid);
        card.setId("info");
        card.getStyleClass().add("container-card");
        getChildren().add(card);
        setMinHeight(USE_PREF_SIZE);
    }

    void show(List<Row> rows) {
        if (rows.equals(told)) {
            return;
        }
        told = rows;
        grid.getChildren().clear();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Label value = Labels.cut(row.tone.map(tone -> Labels.toned(tone, row.value))
                    .orElseGet(() -> row.exact ? Labels.mono(row.value) : Labels.body(row.value)));
            value.setTooltip(new Tooltip(row.value));
            Label name = Labels.secondary(words.say(row.key));
            name.setLabelFor(value);
            grid.addRow(i, name, value);
        }
    }
}
