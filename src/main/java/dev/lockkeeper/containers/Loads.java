package dev.lockkeeper.containers;

import java.util.function.Consumer;

/// The engine's measuring of a running container, about once a second.
public interface Loads {

    /// Measures until it is closed; a container that has ended gives no more. Throws [EngineProblem].
    Following follow(String container, Consumer<Load> sample);
}
