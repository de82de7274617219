package dev.lockkeeper.readiness;

import java.nio.file.Path;
import java.util.Optional;

/// The two files that say how the database is run and reached, read anew each time.
public interface ProjectFiles {

    /// The Compose file. Throws [dev.lockkeeper.containers.ContainerProblem.ComposeFileMissing].
    Path compose();

    /// The environment's file, read whole; empty for one that has none. Throws [dev.lockkeeper.environment.EnvironmentProblem].
    Optional<Path> environment();
}
