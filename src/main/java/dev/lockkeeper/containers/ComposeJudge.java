package dev.lockkeeper.containers;

import java.util.Optional;

/// Compose as the judge of the project's file. It starts nothing.
public interface ComposeJudge {

    /// Stands for all that the verdict depends on; empty where that cannot be told, as with a file that includes others.
    Optional<String> mark();

    /// Returns where Compose takes the file. Throws [ContainerProblem.ComposeFailed] with its words where it does not, and another
    /// [ContainerProblem] where it could not be asked.
    void judge();
}
