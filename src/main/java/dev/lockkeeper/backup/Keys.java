package dev.lockkeeper.backup;

import java.nio.file.Path;

/// Makes the keys that encrypted backups are opened with.
public interface Keys {

    /// Makes a new private key in a file of its own, which only its owner can read, and returns the public key to encrypt for. Throws
    /// [BackupProblem.KeyExists] where there is a file already, and [BackupProblem.BackupFolderUnusable].
    String make(Path identity);
}
