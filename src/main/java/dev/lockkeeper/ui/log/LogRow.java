package dev.lockkeeper.ui.log;

import dev.lockkeeper.containers.LogEntry;
import dev.lockkeeper.containers.LogWord;
import dev.lockkeeper.containers.ShownText.Ink;
import dev.lockkeeper.operation.LogLine;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.ui.kit.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// One row of a log as it is drawn: `style` is the class of its loudness, `sign` says the same without colour; `more` stands after a text that is
/// only the beginning.
public record LogRow(String time, String level, String style, Optional<Ikon> sign, Source source, String text, List<Ink> inks,
        String more) {

    public LogRow {
        inks = List.copyOf(inks);
    }

    /// A line of a run's log.
    public static LogRow of(LogLine line, Figures figures) {
        return new LogRow(figures.millis(line.at()), line.level().name(), line.level().name().toLowerCase(Locale.ROOT),
                switch (line.level()) {
                    case OK -> Optional.of(Feather.CHECK);
                    case WARN -> Optional.of(Feather.ALERT_TRIANGLE);
                    case ERROR -> Optional.of(Feather.X_OCTAGON);
                    case DEBUG, INFO -> Optional.empty();
                }, line.source(), line.text(), List.of(), "");
    }

    /// A line of a container's log; of a very long one `more` says how long it is.
    static LogRow of(LogEntry entry, Figures figures, String more) {
        boolean bad = entry.severity().atLeast(LogWord.ERROR);
        boolean warns = entry.severity() == LogWord.WARNING;
        boolean signed = entry.word().heads() || (entry.word() == LogWord.NONE && entry.source() == Source.DOCKER);
        return new LogRow(figures.clock(entry.at()), entry.word().label(),
                bad ? "error" : warns ? "warn" : entry.severity() == LogWord.DEBUG ? "debug" : "info",
                signed && bad
                        ? Optional.of(Feather.X_OCTAGON)
                        : signed && warns ? Optional.of(Feather.ALERT_TRIANGLE) : Optional.empty(),
                entry.source(), entry.text().text(), entry.text().inks(), more);
    }
}
