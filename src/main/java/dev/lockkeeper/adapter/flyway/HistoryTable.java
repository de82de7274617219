package dev.lockkeeper.adapter.flyway;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Flyway's table as Flyway itself makes it, in a schema of ours, and the lock that Flyway takes for it.
final class HistoryTable {

    /// Whoever runs Flyway on this table waits for us, and we for them.
    static final long LOCK = 77431708279161L + "\"lockkeeper\".\"flyway_schema_history\"".hashCode();

    private static final String TABLE = "\"lockkeeper\".\"flyway_schema_history\"";
    private static final String MAKE = "CREATE TABLE " + TABLE
            + """
                 (
                    "installed_rank" INT NOT NULL,
                    "version" VARCHAR(50),
                    "description" VARCHAR(200) NOT NULL,
                    "type" VARCHAR(20) NOT NULL,
                    "script" VARCHAR(1000) NOT NULL,
                    "checksum" INTEGER,
                    "installed_by" VARCHAR(100) NOT NULL,
                    "installed_on" TIMESTAMP NOT NULL DEFAULT now(),
                    "execution_time" INTEGER NOT NULL,
                    "success" BOOLEAN NOT NULL
                );
                ALTER TABLE\s"""
            + TABLE + " ADD CONSTRAINT \"flyway_schema_history_pk\" PRIMARY KEY (\"installed_rank\");"
            + "CREATE INDEX \"flyway_schema_history_s_idx\" ON " + TABLE + " (\"success\")";

    private HistoryTable() {}

    static boolean stands(Connection connection) throws SQLException {
        return holds(connection, "pg_catalog.to_regclass('" + LedgerReading.HISTORY + "') IS NOT NULL");
    }

    /// Whether this role may add a row, or make the table where it is missing.
    static boolean writable(Connection connection) throws SQLException {
        return holds(connection, "CASE WHEN pg_catalog.to_regclass('" + LedgerReading.HISTORY + "') IS NOT NULL"
                + " THEN pg_catalog.has_table_privilege(pg_catalog.to_regclass('" + LedgerReading.HISTORY + "'), 'INSERT')"
                + " WHEN pg_catalog.to_regnamespace('lockkeeper') IS NOT NULL"
                + " THEN pg_catalog.has_schema_privilege(pg_catalog.to_regnamespace('lockkeeper'), 'CREATE')"
                + " ELSE pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') END");
    }

    /// Creates it where it is missing, in a transaction of its own: an empty one says nothing. Waits for Flyway's lock.
    static void prepare(Connection connection) throws SQLException {
        if (!stands(connection)) {
            make(connection, true);
        }
    }

    /// As [#prepare], but false at once where the lock is another's.
    static boolean prepareAtOnce(Connection connection) throws SQLException {
        return stands(connection) || make(connection, false);
    }

    private static boolean make(Connection connection, boolean waiting) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (waiting) {
                lock(connection);
            } else if (!holds(connection, "pg_catalog.pg_try_advisory_xact_lock(" + LOCK + ")")) {
                return false;
            }
            if (!stands(connection)) {
                // IF NOT EXISTS would ask for the right to create even where the schema stands
                if (!holds(connection, "EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'lockkeeper')")) {
                    statement.execute("CREATE SCHEMA lockkeeper");
                }
                statement.execute(MAKE);
            }
            connection.commit();
            return true;
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /// Takes Flyway's lock until the transaction ends.
    static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_catalog.pg_advisory_xact_lock(" + LOCK + ")");
        }
    }

    private static boolean holds(Connection connection, String condition) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT " + condition)) {
            return found.next() && found.getBoolean(1);
        }
    }
}
