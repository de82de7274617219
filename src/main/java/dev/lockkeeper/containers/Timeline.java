package dev.lockkeeper.containers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The phases of the service's life, oldest first and without a gap, and the health probes among them, as far as they are known: the engine
/// forgets, and so does this list in the end.
public record Timeline(List<Phase> phases, List<HealthCheck.Probe> probes) {

    public static final Timeline BLANK = new Timeline(List.of(), List.of());

    public Timeline {
        phases = List.copyOf(phases);
        probes = List.copyOf(probes);
    }

    /// How far back to look.
    public enum Range {
        THIS_RUN, DAY, WEEK
    }

    /// The moment from which something is known.
    public Optional<Instant> knownSince() {
        return phases.stream().map(Phase::from).findFirst();
    }

    public Optional<Phase> last() {
        return phases.isEmpty() ? Optional.empty() : Optional.of(phases.getLast());
    }

    /// The part within a range; a phase that reaches into it is cut at its edge.
    public Timeline within(Range range, Instant now) {
        return switch (range) {
            case THIS_RUN -> since(startOfRun());
            case DAY -> since(now.minus(Duration.ofDays(1)));
            case WEEK -> since(now.minus(Duration.ofDays(7)));
        };
    }

    private Timeline since(Instant edge) {
        List<Phase> kept = new ArrayList<>();
        for (Phase phase : phases) {
            if (phase.until().filter(end -> !end.isAfter(edge)).isEmpty()) {
                kept.add(phase.from().isBefore(edge) ? phase.from(edge) : phase);
            }
        }
        return new Timeline(kept, probes.stream().filter(probe -> !probe.at().isBefore(edge)).toList());
    }

    /// The last start, with the making of the container where that came just before.
    private Instant startOfRun() {
        for (int i = phases.size() - 1; i >= 0; i--) {
            boolean alive = phases.get(i).condition().alive();
            boolean first = i == 0 || !phases.get(i - 1).condition().alive();
            if (alive && first) {
                boolean made = i > 0 && phases.get(i - 1).condition() == Condition.CREATED;
                return phases.get(made ? i - 1 : i).from();
            }
        }
        return phases.isEmpty() ? Instant.EPOCH : phases.getFirst().from();
    }
}
