package dev.lockkeeper.ui.log;

import dev.lockkeeper.containers.LogEntry;
import dev.lockkeeper.containers.LogWord;
import dev.lockkeeper.operation.Source;
import java.util.Optional;

/// Which lines of a container's log are shown: by how loud they are, and by who said them (empty for everybody).
public record ContainerSieve(Loudness loudness, Optional<Source> source) {

    public static final ContainerSieve EVERYTHING = new ContainerSieve(Loudness.ALL, Optional.empty());

    /// `ALL` or one kind, with the lines that belong to it, such as its hints.
    public enum Loudness {
        ALL, WARNINGS, ERRORS;

        boolean has(LogEntry entry) {
            return switch (this) {
                case ALL -> true;
                case WARNINGS -> entry.severity() == LogWord.WARNING;
                case ERRORS -> entry.severity().atLeast(LogWord.ERROR);
            };
        }
    }

    boolean lets(LogEntry entry) {
        return loudness.has(entry) && source.filter(only -> only != entry.source()).isEmpty();
    }
}
