package dev.lockkeeper.backup;

/// What a backup was taken for. `ADOPTED` came from elsewhere and was proven here.
public enum BackupReason {
    ASKED, SCHEDULED, BEFORE_UPGRADE, BEFORE_ROLLBACK, BEFORE_RESTORE, ADOPTED;

    /// Whether it was taken so that a change can be taken back.
    public boolean guards() {
        return switch (this) {
            case BEFORE_UPGRADE, BEFORE_ROLLBACK, BEFORE_RESTORE -> true;
            case ASKED, SCHEDULED, ADOPTED -> false;
        };
    }

    /// The key of its words: `backup.reason.before_upgrade`.
    public String key() {
        return "backup.reason." + name().toLowerCase(java.util.Locale.ROOT);
    }
}
