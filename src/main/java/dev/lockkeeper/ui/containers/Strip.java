package dev.lockkeeper.ui.containers;

import dev.lockkeeper.containers.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// Where each stretch of time stands on a strip of some width: every one can be seen, a long one is shortened and marked as such.
record Strip(List<Cell> cells, int left) {

    static final double GAP = 3;
    /// As wide as an icon.
    static final double SMALL = 34;
    /// Wide enough for `+12`.
    static final double MORE = 48;
    /// How much faster than usual time must pass on a stretch before that is marked.
    private static final double SHORTENED = 8;

    /// `words`: there is room for its words.
    record Cell(Phase stretch, double x, double width, boolean words, boolean shortened) {}

    static final Strip NOTHING = new Strip(List.of(), 0);

    /// `needed` is the width that the words of a stretch take. The oldest are left out where there are too many; `left` is how many.
    static Strip of(List<Phase> stretches, Instant now, double width, ToDoubleFunction<Phase> needed) {
        if (stretches.isEmpty() || width < SMALL) {
            return NOTHING;
        }
        int most = (int) Math.max(1, (width + GAP) / (SMALL + GAP));
        boolean all = stretches.size() <= most;
        int shown = all ? stretches.size() : (int) Math.max(1, (width - MORE) / (SMALL + GAP));
        int left = stretches.size() - shown;
        List<Phase> seen = stretches.subList(left, stretches.size());
        double start = all ? 0 : MORE + GAP;
        double[] widths = widths(seen, now, width - start, needed);
        boolean[] wide = new boolean[seen.size()];
        double[] pace = new double[seen.size()];
        for (int i = 0; i < seen.size(); i++) {
            wide[i] = widths[i] >= needed.applyAsDouble(seen.get(i));
            pace[i] = (double) seen.get(i).lasted(now).toMillis() / widths[i];
        }
        double[] sorted = pace.clone();
        Arrays.sort(sorted);
        double usual = sorted[(sorted.length - 1) / 2];
        List<Cell> cells = new ArrayList<>();
        double x = start;
        for (int i = 0; i < seen.size(); i++) {
            boolean shortened = seen.size() > 1 && wide[i] && pace[i] > usual * SHORTENED;
            cells.add(new Cell(seen.get(i), x, widths[i], wide[i], shortened));
            x += widths[i] + GAP;
        }
        return new Strip(List.copyOf(cells), left);
    }

    /// Each gets an icon's width, then words as far as there is room, the newest first; what is left goes by the length of time.
    private static double[] widths(List<Phase> seen, Instant now, double width, ToDoubleFunction<Phase> needed) {
        double[] widths = new double[seen.size()];
        Arrays.fill(widths, SMALL);
        double room = width - seen.size() * SMALL - (seen.size() - 1) * GAP;
        for (int i = seen.size() - 1; i >= 0; i--) {
            double more = needed.applyAsDouble(seen.get(i)) - SMALL;
            if (more > 0 && more <= room) {
                widths[i] += more;
                room -= more;
            }
        }
        double weights = seen.stream().mapToDouble(one -> weight(one, now)).sum();
        for (int i = 0; i < widths.length; i++) {
            widths[i] += Math.max(0, room) * weight(seen.get(i), now) / weights;
        }
        return widths;
    }

    private static double weight(Phase stretch, Instant now) {
        return 0.5 + Math.log1p((double) stretch.lasted(now).toSeconds());
    }

    boolean shortened() {
        return cells.stream().anyMatch(Cell::shortened);
    }

    /// Where a moment lies; empty where it is not on the strip.
    OptionalDouble x(Instant at, Instant now) {
        for (Cell cell : cells) {
            Phase stretch = cell.stretch();
            if (!at.isBefore(stretch.from()) && !at.isAfter(stretch.until().orElse(now))) {
                double length = Math.max(1, stretch.lasted(now).toMillis());
                return OptionalDouble.of(cell.x() + cell.width() * Duration.between(stretch.from(), at).toMillis() / length);
            }
        }
        return OptionalDouble.empty();
    }
}
