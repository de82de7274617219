package dev.lockkeeper.backup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What stands beside a backup's file and makes it one: written last, after the file was proven. `sha256` and `bytes` are the file's as it
/// stands on the disk. `takenAt` is UTC by this machine's clock, `revision` the schema's level (`base` when empty, `unknown` without
/// ledger). `contents` is what stood in the database at the moment that was dumped; backups of the first form do not tell.
public record Manifest(int format, String file, String sha256, long bytes, BackupMethod method, BackupReason reason,
        String environment,
        String database, String revision, String serverVersion, String tool, Instant takenAt, String takenBy, String operation,
        Optional<Contents> contents, Optional<Sealed> sealed, List<String> warnings) {

    /// The version of this form.
    public static final int FORMAT = 2;

    public Manifest {
        warnings = List.copyOf(warnings);
    }

    /// What is inside an encrypted file, and who can open it.
    public record Sealed(String sha256, long bytes, List<String> recipients) {

        public Sealed {
            recipients = List.copyOf(recipients);
        }
    }

    /// Hash of the content without encryption.
    public String contentSha256() {
        return sealed.map(Sealed::sha256).orElse(sha256);
    }

    /// Length of the content without encryption.
    public long contentBytes() {
        return sealed.map(Sealed::bytes).orElse(bytes);
    }
}
