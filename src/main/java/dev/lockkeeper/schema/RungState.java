package dev.lockkeeper.schema;

import java.util.Locale;

/// How one revision stands in this database.
public enum RungState {
    APPLIED, PENDING,
    /// Was applied once and taken back.
    UNDONE, FAILED,
    /// Applied, and its file was edited since.
    MODIFIED,
    /// Applied, and its file is not in this folder.
    MISSING,
    /// The database was not reached.
    UNKNOWN;

    /// The key of its word: `rung.applied`.
    public String key() {
        return "rung." + name().toLowerCase(Locale.ROOT);
    }

    public boolean applied() {
        return this == APPLIED || this == MODIFIED || this == MISSING;
    }
}
