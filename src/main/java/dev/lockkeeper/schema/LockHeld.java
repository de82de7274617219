package dev.lockkeeper.schema;

import java.time.Duration;

/// The strongest lock that a revision took on a table that was there before it, and how long it was held, until the end of its transaction.
public record LockHeld(String table, LockMode mode, Duration held) {}
