package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Why the volume with the database's files is not emptied. Nothing was touched unless the problem says so.
public sealed interface ResetProblem extends Problem {

    /// Never in production, whoever asks.
    record ResetInProduction(String environment) implements ResetProblem {}

    /// No restore-tested backup of the last 24 hours. `last` is the newest restore-tested one.
    record ResetWithoutBackup(String volume, Optional<Instant> last) implements ResetProblem {}

    /// Others have the volume too; `containers` are their names.
    record VolumeShared(String volume, List<String> containers) implements ResetProblem {}

    /// The data is in a folder of the machine: those are never deleted from here.
    record DataInFolder(String folder) implements ResetProblem {}

    /// The volume is another one than the one that was shown and confirmed.
    record ResetTargetChanged(String confirmed, String found) implements ResetProblem {}

    /// The engine did not remove it. The container is gone already; the data is where it was.
    record VolumeNotRemoved(String volume, String reason) implements ResetProblem {}
}
