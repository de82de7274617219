package dev.lockkeeper.ui.containers;

import dev.lockkeeper.containers.Condition;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.ContainerProblem.SeveralDatabases;
import dev.lockkeeper.containers.ContainerProblem.SeveralServices;
import dev.lockkeeper.containers.ServiceFacts;
import dev.lockkeeper.containers.ServiceSight;
import dev.lockkeeper.containers.Timeline;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.words.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the containers page shows: the container as it was last seen, its past, and what is being done with it.
public record ContainersPage(Stand stand, ServiceSight sight, Timeline.Range range, ServiceRoom.Beside beside,
        Optional<RunSnapshot> run, Optional<RunSnapshot> ended, Question question) {

    public static final ContainersPage BLANK = new ContainersPage(new Stand.Asking(), ServiceSight.BLANK, Timeline.Range.THIS_RUN,
            ServiceRoom.Beside.NOTHING, Optional.empty(), Optional.empty(), new Question.None());

    /// What is known of the container. These exclude one another.
    public sealed interface Stand {

        /// The first answer is awaited.
        record Asking() implements Stand {}

        /// The database is in no container of this machine.
        record Elsewhere() implements Stand {}

        record Missing() implements Stand {}

        record Here(ServiceFacts facts, Instant at) implements Stand {}

        /// More than one could be meant.
        /// `services`: of the Compose file; else containers, each as `project: container`.
        record Several(List<String> names, boolean services) implements Stand {
            public Several {
                names = List.copyOf(names);
            }
        }

        /// The question failed; what was seen before stays, with its time.
        record Unreachable(Problem problem, Optional<Here> last) implements Stand {}
    }

    /// Emptying the volume is asked about only after it was looked at what that would take.
    public sealed interface Question {

        record None() implements Question {}

        record Looking() implements Question {}

        record Ready(ServiceRoom.Reset facts) implements Question {}

        record Refused(Problem problem) implements Question {}
    }

    ContainersPage seen(ServiceSight fresh) {
        if (!fresh.looked()) {
            return this;
        }
        Optional<Stand.Here> facts = fresh.facts().map(known -> new Stand.Here(known, fresh.at()));
        Stand now = fresh.problem().<Stand>map(problem -> switch (problem) {
            case SeveralServices(var containers) -> new Stand.Several(containers, false);
            case SeveralDatabases(var services) -> new Stand.Several(services, true);
            default -> new Stand.Unreachable(problem, facts);
        })
                .orElseGet(() -> facts.<Stand>map(here -> here).orElseGet(Stand.Missing::new));
        return new ContainersPage(now, fresh, range, beside, run, ended, question);
    }

    ContainersPage standing(Stand now) {
        return new ContainersPage(now, sight, range, beside, run, ended, question);
    }

    ContainersPage beside(ServiceRoom.Beside now) {
        return new ContainersPage(stand, sight, range, now, run, ended, question);
    }

    ContainersPage ranging(Timeline.Range now) {
        return new ContainersPage(stand, sight, now, beside, run, ended, question);
    }

    ContainersPage running(Optional<RunSnapshot> now) {
        return new ContainersPage(stand, sight, range, beside, now, ended, question);
    }

    ContainersPage ended(Optional<RunSnapshot> now) {
        return new ContainersPage(stand, sight, range, beside, run, now, question);
    }

    ContainersPage asking(Question now) {
        return new ContainersPage(stand, sight, range, beside, run, ended, now);
    }

    /// The container as it was last seen, whether that is so now or not.
    Optional<Stand.Here> last() {
        return switch (stand) {
            case Stand.Here here -> Optional.of(here);
            case Stand.Unreachable(_, var last) -> last;
            case Stand.Asking _,Stand.Elsewhere _,Stand.Missing _,Stand.Several _ -> Optional.empty();
        };
    }

    /// The container as it is now.
    Optional<ServiceFacts> here() {
        return stand instanceof Stand.Here here ? Optional.of(here.facts()) : Optional.empty();
    }

    /// How it stands now; empty where that is not known.
    public Optional<Condition> condition() {
        return here().map(ServiceFacts::condition);
    }

    /// What is wrong, with the container or with the engine.
    Optional<Problem> problem() {
        return switch (stand) {
            case Stand.Here _ -> beside.problem();
            case Stand.Unreachable(var problem, _) -> Optional.of(problem);
            case Stand.Asking _,Stand.Elsewhere _,Stand.Missing _,Stand.Several _ -> Optional.empty();
        };
    }

    Timeline timeline() {
        return sight.timeline();
    }

    /// The one thing that the state asks for: what Ctrl+R does.
    Optional<Wish> main() {
        return switch (stand) {
            case Stand.Missing _ -> Optional.of(new Wish.Start());
            case Stand.Here here -> switch (here.facts().container().state()) {
                case RUNNING, RESTARTING -> Optional.of(new Wish.Restart());
                case PAUSED -> Optional.of(new Wish.Unpause());
                case CREATED, EXITED, DEAD -> Optional.of(new Wish.Start());
                case REMOVING -> Optional.empty();
            };
            case Stand.Asking _,Stand.Elsewhere _,Stand.Several _,Stand.Unreachable _ -> Optional.empty();
        };
    }

    boolean canStop() {
        return here().map(facts -> facts.container().state())
                .filter(state -> state == State.RUNNING || state == State.RESTARTING || state == State.PAUSED)
                .isPresent();
    }

    /// Why nothing can be done now.
    Optional<Message> off() {
        if (run.isPresent()) {
            return Optional.of(Message.of("containers.off.busy", run.get().title()));
        }
        return switch (stand) {
            case Stand.Here _,Stand.Missing _ -> Optional.empty();
            case Stand.Asking _ -> Optional.of(Message.of("containers.off.asking"));
            case Stand.Elsewhere _ -> Optional.of(Message.of("containers.elsewhere"));
            case Stand.Several _ -> Optional.of(Message.of("containers.several"));
            case Stand.Unreachable _ -> Optional.of(Message.of("containers.off.unreachable"));
        };
    }
}
