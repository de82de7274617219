package dev.lockkeeper.backup;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import java.util.List;

/// A way to get the whole database into one file.
public interface Dump {

    /// How it would be done now; throws [BackupProblem] where there is no way.
    BackupMethod method();

    /// The command a person would type for the same.
    String command();

    /// Writes the database into `to`, and returns what the *sending* side says of it after the sending program ended well and the bytes
    /// were read to their end as a restore would. Leaves no process
    /// and no temporary file behind, however it ends. Throws [BackupProblem], or [dev.lockkeeper.operation.StoppedException] once the stop
    /// was heeded.
    Sent write(Sink to, OperationId operation, Journal journal, StopSignal stop);

    /// What the sending side says it sent: hash, length, what stood in the database at the very moment that was dumped, and what the
    /// program warned of.
    record Sent(String sha256, long bytes, String tool, String serverVersion, Contents contents, List<String> warnings) {

        public Sent {
            warnings = List.copyOf(warnings);
        }
    }
}
