package dev.lockkeeper.containers;

import dev.lockkeeper.containers.HealthCheck.Probe;
import dev.lockkeeper.containers.ServiceEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes the service's life down from two sources: what the engine told while it happened, and what could be seen at each look. Events come
/// late, twice, or not at all; put in the order of their time they give the same phases all the same.
final class Chronicle {

    private static final int EVENTS_KEPT = 2_000;
    private static final int PROBES_KEPT = 4_000;

    /// A first success this soon after the start is the first of all.
    private static final Duration SOON = Duration.ofMinutes(2);

    private final TreeSet<ServiceEvent> marks = new TreeSet<>(Comparator.comparing(ServiceEvent::at)
            .thenComparing(ServiceEvent::container).thenComparing(ServiceEvent::kind));
    private final TreeMap<Instant, Probe> probes = new TreeMap<>();
    private boolean checked = true;

    /// What the engine told. Telling it again changes nothing.
    void told(ServiceEvent event) {
        marks.add(event);
        while (marks.size() > EVENTS_KEPT) {
            marks.pollFirst();
        }
    }

    /// What a look showed. Says whether nobody had told how it stands now.
    boolean seen(Optional<ServiceFacts> looked, Instant now) {
        boolean untold = looked.map(facts -> seen(facts, now)).orElseGet(() -> gone(now));
        while (probes.size() > PROBES_KEPT) {
            probes.pollFirstEntry();
        }
        return untold;
    }

    private boolean seen(ServiceFacts facts, Instant now) {
        ContainerFacts container = facts.container();
        checked = facts.check().there();
        facts.check().probes().forEach(probe -> probes.put(probe.at(), probe));
        boolean untold = !stands(facts);
        facts.createdAt().ifPresent(at -> mark(at, container, Kind.CREATED, Optional.empty()));
        boolean ended = container.state() == ContainerFacts.State.EXITED || container.state() == ContainerFacts.State.DEAD
                || container.state() == ContainerFacts.State.RESTARTING;
        container.finishedAt().ifPresent(
                at -> mark(at, container, Kind.DIED, ended ? Optional.of(container.exitCode()) : Optional.empty()));
        container.startedAt().ifPresent(at -> mark(at, container, Kind.STARTED, Optional.empty()));
        if (!stands(facts)) {
            switch (facts.condition()) {
                case HEALTHY -> mark(healthySince(facts, now), container, Kind.HEALTHY, Optional.empty());
                // Right after a start the engine still shows what the former life ended with, and right after a probe what was before it.
                case UNHEALTHY -> lastFailure(facts).filter(at -> container.startedAt().filter(at::isBefore).isEmpty())
                        .ifPresent(at -> mark(at, container, Kind.UNHEALTHY, Optional.empty()));
                case PAUSED -> mark(now, container, Kind.PAUSED, Optional.empty());
                case RUNNING, STARTING -> mark(now, container, Kind.UNPAUSED, Optional.empty());
                case EXITED, RESTARTING, CREATED, REMOVED -> {
                    // its own times have said it
                }
            }
        }
        return untold;
    }

    private boolean gone(Instant now) {
        Optional<Phase> last = timeline().last();
        if (last.isEmpty() || last.get().condition() == Condition.REMOVED) {
            return false;
        }
        told(new ServiceEvent(now, last.get().container(), Kind.REMOVED, Optional.empty()));
        return true;
    }

    /// Whether what was told so far ends where the facts are.
    private boolean stands(ServiceFacts facts) {
        Condition now = facts.condition() == Condition.RESTARTING ? Condition.EXITED : facts.condition();
        return timeline().last().filter(phase -> phase.condition() == now && phase.container().equals(facts.container().id()))
                .isPresent();
    }

    private void mark(Instant at, ContainerFacts container, Kind kind, Optional<Integer> exitCode) {
        told(new ServiceEvent(at, container.id(), kind, exitCode));
    }

