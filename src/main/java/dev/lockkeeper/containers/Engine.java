package dev.lockkeeper.containers;

/// The Docker engine, asked anew each time: nothing about it is remembered.
public interface Engine {

    /// What the engine says of itself, within a few seconds, or [EngineProblem].
    EngineFacts ask();

    /// Returns where it answers at all, within a few seconds, else throws [EngineProblem].
    default void ping() {
        ask();
    }
}
