package dev.lockkeeper.backup;

import dev.lockkeeper.operation.Problem;
import java.nio.file.Path;
import java.util.List;

/// Why there is no backup that could be trusted. Earlier backups are untouched in every case.
public sealed interface BackupProblem extends Problem {

    /// The folder is missing, read-only, or no folder.
    record BackupFolderUnusable(Path folder, String reason) implements BackupProblem {}

    /// Bytes; `where` is this machine or the container.
    record DiskTooSmall(String where, long free, long needed) implements BackupProblem {}

    record DiskFull(String where, long written) implements BackupProblem {}

    /// The dump program ended with an error; `lines` are its last words.
    record DumpFailed(String tool, int exitCode, List<String> lines) implements BackupProblem {}

    /// Somebody is rewriting a table, and kept it longer than we wait.
    record TablesBusy(String evidence) implements BackupProblem {}

    /// The engine or the container went away in the middle.
    record DumpInterrupted(String evidence) implements BackupProblem {}

    /// What arrived is not what was sent.
    record CopyDiffers(String sentSha256, String receivedSha256, long sent, long received) implements BackupProblem {}

    /// The finished file does not decode.
    record BackupUnreadable(Path file, List<String> lines) implements BackupProblem {}

    /// No way to dump this database from here: what was looked for.
    record DumpToolMissing(int serverMajor, List<String> lookedAt) implements BackupProblem {}
}
