package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Source;
import java.time.Instant;

/// One line of a container's log as it may be shown. `severity` is how loud it is, also where `word` only accompanies another line; `bytes` is the
/// length of the whole line, of which `text` may be the beginning. The source is set by us: no text can pretend to be another.
public record LogEntry(Instant at, Source source, LogWord word, LogWord severity, ShownText text, long bytes) {

    /// Something the engine tells of the container.
    public static LogEntry event(Instant at, LogWord severity, String text) {
        ShownText shown = ShownText.of(text);
        return new LogEntry(at, Source.DOCKER, severity, severity, shown, shown.text().length());
    }

    public boolean whole() {
        return bytes <= ContainerLine.LONGEST;
    }

    /// About how much memory it takes.
    public int weight() {
        return 144 + 2 * text.text().length() + 32 * text.inks().size();
    }
}
