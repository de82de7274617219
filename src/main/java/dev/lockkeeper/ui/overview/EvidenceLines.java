package dev.lockkeeper.ui.overview;

import dev.lockkeeper.containers.ContainerLine;
import dev.lockkeeper.containers.LogEntry;
import dev.lockkeeper.containers.LogReading;
import dev.lockkeeper.containers.LogWord;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Wrapped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The last lines of what was seen: a line of the server's log in its columns (time, level, text), anything else as it stands.
final class EvidenceLines extends VBox {

    /// The image's own prefix, always in UTC.
    private static final Pattern STAMPED = Pattern
            .compile("(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)? UTC \\[.*", Pattern.DOTALL);

    EvidenceLines(List<String> lines, int most, Figures figures) {
        getStyleClass().add("lk-evidence");
        List<String> last = lines.subList(Math.max(0, lines.size() - most), lines.size());
        LogReading reading = new LogReading(List.of());
        for (String line : last) {
            LogEntry entry = reading.read(new ContainerLine(Instant.EPOCH, ContainerLine.Stream.ERR, line,
                    line.getBytes(StandardCharsets.UTF_8).length));
            boolean alone = lines.size() == 1;
            getChildren().add(row(line, entry, alone, figures));
        }
    }

    private static Node row(String line, LogEntry entry, boolean alone, Figures figures) {
        Optional<Instant> at = at(line);
        boolean bad = alone || (entry.word().heads() && entry.word().atLeast(LogWord.ERROR)) || line.startsWith("Error");
        HBox row = new HBox(10);
        row.setAlignment(Pos.TOP_LEFT);
        row.getStyleClass().add("lk-evidence-line");
        if (bad) {
            row.getStyleClass().add("bad");
        }
        boolean columns = at.isPresent() && entry.word() != LogWord.NONE;
        if (columns) {
            Label time = Labels.mono(figures.clock(at.get()));
            time.getStyleClass().add("lk-evidence-time");
            time.setMinWidth(USE_PREF_SIZE);
            Label word = Labels.mono(entry.word().label());
            word.getStyleClass().add("lk-evidence-word");
            word.setGraphic(new FontIcon(icon(entry.word(), bad)));
            word.setMinWidth(WORD);
            row.getChildren().addAll(time, word);
        }
        Wrapped text = new Wrapped(columns ? entry.text().text() : line, "lk-mono-text");
        HBox.setHgrow(text, Priority.ALWAYS);
        row.getChildren().add(text);
        row.setAccessibleText(line);
        return row;
    }

    private static final double WORD = 84;

    private static Feather icon(LogWord word, boolean bad) {
        return bad ? Feather.X_CIRCLE : word.heads() ? Feather.INFO : Feather.CORNER_DOWN_RIGHT;
    }

    private static Optional<Instant> at(String line) {
        Matcher stamped = STAMPED.matcher(line);
        try {
            return stamped.matches()
                    ? Optional.of(Instant.parse(stamped.group(1) + "T" + stamped.group(2) + "Z"))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
