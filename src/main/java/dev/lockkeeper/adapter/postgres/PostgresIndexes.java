package dev.lockkeeper.adapter.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.readiness.Indexes;
import dev.lockkeeper.readiness.RebuildIndexes;
import dev.lockkeeper.words.Message;

/// Rebuilds in one command of the server, which works through the tables one after the other.
public final class PostgresIndexes implements Indexes {

    private final PostgresAccess access;

    public PostgresIndexes(PostgresAccess access) {
        this.access = access;
    }

    @Override
    public void rebuild(OperationId operation, StopSignal stop) {
        Message stopped = Message.of("state.indexes-not-rebuilt");
        stop.heed(stopped);
        try (Connection connection = access.operationConnection(operation);
                Statement statement = connection.createStatement();
                StopSignal.Waiting _ = stop.whenRequested(() -> cancel(statement))) {
            statement.execute(RebuildIndexes.statements(access.address()).getFirst());
        } catch (SQLException e) {
            stop.heed(stopped);
            throw access.problem(e);
        }
    }

    @Override
    public void noteCollation(OperationId operation) {
        try (Connection connection = access.operationConnection(operation); Statement statement = connection.createStatement()) {
            statement.execute(RebuildIndexes.statements(access.address()).getLast());
        } catch (SQLException e) {
            throw access.problem(e);
        }
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException _) {
            // then it ends by itself
        }
    }
}
