package dev.lockkeeper.containers;

import dev.lockkeeper.operation.ProblemException;

/// The Docker engine, asked anew each time: nothing about it is remembered.
public interface Engine {

    /// What the engine says of itself, within a few seconds, or [EngineProblem].
    EngineFacts ask();

    /// Whether it answers at all, within a few seconds: no more than a ping.
    default boolean answers() {
        try {
            ask();
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }
}
