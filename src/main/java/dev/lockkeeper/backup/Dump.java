package dev.lockkeeper.backup;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import java.nio.file.Path;

/// A way to get the whole database into one file.
public interface Dump {

    /// How it would be done now; throws [BackupProblem] where there is no way.
    BackupMethod method();

    /// The command a person would type for the same.
    String command();

    /// Writes the database into `part`, which exists, is empty, and can be read by its owner only, and returns what the *sending* side
    /// says of it, after the sending program ended well and the file decoded. Leaves no process and no temporary file behind, however it
    /// ends; `part` itself is the caller's to remove. Throws [BackupProblem], or [dev.lockkeeper.operation.StoppedException] once the
    /// stop was heeded.
    Sent write(Path part, OperationId operation, Journal journal, StopSignal stop);

    /// What the sending side says it sent.
    record Sent(String sha256, long bytes, String tool, String serverVersion) {}
}
