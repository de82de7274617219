package dev.lockkeeper.ui.activity;

import dev.lockkeeper.operation.LogLine;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ObservableListBase;

/// The last lines of a log as a list for the screen: bounded, appended to in one go, so that a burst costs one repaint.
final class LogRing extends ObservableListBase<LogLine> {

    private final LogLine[] lines;
    private int first;
    private int size;

    LogRing(int capacity) {
        this.lines = new LogLine[capacity];
    }

    @Override
    public LogLine get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return lines[(first + index) % lines.length];
    }

    @Override
    public int size() {
        return size;
    }

    void append(List<LogLine> burst) {
        List<LogLine> fresh = burst.size() > lines.length ? burst.subList(burst.size() - lines.length, burst.size()) : burst;
        if (fresh.isEmpty()) {
            return;
        }
        if (fresh.size() == lines.length) {
            replace(fresh);
            return;
        }
        beginChange();
        int over = size + fresh.size() - lines.length;
        if (over > 0) {
            List<LogLine> gone = new ArrayList<>(over);
            for (int i = 0; i < over; i++) {
                gone.add(get(i));
            }
            first = (first + over) % lines.length;
            size -= over;
            nextRemove(0, gone);
        }
        int from = size;
        for (LogLine line : fresh) {
            lines[(first + size) % lines.length] = line;
            size++;
        }
        nextAdd(from, size);
        endChange();
    }

    void replace(List<LogLine> now) {
        beginChange();
        List<LogLine> gone = List.copyOf(this);
        first = 0;
        size = 0;
        nextRemove(0, gone);
        int skip = Math.max(0, now.size() - lines.length);
        for (LogLine line : now.subList(skip, now.size())) {
            lines[size++] = line;
        }
        nextAdd(0, size);
        endChange();
    }
}
