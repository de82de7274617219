package dev.lockkeeper.containers;

import java.time.Instant;
import java.util.Optional;

/// Something that happened to a container of the service, by the engine's clock. `exitCode` comes with [Kind#DIED].
public record ServiceEvent(Instant at, String container, Kind kind, Optional<Integer> exitCode) {

    public enum Kind {
        CREATED, STARTED, HEALTHY, UNHEALTHY, DIED, OUT_OF_MEMORY, PAUSED, UNPAUSED, RESTARTED, REMOVED
    }
}
