package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.StopSignal;

/// Brings the database's container up and waits until it is healthy and lets us in.
public final class BringUp implements Operation<ContainerFacts> {

    private final Compose compose;
    private final Containers containers;
    private final Reachable reachable;

    public BringUp(Compose compose, Containers containers, Reachable reachable) {
        this.compose = compose;
        this.containers = containers;
        this.reachable = reachable;
    }

    @Override
    public ContainerFacts run(Journal journal, StopSignal stop) {
        compose.up(journal, stop);
        reachable.now();
        return containers.find().orElseThrow();
    }

    /// Whether the database lets us in now. Not what the health check says: what we see.
    @FunctionalInterface
    public interface Reachable {
        boolean now();
    }
}
