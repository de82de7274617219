package dev.lockkeeper.backup;

/// What a backup was taken for.
public enum BackupReason {
    ASKED, BEFORE_UPGRADE, BEFORE_ROLLBACK;

    /// The key of its words: `backup.reason.before_upgrade`.
    public String key() {
        return "backup.reason." + name().toLowerCase(java.util.Locale.ROOT);
    }
}
