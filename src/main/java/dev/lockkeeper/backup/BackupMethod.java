package dev.lockkeeper.backup;

/// How a backup is made. `COLD_COPY` is the data folder of the stopped practice database, for the same PostgreSQL major only.
public enum BackupMethod {
    CONTAINER_DUMP, LOCAL_DUMP, COLD_COPY;

    /// The key of its words: `backup.method.cold_copy`.
    public String key() {
        return "backup.method." + name().toLowerCase(java.util.Locale.ROOT);
    }

    /// Whether the server is stopped for it, and every session with it.
    public boolean stopsServer() {
        return this == COLD_COPY;
    }

    /// The file's ending, with the dot.
    public String ending() {
        return this == COLD_COPY ? ".tar.gz" : ".dump";
    }
}
