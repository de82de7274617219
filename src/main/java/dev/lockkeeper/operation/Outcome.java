package dev.lockkeeper.operation;

import dev.lockkeeper.words.Message;

/// How a piece of work ended. There is always exactly one.
public sealed interface Outcome<R> {

    record Done<R>(R result) implements Outcome<R> {}

    /// Stopped on request; `state` says how the data stands.
    record Stopped<R>(Message state) implements Outcome<R> {}

    record Failed<R>(Problem problem) implements Outcome<R> {}
}
