package dev.lockkeeper.backup;

import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;

/// Holds moments of the live database still, so that a dump and a count see the same rows.
public interface Moments {

    /// Locks every table of the application against rewriting, and chooses the moment only then: a dump that waits for a table with its
    /// moment already chosen sees a table rewritten meanwhile as empty, and ends well. Throws [BackupProblem.TablesBusy], or a
    /// connection's problem.
    Moment hold(OperationId operation);

    /// One moment, for as long as it is open.
    interface Moment extends AutoCloseable {

        /// What `pg_dump --snapshot` takes.
        String snapshot();

        /// Bytes that each table takes on the server's disk, by `schema.table`.
        java.util.Map<String, Long> sizes();

        /// Counts every row. May take as long as reading every table. The stop cancels it on the server.
        Contents contents(StopSignal stop);

        @Override
        void close();
    }
}
