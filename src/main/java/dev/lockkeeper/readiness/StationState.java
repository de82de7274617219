package dev.lockkeeper.readiness;

import dev.lockkeeper.operation.Problem;

/// How one station of the chain stands. These exclude one another.
public sealed interface StationState {

    /// Not asked: an earlier station is broken, or has not answered yet.
    record Waiting() implements StationState {}

    record Checking() implements StationState {}

    record Ok() implements StationState {}

    /// This database does not need it: the practice database needs no Docker.
    record NotNeeded() implements StationState {}

    /// It works, and something should be done all the same.
    record Attention(Problem problem) implements StationState {}

    record Broken(Problem problem) implements StationState {}

    /// Whether the stations behind it can be reached.
    default boolean passed() {
        return this instanceof Ok || this instanceof NotNeeded || this instanceof Attention;
    }
}
