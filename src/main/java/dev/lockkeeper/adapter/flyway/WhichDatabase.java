package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.DatabaseIdentity;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/// Asks a connection which database is behind it.
final class WhichDatabase {

    private WhichDatabase() {}

    static DatabaseIdentity of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                            SELECT (SELECT system_identifier FROM pg_catalog.pg_control_system())::text, d.oid, d.datname,
                                CASE WHEN pg_catalog.pg_is_in_recovery() THEN 'pg_is_in_recovery() = true'
                                    WHEN pg_catalog.current_setting('default_transaction_read_only')::bool THEN 'default_transaction_read_only = on' END
                            FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()""")) {
            row.next();
            return new DatabaseIdentity(row.getString(1), row.getLong(2), row.getString(3),
                    Optional.ofNullable(row.getString(4)));
        }
    }
}
