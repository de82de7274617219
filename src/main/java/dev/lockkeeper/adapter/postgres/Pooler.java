package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.readiness.ConnectionProblem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/// Finds out whether a pooler stands between that lends a session for one transaction only. There a session's lock guards nothing.
final class Pooler {

    /// A pooler may happen to lend the same session twice.
    private static final int ROUNDS = 3;

    private Pooler() {}

    /// Throws [ConnectionProblem.TransactionPooler].
    static void refuse(Connection mine, PostgresConnections connections) throws SQLException {
        int session = session(mine);
        // a server tells its own number at the login, a pooler one that it made up
        if (mine.unwrap(PGConnection.class).getBackendPID() == session) {
            return;
        }
        for (int round = 0; round < ROUNDS; round++) {
            try (Connection other = connections.openHere("lockkeeper", Limits.SCREEN)) {
                other.setAutoCommit(false);
                int theirs = session(other);
                // while the other's transaction is open, its session is lent to nobody else: ours, if it was ours a moment ago, is another now
                int now = theirs == session ? theirs : session(mine);
                if (theirs == session || now != session) {
                    throw new ProblemException(new ConnectionProblem.TransactionPooler(connections.address(),
                            "pg_backend_pid() = " + session + ", " + (theirs == session ? "and " + theirs : "then " + now)));
                }
                other.rollback();
            }
        }
    }

    private static int session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
