package dev.lockkeeper.app;

import dev.lockkeeper.environment.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The environments of one project folder, and the way into the rooms of each. What a window needs to know of the wiring.
public interface House {

    /// What was chosen at the start.
    Settings settings();

    Folders folders();

    /// The environments to choose from, the practice one last; reads the project's files. One that cannot be read is left out.
    List<Environment> environments();

    /// Wires the rooms of one; empty for the default. May take a while (a practice database has to start): never called on the
    /// screen's thread. Throws the environment's problem.
    Rooms open(Optional<String> environment);

    /// The house of another project's folder, with all else as it was chosen.
    House at(Path project);
}
