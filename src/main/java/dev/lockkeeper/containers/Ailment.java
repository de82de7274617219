package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerProblem.ContainerExited;
import dev.lockkeeper.containers.ContainerProblem.ContainerNotStarted;
import dev.lockkeeper.containers.ContainerProblem.ContainerPaused;
import dev.lockkeeper.containers.ContainerProblem.ContainerRestarting;
import dev.lockkeeper.containers.ContainerProblem.ContainerStarting;
import dev.lockkeeper.containers.ContainerProblem.ContainerUnhealthy;
import java.util.List;
import java.util.Optional;

/// What keeps a container from serving, told from its state and, where it ended, from its log.
public final class Ailment {

    private static final int LOG_LINES = 200;

    private Ailment() {}

    /// Empty where nothing does: it runs, and its health check has passed or there is none.
    public static Optional<ContainerProblem> of(ContainerFacts facts, Containers containers) {
        return switch (facts.state()) {
            case EXITED, DEAD -> {
                List<String> log = containers.logTail(facts.id(), LOG_LINES);
                yield Optional.of(new ContainerExited(Compose.SERVICE, facts.exitCode(), ServerLog.lastFatal(log), log));
            }
            case RESTARTING -> Optional.of(restarting(facts, containers));
            case CREATED, REMOVING ->
                Optional.of(new ContainerNotStarted(Compose.SERVICE, facts.startError().orElse("")));
            case PAUSED -> Optional.of(new ContainerPaused(Compose.SERVICE));
            case RUNNING -> switch (facts.health()) {
                case UNHEALTHY -> Optional.of(unhealthy(facts));
                // one that keeps dying is caught alive now and then
                case STARTING -> Optional.of(facts.restarts() > 1
                        ? restarting(facts, containers)
                        : new ContainerStarting(Compose.SERVICE));
                case HEALTHY, NONE -> Optional.empty();
            };
        };
    }

    static ContainerProblem restarting(ContainerFacts facts, Containers containers) {
        List<String> log = containers.logTail(facts.id(), LOG_LINES);
        return new ContainerRestarting(Compose.SERVICE, facts.exitCode(), ServerLog.lastFatal(log), log);
    }

    static ContainerProblem unhealthy(ContainerFacts facts) {
        return new ContainerUnhealthy(Compose.SERVICE, facts.lastProbe().orElse(""));
    }
}
