package dev.lockkeeper.adapter.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A moment of the database that a dump can be taken of. The tables are locked first and the moment chosen after: a dump that waits for a
/// table with its moment already chosen sees a table rewritten meanwhile as empty, and ends well.
public final class FrozenTables implements AutoCloseable {

    private static final int TRIES = 3;

    private final Connection connection;
    private final String snapshot;

    private FrozenTables(Connection connection, String snapshot) {
        this.connection = connection;
        this.snapshot = snapshot;
    }

    /// Locks every table of the application against rewriting, for as long as this is open. Closes `connection` at its end. SQLSTATE 55P03
    /// when somebody keeps a table longer than the connection's `lock_timeout`.
    public static FrozenTables of(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            for (int attempt = 1;; attempt++) {
                List<String> tables = tables(connection);
                // the look at the catalog took a moment of its own: the transaction begins anew
                connection.rollback();
                try (Statement statement = connection.createStatement()) {
                    if (!tables.isEmpty()) {
                        statement.execute("LOCK TABLE ONLY " + String.join(", ONLY ", tables) + " IN ACCESS SHARE MODE");
                    }
                    String snapshot = export(statement);
                    if (attempt == TRIES || tables(connection).equals(tables)) {
                        return new FrozenTables(connection, snapshot);
                    }
                } catch (SQLException e) {
                    // a table was dropped between look and lock
                    if (attempt == TRIES || !"42P01".equals(e.getSQLState())) {
                        throw e;
                    }
                }
                connection.rollback();
            }
        } catch (SQLException e) {
            PostgresConnections.closeQuietly(connection);
            throw e;
        }
    }

    /// What `pg_dump --snapshot` takes.
    public String snapshot() {
        return snapshot;
    }

    private static String export(Statement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery("SELECT pg_catalog.pg_export_snapshot()")) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("""
            SELECT format('%I.%I', n.nspname, c.relname)
            FROM   pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE  c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
            AND    n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
            ORDER  BY c.oid""")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    @Override
    public void close() {
        PostgresConnections.closeQuietly(connection);
    }
}
