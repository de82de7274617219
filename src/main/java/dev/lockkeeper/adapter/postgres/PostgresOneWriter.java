package dev.lockkeeper.adapter.postgres;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;

import dev.lockkeeper.operation.FaultPoint;
import dev.lockkeeper.operation.Holder;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.OperationProblem;
import dev.lockkeeper.operation.ProblemException;

/// The one-writer lock as a session's advisory lock on a connection of its own: it ends with the session, however that ends.
public final class PostgresOneWriter implements OneWriter {

    /// The same number in every Lockkeeper of every version: "lockkeep" in ASCII. The server keeps one such lock per database.
    private static final long KEY = 0x6C6F636B6B656570L;

    private final PostgresConnections connections;

    public PostgresOneWriter(PostgresAccess access) {
        this.connections = access.connections();
    }

    @Override
    public Held hold(OperationId operation) {
        Connection connection = connections.open(operation.applicationName() + " " + whoAndWhere(), Limits.OPERATION);
        try {
            Pooler.refuse(connection, connections);
            stayReachable(connection);
            // The holder may leave between our try and our look at who it is; then we try again.
            for (int attempt = 0; attempt < 5; attempt++) {
                if (tryLock(connection)) {
                    FaultPoint.reached("writer.held");
                    return new HeldHere(connection);
                }
                Optional<Holder> holder = holder(connection);
                if (holder.isPresent()) {
                    throw new ProblemException(new OperationProblem.AnotherWriter(holder.get()));
                }
            }
            throw new ProblemException(
                    new OperationProblem.AnotherWriter(new Holder(0, "?", "?", "?", now(connection))));
        } catch (SQLException e) {
            PostgresConnections.closeQuietly(connection);
            throw connections.problem(e);
        } catch (ProblemException e) {
            PostgresConnections.closeQuietly(connection);
            throw e;
        }
    }

    @Override
    public void mustLast() {
        try (Connection connection = connections.openHere("lockkeeper", Limits.SCREEN)) {
            Pooler.refuse(connection, connections);
        } catch (SQLException e) {
            throw connections.problem(e);
        }
    }

    /// Who holds the lock now; empty when it is free.
    private static Optional<Holder> holder(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
            SELECT l.pid, coalesce(a.usename::text, '?'), coalesce(a.application_name, ''),
                   coalesce(host(a.client_addr), ''), coalesce(a.backend_start, clock_timestamp())
            FROM   pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            WHERE  l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
            AND    l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
            AND    l.classid::bigint = ? AND l.objid::bigint = ?""")) {
            statement.setLong(1, KEY >>> 32);
            statement.setLong(2, KEY & 0xFFFF_FFFFL);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Holder(row.getInt(1), row.getString(2), row.getString(3), row.getString(4),
                                row.getObject(5, OffsetDateTime.class).toInstant()))
                        : Optional.empty();
            }
        }
    }

    private static Instant now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static boolean tryLock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_catalog.pg_try_advisory_lock(?)")) {
            statement.setLong(1, KEY);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    // The session is idle while the work runs elsewhere: the server must not end it for that, and must notice when we are gone.
    private static void stayReachable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : new String[]{"idle_session_timeout', '0", "tcp_keepalives_idle', '10",
                    "tcp_keepalives_interval', '5", "tcp_keepalives_count', '3"}) {
                statement.execute("DO $do$ BEGIN PERFORM pg_catalog.set_config('" + setting
                        + "', false); EXCEPTION WHEN OTHERS THEN NULL; END $do$");
            }
        }
    }

    private static String whoAndWhere() {
        String user = Objects.requireNonNullElse(System.getProperty("user.name"), "?");
        try {
            return user + "@" + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return user;
        }
    }

    private record HeldHere(Connection connection) implements Held {

        @Override
        public boolean alive() {
            try {
                return connection.isValid(3);
            } catch (SQLException e) {
                return false;
            }
        }

        @Override
        public void close() {
            PostgresConnections.closeQuietly(connection);
        }
    }
}
