package dev.lockkeeper.ui.activity;

import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.LogLine;
import dev.lockkeeper.operation.Source;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// Which log lines are shown (by source and least level) and which of them are hits of the search.
public record LogSieve(Set<Source> sources, Level least, String search) {

    public static final LogSieve EVERYTHING = new LogSieve(EnumSet.allOf(Source.class), Level.DEBUG, "");

    public LogSieve {
        sources = Set.copyOf(sources);
    }

    boolean lets(LogLine line) {
        return sources.contains(line.source()) && line.level().compareTo(least) >= 0;
    }

    boolean hits(LogLine line) {
        return !search.isEmpty() && line.text().toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
    }

    LogSieve toggling(Source source) {
        EnumSet<Source> other = EnumSet.noneOf(Source.class);
        other.addAll(sources);
        if (!other.remove(source)) {
            other.add(source);
        }
        return new LogSieve(other, least, search);
    }

    LogSieve from(Level level) {
        return new LogSieve(sources, level, search);
    }

    LogSieve searching(String text) {
        return new LogSieve(sources, least, text.strip());
    }
}
