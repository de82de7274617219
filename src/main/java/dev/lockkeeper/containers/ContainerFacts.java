package dev.lockkeeper.containers;

import java.time.Instant;
import java.util.Optional;

/// The container of a Compose service, as the engine described it at one moment.
public record ContainerFacts(String id, String name, String image, State state, Health health, int exitCode, int restarts,
        Optional<Instant> startedAt, Optional<Instant> finishedAt, Optional<String> published, Optional<String> volume,
        Optional<String> lastProbe, Optional<String> startError) {

    public enum State {
        CREATED, RUNNING, PAUSED, RESTARTING, REMOVING, EXITED, DEAD
    }

    public enum Health {
        NONE, STARTING, HEALTHY, UNHEALTHY
    }

}