    /// The engine keeps the last few probes only: where the first success is not among them, it is taken to have come at once.
    private static Instant healthySince(ServiceFacts facts, Instant now) {
        List<Probe> known = facts.check().probes();
        int first = known.size();
        while (first > 0 && known.get(first - 1).passed()) {
            first--;
        }
        Optional<Instant> started = facts.container().startedAt();
        if (first == known.size()) {
            return started.orElse(now);
        }
        Instant success = known.get(first).at();
        boolean sure = first > 0 || started.filter(at -> Duration.between(at, success).compareTo(SOON) < 0).isPresent();
        return sure ? success : started.orElse(success);
    }

    private static Optional<Instant> lastFailure(ServiceFacts facts) {
        List<Probe> known = facts.check().probes();
        return known.isEmpty() || known.getLast().passed() ? Optional.empty() : Optional.of(known.getLast().at());
    }

    List<ServiceEvent> events() {
        return List.copyOf(marks);
    }

    Timeline timeline() {
        Telling telling = new Telling(checked);
        marks.forEach(telling::next);
        return new Timeline(telling.phases, List.copyOf(probes.values()));
    }

    /// One telling of all marks, in their order.
    private static final class Telling {

        private final List<Phase> phases = new ArrayList<>();
        private final Set<String> waiting = new HashSet<>();
        private final Map<String, Condition> beforePause = new java.util.HashMap<>();
        private final boolean checked;

        Telling(boolean checked) {
            this.checked = checked;
        }

        void next(ServiceEvent event) {
            String container = event.container();
            switch (event.kind()) {
                case CREATED -> {
                    // Compose makes the new one while the old one still runs
                    if (last().filter(phase -> phase.condition().alive() && !phase.container().equals(container)).isPresent()) {
                        waiting.add(container);
                    } else {
                        enter(Condition.CREATED, event);
                    }
                }
                case STARTED -> {
                    waiting.remove(container);
                    if (last().filter(phase -> phase.condition() == Condition.HEALTHY || phase.condition() == Condition.UNHEALTHY)
                            .filter(phase -> phase.container().equals(container)).isEmpty()) {
                        enter(checked ? Condition.STARTING : Condition.RUNNING, event);
                    }
                }
                case HEALTHY -> enter(Condition.HEALTHY, event);
                case UNHEALTHY -> enter(Condition.UNHEALTHY, event);
                case PAUSED -> {
                    last().filter(phase -> phase.condition() != Condition.PAUSED)
                            .ifPresent(phase -> beforePause.put(container, phase.condition()));
                    enter(Condition.PAUSED, event);
                }
                case UNPAUSED -> {
                    Condition before = beforePause.get(container);
                    enter(before == null ? checked ? Condition.STARTING : Condition.RUNNING : before, event);
                }
                case DIED -> enter(Condition.EXITED, event);
                case REMOVED -> {
                    if (last().filter(phase -> phase.container().equals(container)).isPresent() && waiting.isEmpty()) {
                        enter(Condition.REMOVED, event);
                    }
                }
                case OUT_OF_MEMORY, RESTARTED -> {
                    // what comes of them is told besides
                }
            }
        }

        private Optional<Phase> last() {
            return phases.isEmpty() ? Optional.empty() : Optional.of(phases.getLast());
        }

        private void enter(Condition condition, ServiceEvent event) {
            if (!phases.isEmpty()) {
                Phase last = phases.removeLast();
                if (last.condition() == condition && last.container().equals(event.container())) {
                    phases.add(new Phase(condition, last.from(), last.until(), last.exitCode().or(event::exitCode),
                            last.container()));
                    return;
                }
                if (last.from().isBefore(event.at())) {
                    phases.add(last.ending(event.at()));
                }
            }
            phases.add(new Phase(condition, event.at(), Optional.empty(), event.exitCode(), event.container()));
        }
    }
}
