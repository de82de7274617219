package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.Moments;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import java.sql.SQLException;

/// Holds moments of a PostgreSQL database still.
public final class PostgresMoments implements Moments {

    private final PostgresAccess access;

    public PostgresMoments(PostgresAccess access) {
        this.access = access;
    }

    @Override
    public Moment hold(OperationId operation) {
        return hold(operation, "ACCESS SHARE");
    }

    /// The same, with every change of rows kept out as well, for as long as it is open.
    public Moment holdWriters(OperationId operation) {
        return hold(operation, "SHARE");
    }

    private Moment hold(OperationId operation, String mode) {
        try {
            return FrozenTables.of(access.operationConnection(operation), access.connections(), mode);
        } catch (SQLException e) {
            if (FrozenTables.LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new ProblemException(new BackupProblem.TablesBusy(String.valueOf(e.getMessage())), e);
            }
            throw access.problem(e);
        }
    }
}
