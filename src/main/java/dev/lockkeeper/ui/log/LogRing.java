package dev.lockkeeper.ui.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import javafx.collections.ObservableListBase;
import org.jspecify.annotations.Nullable;

/// The last lines of a log as a list for the screen: bounded in number and in weight, appended to in one go, so that a burst costs one repaint.
public final class LogRing<L> extends ObservableListBase<L> {

    private final @Nullable Object[] lines;
    private final long heaviest;
    private final ToIntFunction<? super L> weight;
    private int first;
    private int size;
    private long weighs;

    public LogRing(int capacity) {
        this(capacity, Long.MAX_VALUE, _ -> 0);
    }

    public LogRing(int capacity, long heaviest, ToIntFunction<? super L> weight) {
        this.lines = new Object[capacity];
        this.heaviest = heaviest;
        this.weight = weight;
    }

    @Override
    @SuppressWarnings("unchecked")
    public L get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return (L) Objects.requireNonNull(lines[(first + index) % lines.length]);
    }

    @Override
    public int size() {
        return size;
    }

    /// Returns the lines that had to go for these, oldest first.
    public List<L> append(List<L> burst) {
        long weighing = weighs;
        for (L line : burst) {
            weighing += weight.applyAsInt(line);
        }
        int number = size + burst.size();
        int over = 0;
        while (over < size + burst.size() && (number > lines.length || weighing > heaviest)) {
            L oldest = over < size ? get(over) : burst.get(over - size);
            weighing -= weight.applyAsInt(oldest);
            number--;
            over++;
        }
        List<L> gone = new ArrayList<>(over);
        for (int i = 0; i < over; i++) {
            gone.add(i < size ? get(i) : burst.get(i - size));
        }
        int skip = Math.max(0, over - size);
        shift(Math.min(over, size), burst.subList(skip, burst.size()));
        return gone;
    }

    /// Takes the first `gone` lines away and appends others, for which there must be room.
    public void shift(int gone, List<L> fresh) {
        if (gone == 0 && fresh.isEmpty()) {
            return;
        }
        beginChange();
        if (gone > 0) {
            List<L> removed = new ArrayList<>(gone);
            for (int i = 0; i < gone; i++) {
                L line = get(i);
                removed.add(line);
                weighs -= weight.applyAsInt(line);
                lines[(first + i) % lines.length] = null;
            }
            first = (first + gone) % lines.length;
            size -= gone;
            nextRemove(0, removed);
        }
        int from = size;
        for (L line : fresh) {
            lines[(first + size) % lines.length] = line;
            weighs += weight.applyAsInt(line);
            size++;
        }
        if (size > from) {
            nextAdd(from, size);
        }
        endChange();
    }

    public void replace(List<L> now) {
        beginChange();
        int all = size;
        shift(all, List.of());
        append(now);
        endChange();
    }
}
