package dev.lockkeeper.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collection;
import java.util.Optional;

/// A backup every day at this time of this machine's zone.
public record Schedule(LocalTime at) {

    /// A backup that starts or is stamped this much off is not missing.
    static final Duration GRACE = Duration.ofHours(1);

    /// A stamp further ahead than this was made by a clock that was wrong, and proves nothing.
    private static final Duration WRONG_CLOCK = Duration.ofDays(1);

    public Schedule {
        at = at.truncatedTo(ChronoUnit.MINUTES);
    }

    /// When it is due next after `now`. Where the clock skips the time, as early as a scheduler may make up for it.
    public Instant next(Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        for (LocalDate day = today.minusDays(1);; day = day.plusDays(1)) {
            Instant due = earliest(day, zone);
            if (due.isAfter(now)) {
                return due;
            }
        }
    }

    /// The latest run that was due and did not bring a backup. `taken` are the moments of the scheduled backups that there are.
    public Optional<Instant> missed(Instant now, ZoneId zone, Instant installedAt, Collection<Instant> taken) {
        Instant believable = now.plus(WRONG_CLOCK);
        LocalDate day = LocalDate.ofInstant(now, zone).plusDays(1);
        while (latest(day, zone).plus(GRACE).isAfter(now)) {
            day = day.minusDays(1);
        }
        Instant due = earliest(day, zone);
        boolean installedLater = due.isBefore(installedAt) && !installedAt.isAfter(believable);
        boolean done = taken.stream().anyMatch(at -> !at.isBefore(due.minus(GRACE)) && !at.isAfter(believable));
        return installedLater || done ? Optional.empty() : Optional.of(due);
    }

    /// A time that a change of the clock skips comes at the change; one that it repeats comes the first time.
    private Instant earliest(LocalDate day, ZoneId zone) {
        LocalDateTime local = day.atTime(at);
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }

    /// The same as schedulers that read it the other way do: later by the length of the gap, or the second time.
    private Instant latest(LocalDate day, ZoneId zone) {
        return day.atTime(at).atZone(zone).withLaterOffsetAtOverlap().toInstant();
    }
}
