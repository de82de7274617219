package dev.lockkeeper.operation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
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
        // from the end: a listener that keeps up wants few of many
        Iterator<LogLine> fromLast = lines.descendingIterator();
        for (long i = 0; i < fresh; i++) {
            burst.add(fromLast.next());
        }
        return new Burst(burst.reversed(), written);
    }

    /// Lines that came together, and how many lines there have been in all.
    public record Burst(List<LogLine> lines, long seen) {}
}
