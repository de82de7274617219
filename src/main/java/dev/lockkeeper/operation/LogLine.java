package dev.lockkeeper.operation;

import java.time.Instant;

/// One line of a live log, by this machine's clock.
public record LogLine(Instant at, Level level, Source source, String text) {}
