package dev.lockkeeper.readiness;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.Optional;

/// The two files that say how the database is run and reached, read anew each time.
public interface ProjectFiles {

    /// The Compose file. Throws [dev.lockkeeper.containers.ContainerProblem.ComposeFileMissing].
    Path compose();

    /// What Compose itself has against that file; empty where it takes it, and where it cannot be asked. May take a moment: asked beside others.
    default Optional<Problem> refusal() {
        return Optional.empty();
    }

    /// Which service of several in that file holds the database, and what tells so; empty where there is no choice.
    default Optional<Message> service() {
        return Optional.empty();
    }

    /// What the environment's file should be looked at for although it can be read; empty where there is nothing.
    default Optional<Problem> flaw() {
        return Optional.empty();
    }

    /// The environment's file, read whole; empty for one that has none. Throws [dev.lockkeeper.environment.EnvironmentProblem].
    Optional<Path> environment();
}
