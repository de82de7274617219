package dev.lockkeeper.containers;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A stretch of the service's life in one condition. `until` is empty for the one that lasts; `exitCode` belongs to [Condition#EXITED].
public record Phase(Condition condition, Instant from, Optional<Instant> until, Optional<Integer> exitCode, String container) {

    public Duration lasted(Instant now) {
        Duration lasted = Duration.between(from, until.orElse(now));
        return lasted.isNegative() ? Duration.ZERO : lasted;
    }

    Phase ending(Instant at) {
        return new Phase(condition, from, Optional.of(at), exitCode, container);
    }

    Phase from(Instant later) {
        return new Phase(condition, later, until, exitCode, container);
    }
}
