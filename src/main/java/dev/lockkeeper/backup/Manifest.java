package dev.lockkeeper.backup;

import java.time.Instant;

/// What stands beside a backup's file and makes it one: written last, after the file was proven. `takenAt` is UTC by this machine's clock,
/// `revision` the schema's level (`base` when empty, `unknown` without ledger).
public record Manifest(int format, String file, String sha256, long bytes, BackupMethod method, BackupReason reason,
        String environment,
        String database, String revision, String serverVersion, String tool, Instant takenAt, String takenBy, String operation) {

    /// The version of this form.
    public static final int FORMAT = 1;
}
