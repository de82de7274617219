package dev.lockkeeper.containers;

import java.util.function.Consumer;

/// The engine's measuring of a running container, every few seconds.
public interface Loads {

    /// Measures until it is closed; a container that has ended gives no more, and neither does an engine that is away.
    Following follow(String container, Consumer<Load> sample);
}
