package dev.lockkeeper.backup;

import java.nio.file.Path;

/// The folder that backups stand in.
public final class BackupFolder {

    private final Path path;

    public BackupFolder(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }
}
