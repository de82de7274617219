package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Operation;

/// The work behind the remedies that take away why a container does not serve us. None of it destroys data.
public record Mending(Operation<?> freePort, Operation<?> publishedPort, Operation<?> setPassword, Operation<?> earlierImage,
        Operation<?> environmentFile, Operation<?> createPassword, Operation<?> quotePassword, Operation<?> rebuildIndexes) {}
