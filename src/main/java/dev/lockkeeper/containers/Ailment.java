package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerProblem.ContainerExited;
import dev.lockkeeper.containers.ContainerProblem.ContainerNotStarted;
import dev.lockkeeper.containers.ContainerProblem.ContainerPaused;
import dev.lockkeeper.containers.ContainerProblem.ContainerRestarting;
import dev.lockkeeper.containers.ContainerProblem.ContainerStarting;
import dev.lockkeeper.containers.ContainerProblem.ContainerUnhealthy;
import dev.lockkeeper.containers.ContainerProblem.MemoryRanOut;
import dev.lockkeeper.containers.ContainerProblem.RestartedLately;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.words.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What keeps a container from serving, told from its state and, where it ended, from its log.
public final class Ailment {

    private static final int LOG_LINES = 200;

    /// So long after the engine started it again it is told: one that keeps ending is caught alive most of the time.
    private static final Duration LATELY = Duration.ofMinutes(10);

    private Ailment() {}

    /// Empty where nothing does: it runs, and its health check has passed or there is none.
    public static Optional<Problem> of(ContainerFacts facts, Containers containers) {
        return switch (facts.state()) {
            case EXITED, DEAD -> {
                List<String> log = containers.logTail(facts.id(), LOG_LINES);
                yield Optional.of(memory(facts.outOfMemory(),
                        new Ended(containers.service(), facts.exitCode(), false, log)).orElseGet(
                                () -> new ContainerExited(containers.service(), facts.exitCode(), ServerLog.lastFatal(log),
                                        log)));
            }
            case RESTARTING -> Optional.of(restarting(facts, containers));
            case CREATED, REMOVING ->
                Optional.of(new ContainerNotStarted(containers.service(), facts.startError().orElse("")));
            case PAUSED -> Optional.of(new ContainerPaused(containers.service()));
            case RUNNING -> switch (facts.health()) {
                case UNHEALTHY -> Optional.of(unhealthy(facts, containers));
                // one that keeps dying is caught alive now and then
                case STARTING -> Optional.of(facts.restarts() > 1
                        ? restarting(facts, containers)
                        : FirstStart.underWay(facts, containers).orElseGet(() -> new ContainerStarting(containers.service())));
                case HEALTHY, NONE -> Optional.empty();
            };
        };
    }

    /// The same, of a container that may not be alone with its data: whatever it shows may come from another server there.
    public static Optional<Problem> first(ContainerFacts facts, Containers containers) {
        return secondServer(facts, containers).or(() -> of(facts, containers));
    }

    /// That another server has the same data, of a container that runs.
    public static Optional<Problem> secondServer(ContainerFacts facts, Containers containers) {
        return facts.state() == ContainerFacts.State.RUNNING
                ? containers.secondServer(facts)
                        .map(other -> new ContainerProblem.VolumeInUseTwice(facts.volume().orElse("?"), other, facts.name()))
                : Optional.empty();
    }

    /// What lately was wrong with a container that runs now, as the engine's counts tell.
    public static Optional<Problem> lately(ContainerFacts facts, Containers containers, Instant now) {
        boolean again = again(facts, now);
        if (facts.state() != ContainerFacts.State.RUNNING || !(again || facts.outOfMemory())) {
            return Optional.empty();
        }
        List<String> log = containers.logTail(facts.id(), LOG_LINES);
        if (!again) {
            return Optional.of(new MemoryRanOut(containers.service(), log));
        }
        List<String> before = ServerLog.beforeThisLife(log);
        return Optional.of(new RestartedLately(containers.service(), facts.restarts(), facts.startedAt().orElse(now),
                containers.formerEnding(facts).map(Ending::words).orElseGet(() -> Message.of("ending.unknown")),
                ServerLog.lastFatal(before), before));
    }

    /// That it keeps ending, of a container that runs at the moment and serves nobody; empty where the engine's counts do not tell.
    public static Optional<Problem> looping(ContainerFacts facts, Containers containers, Instant now) {
        return facts.state() == ContainerFacts.State.RUNNING && facts.restarts() > 1 && again(facts, now)
                ? Optional.of(restarting(facts, containers))
                : Optional.empty();
    }

    private static boolean again(ContainerFacts facts, Instant now) {
        return facts.restarts() > 0 && facts.startedAt().filter(at -> at.isAfter(now.minus(LATELY))).isPresent();
    }

    /// Of one that runs at the moment the engine's state has forgotten the code.
    static Problem restarting(ContainerFacts facts, Containers containers) {
        List<String> log = containers.logTail(facts.id(), LOG_LINES);
        Optional<Ending> former = facts.state() == ContainerFacts.State.RUNNING
                ? containers.formerEnding(facts)
                : Optional.empty();
        int code = former.map(Ending::exitCode).orElse(facts.exitCode());
        boolean memory = former.map(Ending::outOfMemory).orElse(facts.outOfMemory());
        return memory(memory, new Ended(containers.service(), code, true, log)).orElseGet(
                () -> new ContainerRestarting(containers.service(), code, ServerLog.lastFatal(log), log));
    }

    /// Only the engine's word makes it that; and it keeps it after a process inside was ended and the container itself ended well.
    private static Optional<Problem> memory(boolean said, Ended ended) {
        return said && ended.exitCode() != 0 ? Optional.of(new EndProblem.OutOfMemory(ended)) : Optional.empty();
    }

    static ContainerProblem unhealthy(ContainerFacts facts, Containers containers) {
        return new ContainerUnhealthy(containers.service(), facts.lastProbe().orElse(""));
    }
}
