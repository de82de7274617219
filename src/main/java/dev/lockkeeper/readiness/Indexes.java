package dev.lockkeeper.readiness;

import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;

/// The indexes of one database, which stand in the order of the library that built them. Throws [ConnectionProblem].
public interface Indexes {

    /// Builds them all anew. Nobody can write meanwhile; a stop leaves them as they were.
    void rebuild(OperationId operation, StopSignal stop);

    /// Notes that the indexes are in the order of the library that is there now.
    void noteCollation(OperationId operation);
}
