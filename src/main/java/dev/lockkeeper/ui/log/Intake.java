package dev.lockkeeper.ui.log;

import dev.lockkeeper.containers.LogEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Where lines wait for the screen: bounded in number and weight. Where the screen is too slow the oldest ones are left out and counted.
/// Filled by one thread, emptied by another.
final class Intake {

    private final int most;
    private final long heaviest;
    private final ArrayDeque<LogEntry> waiting = new ArrayDeque<>();
    private long weighs;
    private long skipped;
    private boolean called;

    /// What was taken out, and how many lines were left out before them in all.
    record Burst(List<LogEntry> lines, long skipped, boolean more) {}

    Intake(int most, long heaviest) {
        this.most = most;
        this.heaviest = heaviest;
    }

    /// True where the screen has to be told that something waits: it was not, since it took all.
    synchronized boolean offer(LogEntry entry) {
        waiting.add(entry);
        weighs += entry.weight();
        while (waiting.size() > most || (weighs > heaviest && waiting.size() > 1)) {
            weighs -= waiting.remove().weight();
            skipped++;
        }
        boolean tell = !called;
        called = true;
        return tell;
    }

    synchronized Burst take(int atMost) {
        int number = Math.min(atMost, waiting.size());
        List<LogEntry> lines = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            LogEntry entry = waiting.remove();
            weighs -= entry.weight();
            lines.add(entry);
        }
        called = !waiting.isEmpty();
        return new Burst(lines, skipped, called);
    }
}
