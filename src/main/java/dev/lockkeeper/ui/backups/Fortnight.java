package dev.lockkeeper.ui.backups;

import dev.lockkeeper.backup.BackupEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// The last 14 days, the oldest first: how good the best backup of each day is. Files that nothing vouches for are none.
record Fortnight(List<Day> days) {

    static final int DAYS = 14;

    Fortnight {
        days = List.copyOf(days);
    }

    /// One day. `backups` counts those of that day, good or bad.
    record Day(LocalDate date, Standing standing, int backups) {}

    /// The better first.
    enum Standing {
        PASSED, WITH_PROBLEMS, NOT_YET, DAMAGED, NONE;

        /// The key of its words: `backups.day.not_yet`.
        String key() {
            return "backups.day." + name().toLowerCase(Locale.ROOT);
        }

        private static Standing of(BackupEntry.State state) {
            return switch (state) {
                case PASSED -> PASSED;
                case WITH_PROBLEMS -> WITH_PROBLEMS;
                case NOT_YET -> NOT_YET;
                case DAMAGED -> DAMAGED;
                case UNVERIFIED -> NONE;
            };
        }
    }

    /// `day` is the operator's day of a moment.
    static Fortnight of(List<BackupEntry> entries, Function<Instant, LocalDate> day, LocalDate today) {
        LocalDate first = today.minusDays(DAYS - 1);
        Map<LocalDate, Standing> best = new HashMap<>();
        Map<LocalDate, Integer> counts = new HashMap<>();
        for (BackupEntry entry : entries) {
            LocalDate date = day.apply(entry.at());
            if (date.isBefore(first)) {
                break; // newest first: the rest is older
            }
            Standing standing = Standing.of(entry.state());
            if (standing != Standing.NONE) {
                best.merge(date, standing, (one, other) -> one.compareTo(other) <= 0 ? one : other);
                counts.merge(date, 1, Integer::sum);
            }
        }
        List<Day> days = new ArrayList<>();
        for (int i = 0; i < DAYS; i++) {
            LocalDate date = first.plusDays(i);
            days.add(new Day(date, best.getOrDefault(date, Standing.NONE), counts.getOrDefault(date, 0)));
        }
        return new Fortnight(days);
    }

    /// How many days stand so.
    Map<Standing, Integer> counts() {
        Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
        days.forEach(day -> counts.merge(day.standing(), 1, Integer::sum));
        return counts;
    }
}
