package dev.lockkeeper.adapter.postgres;

import java.sql.SQLException;
import java.sql.Statement;

/// A database beside the live one, which nobody but us has used.
final class OwnDatabase {

    private static final String IN_USE = "55006";

    private OwnDatabase() {}

    /// Drops it. Our own sessions may be on their way out: the server waits for them, where ending them by force would leave a FATAL in its log.
    static void drop(Statement statement, String quoted) throws SQLException {
        try {
            statement.execute("DROP DATABASE IF EXISTS " + quoted);
        } catch (SQLException e) {
            if (!IN_USE.equals(e.getSQLState())) {
                throw e;
            }
            statement.execute("DROP DATABASE IF EXISTS " + quoted + " WITH (FORCE)");
        }
    }
}
