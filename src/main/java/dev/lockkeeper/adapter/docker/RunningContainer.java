package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.containers.Ailment;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.ContainerProblem.ContainerMissing;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.operation.ProblemException;
import java.nio.file.Path;

/// The database's container, which must run. `project` is the folder whose Compose file it comes from.
record RunningContainer(Containers containers, Path project) {

    /// An unhealthy one may still be worked with, and should be. Throws the container's problem.
    ContainerFacts find() {
        ContainerFacts found = containers.find()
                .orElseThrow(() -> new ProblemException(new ContainerMissing(containers.service(), project)));
        if (found.state() != State.RUNNING) {
            throw new ProblemException(Ailment.of(found, containers).orElseThrow());
        }
        return found;
    }
}
