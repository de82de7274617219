package dev.lockkeeper.operation;

import java.time.Instant;

/// Who holds the one-writer lock of a database. `since` is by the server's clock, UTC.
public record Holder(int pid, String user, String application, String client, Instant since) {}
