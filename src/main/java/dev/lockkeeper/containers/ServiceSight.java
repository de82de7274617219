package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The service as it was last seen. Where `problem` says why it could not be looked at, the facts are old ones: `at` says how old, by this
/// machine's clock. `events` are what is known to have happened, oldest first.
public record ServiceSight(Optional<ServiceFacts> facts, Optional<Problem> problem, Timeline timeline, List<ServiceEvent> events,
        Instant at) {

    /// Nobody has looked yet.
    public static final ServiceSight BLANK = new ServiceSight(Optional.empty(), Optional.empty(), Timeline.BLANK, List.of(),
            Instant.EPOCH);

    public ServiceSight {
        events = List.copyOf(events);
    }

    public boolean looked() {
        return at.isAfter(Instant.EPOCH);
    }

    /// Whether the container stands as in the other, whatever its probes found since.
    public boolean stands(ServiceSight other) {
        return looked() == other.looked() && problem.equals(other.problem) && standing().equals(other.standing());
    }

    private Optional<List<Object>> standing() {
        return facts.map(known -> List.of(known.container().id(), known.condition(), known.container().restarts(),
                known.container().startedAt()));
    }

    /// Whether the same is to be shown.
    boolean same(ServiceSight other) {
        return looked() == other.looked() && facts.equals(other.facts) && problem.equals(other.problem)
                && timeline.equals(other.timeline) && events.equals(other.events);
    }
}
