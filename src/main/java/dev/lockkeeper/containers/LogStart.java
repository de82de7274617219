package dev.lockkeeper.containers;

/// Where the reading of a container's log begins.
public sealed interface LogStart {

    /// At its first line.
    record Beginning() implements LogStart {}

    /// So many lines before its end.
    record Tail(int lines) implements LogStart {}

    /// After what was read already.
    record After(LogMark mark) implements LogStart {}
}
