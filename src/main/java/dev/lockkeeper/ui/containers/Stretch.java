package dev.lockkeeper.ui.containers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How the container stood for a while. `until` is empty while it still stands so; `code` is what it ended with.
public record Stretch(Phase phase, int code, Instant since, Optional<Instant> until) {

    /// What is told apart on the strip.
    public enum Phase {
        CREATED, STARTING, RUNNING, HEALTHY, UNHEALTHY, PAUSED, RESTARTING, EXITED
    }

    Instant end(Instant now) {
        return until.orElse(now);
    }

    Duration length(Instant now) {
        Duration length = Duration.between(since, end(now));
        return length.isNegative() ? Duration.ZERO : length;
    }

    /// The stretches as far as they lie after `from`.
    static List<Stretch> after(Instant from, List<Stretch> all) {
        return all.stream().filter(one -> one.until.filter(end -> !end.isAfter(from)).isEmpty())
                .map(one -> one.since.isBefore(from) ? new Stretch(one.phase, one.code, from, one.until) : one).toList();
    }
}
