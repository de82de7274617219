package dev.lockkeeper.ui.containers;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.words.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the containers page shows: the container as it was last seen, its past, and what is being done with it.
public record ContainersPage(Sight sight, List<Stretch> timeline, List<Probe> probes, Range range, Optional<RunSnapshot> run,
        Optional<RunSnapshot> ended, Question question) {

    /// More marks than this nobody can tell apart.
    private static final int PROBES = 400;

    public static final ContainersPage BLANK = new ContainersPage(new Sight.Asking(), List.of(), List.of(), Range.RUN,
            Optional.empty(), Optional.empty(), new Question.None());

    public ContainersPage {
        timeline = List.copyOf(timeline);
        probes = List.copyOf(probes);
    }

    /// What is known of the container. These exclude one another.
    public sealed interface Sight {

        /// The first answer is awaited.
        record Asking() implements Sight {}

        /// The database is in no container of this machine.
        record Elsewhere() implements Sight {}

        record Missing(ServiceRoom.Seen seen, Instant at) implements Sight {}

        record Here(ServiceRoom.Seen seen, ServiceRoom.Shown container, Instant at) implements Sight {}

        /// The question failed; what was seen before stays, with its time.
        record Unreachable(Problem problem, Optional<Here> last) implements Sight {}
    }

    /// How far back the strip goes.
    public enum Range {
        RUN(Optional.empty()), DAY(Optional.of(Duration.ofHours(24))), WEEK(Optional.of(Duration.ofDays(7)));

        private final Optional<Duration> back;

        Range(Optional<Duration> back) {
            this.back = back;
        }

        Optional<Duration> back() {
            return back;
        }
    }

    /// Emptying the volume is asked about only after it was looked at what that would take.
    public sealed interface Question {

        record None() implements Question {}

        record Looking() implements Question {}

        record Ready(ServiceRoom.Reset facts) implements Question {}

        record Refused(Problem problem) implements Question {}
    }

    ContainersPage seen(ServiceRoom.Seen seen, Instant at) {
        Sight now = seen.container().<Sight>map(shown -> new Sight.Here(seen, shown, at))
                .orElseGet(() -> new Sight.Missing(seen, at));
        List<Probe> known = seen.container().map(shown -> joined(shown.probes())).orElse(probes);
        return new ContainersPage(now, seen.timeline().isEmpty() ? timeline : seen.timeline(), known, range, run, ended,
                question);
    }

    /// The engine remembers only the last few.
    private List<Probe> joined(List<Probe> fresh) {
        List<Probe> all = new ArrayList<>(probes);
        Instant last = all.isEmpty() ? Instant.MIN : all.getLast().at();
        fresh.stream().filter(probe -> probe.at().isAfter(last)).forEach(all::add);
        return all.subList(Math.max(0, all.size() - PROBES), all.size());
    }

    ContainersPage failed(Problem problem) {
        return sight(new Sight.Unreachable(problem, last()));
    }

    ContainersPage sight(Sight now) {
        return new ContainersPage(now, timeline, probes, range, run, ended, question);
    }

    ContainersPage ranging(Range now) {
        return new ContainersPage(sight, timeline, probes, now, run, ended, question);
    }

    ContainersPage running(Optional<RunSnapshot> now) {
        return new ContainersPage(sight, timeline, probes, range, now, ended, question);
    }

    ContainersPage ended(Optional<RunSnapshot> now) {
        return new ContainersPage(sight, timeline, probes, range, run, now, question);
    }

    ContainersPage asking(Question now) {
        return new ContainersPage(sight, timeline, probes, range, run, ended, now);
    }

    /// The container as it was last seen, whether that is so now or not.
    Optional<Sight.Here> last() {
        return switch (sight) {
            case Sight.Here here -> Optional.of(here);
            case Sight.Unreachable(_, var last) -> last;
            case Sight.Asking _,Sight.Elsewhere _,Sight.Missing _ -> Optional.empty();
        };
    }

    /// The container as it is now.
    Optional<ServiceRoom.Shown> here() {
        return sight instanceof Sight.Here here ? Optional.of(here.container()) : Optional.empty();
    }

    /// What is wrong, with the container or with the engine.
    Optional<Problem> problem() {
        return switch (sight) {
            case Sight.Here here -> here.seen().problem();
            case Sight.Unreachable(var problem, _) -> Optional.of(problem);
            case Sight.Missing missing -> missing.seen().problem();
            case Sight.Asking _,Sight.Elsewhere _ -> Optional.empty();
        };
    }

    /// The stretches in sight; the run begins with the last time that it was created or started from standing still.
    List<Stretch> stretches(Instant now) {
        if (range.back().isPresent()) {
            return Stretch.after(now.minus(range.back().get()), timeline);
        }
        int first = 0;
        for (int i = 1; i < timeline.size(); i++) {
            Stretch.Phase before = timeline.get(i - 1).phase();
            if (timeline.get(i).phase() == Stretch.Phase.CREATED
                    || (before == Stretch.Phase.EXITED && timeline.get(i).phase() != Stretch.Phase.EXITED)) {
                first = i;
            }
        }
        return timeline.subList(first, timeline.size());
    }

    /// The one thing that the state asks for: what Ctrl+R does.
    Optional<Deed> main() {
        return switch (sight) {
            case Sight.Missing _ -> Optional.of(new Deed.Start());
            case Sight.Here here -> switch (here.container().facts().state()) {
                case RUNNING, RESTARTING -> Optional.of(new Deed.Restart());
                case PAUSED -> Optional.of(new Deed.Unpause());
                case CREATED, EXITED, DEAD -> Optional.of(new Deed.Start());
                case REMOVING -> Optional.empty();
            };
            case Sight.Asking _,Sight.Elsewhere _,Sight.Unreachable _ -> Optional.empty();
        };
    }

    boolean canStop() {
        return here().map(shown -> shown.facts().state())
                .filter(state -> state == ContainerFacts.State.RUNNING || state == ContainerFacts.State.RESTARTING
                        || state == ContainerFacts.State.PAUSED)
                .isPresent();
    }

    /// Why nothing can be done now.
    Optional<Message> off() {
        if (run.isPresent()) {
            return Optional.of(Message.of("containers.off.busy", run.get().title()));
        }
        return switch (sight) {
            case Sight.Here _,Sight.Missing _ -> Optional.empty();
            case Sight.Asking _ -> Optional.of(Message.of("containers.off.asking"));
            case Sight.Elsewhere _ -> Optional.of(Message.of("containers.elsewhere"));
            case Sight.Unreachable _ -> Optional.of(Message.of("containers.off.unreachable"));
        };
    }
}
