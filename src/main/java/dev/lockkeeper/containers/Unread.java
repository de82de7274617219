package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerLine.Stream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Tells the lines that were read before from those that were not, where a log is read a second time from about the same place, and keeps the
/// mark. Touched by one thread at a time; the mark may be asked for by any.
public final class Unread {

    private final Side out;
    private final Side err;

    public Unread(LogMark mark) {
        out = new Side(mark, Stream.OUT);
        err = new Side(mark, Stream.ERR);
    }

    /// Whether the line is new; it counts as read from now on.
    public boolean take(ContainerLine line) {
        return (line.stream() == Stream.OUT ? out : err).take(line.at());
    }

    /// The log is about to be read again from before the mark.
    public void again() {
        out.again();
        err.again();
    }

    public LogMark mark() {
        return new LogMark(out.place(), err.place());
    }

    /// One stream: the last time, how many lines of it were taken, and how many of those are still to be met again.
    private static final class Side {

        private @Nullable Instant last;
        private int lines;
        private int known;
        private boolean rereading;

        Side(LogMark mark, Stream stream) {
            mark.on(stream).ifPresent(place -> {
                last = place.at();
                lines = place.lines();
            });
            again();
        }

        synchronized void again() {
            known = lines;
            rereading = last != null;
        }

        synchronized boolean take(Instant at) {
            if (rereading && last != null) {
                int order = at.compareTo(last);
                if (order < 0 || (order == 0 && known-- > 0)) {
                    return false;
                }
                rereading = order == 0;
            }
            lines = at.equals(last) ? lines + 1 : 1;
            last = at;
            return true;
        }

        synchronized java.util.Optional<LogMark.Place> place() {
            return java.util.Optional.ofNullable(last).map(at -> new LogMark.Place(at, lines));
        }
    }
}
