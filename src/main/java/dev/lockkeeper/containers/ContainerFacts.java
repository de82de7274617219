package dev.lockkeeper.containers;

import java.time.Instant;
import java.util.Optional;

/// The container of a Compose service, as the engine described it at one moment.
public record ContainerFacts(String id, String name, String image, State state, Health health, int exitCode, int restarts,
        Optional<Instant> startedAt, Optional<Instant> finishedAt, Optional<String> published, Optional<String> volume,
        Optional<String> lastProbe, Optional<String> startError, boolean outOfMemory) {

    /// One of which the engine does not say that memory ended it.
    public ContainerFacts(String id, String name, String image, State state, Health health, int exitCode, int restarts,
            Optional<Instant> startedAt, Optional<Instant> finishedAt, Optional<String> published, Optional<String> volume,
            Optional<String> lastProbe, Optional<String> startError) {
        this(id, name, image, state, health, exitCode, restarts, startedAt, finishedAt, published, volume, lastProbe, startError,
                false);
    }

    public enum State {
        CREATED, RUNNING, PAUSED, RESTARTING, REMOVING, EXITED, DEAD
    }

    public enum Health {
        NONE, STARTING, HEALTHY, UNHEALTHY
    }

}
