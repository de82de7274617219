package dev.lockkeeper.adapter.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import dev.lockkeeper.readiness.ConnectionFacts;
import dev.lockkeeper.readiness.Login;

/// Logs in afresh and asks: a pooled connection would prove only that one could be made some time ago.
public final class PostgresLogin implements Login {

    private final PostgresConnections connections;

    public PostgresLogin(PostgresAccess access) {
        this.connections = access.connections();
    }

    @Override
    public ConnectionFacts ask() {
        try (Connection connection = connections.open("lockkeeper", Limits.SCREEN);
                Statement statement = connection.createStatement()) {
            long began = System.nanoTime();
            statement.execute("SELECT 1");
            Duration roundTrip = Duration.ofNanos(System.nanoTime() - began);
            String identifier = identifier(statement);
            try (ResultSet row = statement.executeQuery("""
                SELECT pg_catalog.current_setting('server_version'),
                       (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_activity
                        WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database()),
                       pg_catalog.pg_is_in_recovery() OR pg_catalog.current_setting('transaction_read_only')::boolean,
                       pg_catalog.pg_is_in_recovery()""")) {
                row.next();
                return new ConnectionFacts(row.getString(1), roundTrip, row.getInt(2), row.getBoolean(3), identifier,
                        row.getBoolean(4));
            }
        } catch (SQLException e) {
            throw connections.problem(e);
        }
    }

    /// Empty where we may not ask.
    private static String identifier(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT system_identifier FROM pg_catalog.pg_control_system()")) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState())) {
                return "";
            }
            throw e;
        }
    }
}
