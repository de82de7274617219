package dev.lockkeeper.operation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The last lines of a log, bounded: a screen draws them, the file has them all. Any thread may use it.
public final class Feed {

    /// More than any screen shows, few enough to keep for every run of a session.
    static final int CAPACITY = 20_000;

    private final ArrayDeque<LogLine> lines = new ArrayDeque<>();
    private long written;

    synchronized void add(LogLine line) {
        if (lines.size() == CAPACITY) {
            lines.removeFirst();
        }
        lines.addLast(line);
        written++;
    }

    /// Everything after the first `seen` lines that is still here, with the number of lines seen by then.
    public synchronized Burst after(long seen) {
        long fresh = Math.min(written - Math.min(seen, written), lines.size());
        List<LogLine> burst = new ArrayList<>((int) fresh);
        lines.stream().skip(lines.size() - fresh).forEach(burst::add);
        return new Burst(burst, written);
    }

    /// Lines that came together, and how many lines there have been in all.
    public record Burst(List<LogLine> lines, long seen) {}
}
