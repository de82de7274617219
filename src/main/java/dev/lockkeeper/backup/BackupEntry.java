package dev.lockkeeper.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// One file of the backup folder. Without a manifest that fits it is unverified and never counts as a backup.
public record BackupEntry(Path file, long bytes, Instant modified, Optional<Manifest> manifest) {

    /// When it was taken, else when the file was last written.
    public Instant at() {
        return manifest.map(Manifest::takenAt).orElse(modified);
    }
}
