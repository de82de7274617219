package dev.lockkeeper.adapter.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;

/// The way to one database. Opens nothing until it is asked; closing gives the connections back.
public final class PostgresAccess implements AutoCloseable {

    private final Environment environment;
    private final PostgresConnections connections;
    private final PostgresPool pool;

    public PostgresAccess(Environment environment) {
        this(environment, System::nanoTime);
    }

    PostgresAccess(Environment environment, LongSupplier nanos) {
        this.environment = environment;
        this.connections = new PostgresConnections(environment);
        this.pool = new PostgresPool(connections, nanos);
    }

    /// Connects while the caller does something else: for whoever is certain to ask. What hinders it is told to the question.
    public void connectAhead() {
        pool.connectAhead();
    }

    /// A login of this moment, asked; its connection is then kept for a first question that follows. Throws a connection's problem.
    <A extends @Nullable Object> A login(SqlQuestion<A> question) {
        try {
            Connection connection = pool.login();
            A answer;
            try {
                answer = question.ask(connection);
            } catch (SQLException | RuntimeException e) {
                PostgresConnections.closeQuietly(connection);
                throw e;
            }
            pool.handOn(connection);
            return answer;
        } catch (SQLException e) {
            throw problem(e);
        }
    }

    public Address address() {
        return environment.address();
    }

    /// Asks a short question on a pooled connection (autocommit on, UTC, statements of at most 10 s).
    /// Throws a connection's problem for every [SQLException]; a question that knows better throws its own.
    public <A extends @Nullable Object> A ask(SqlQuestion<A> question) {
        return pool.ask(question);
    }

    /// A connection of its own for a piece of work: UTC, `lock_timeout` 5 s, no limit for statements, the server knows it by the
    /// operation's application name. The caller closes it. Throws a connection's problem.
    public Connection operationConnection(OperationId operation) {
        return connections.open(operation.applicationName(), Limits.OPERATION);
    }

    /// An empty database beside this one. Throws a connection's problem; the caller knows [SQLException] `42501`: no right to create one.
    public PostgresScratch scratch(OperationId operation) throws SQLException {
        return PostgresScratch.open(connections, address().database(), operation);
    }

    /// Drops the databases of [#scratch] that consoles which died left. Throws a connection's problem.
    public void sweepScratch() {
        try (Connection elsewhere = connections.elsewhere("lockkeeper sweep", Limits.OPERATION)) {
            PostgresScratch.sweep(elsewhere, address().database());
        } catch (SQLException e) {
            throw problem(e);
        }
    }

    /// The lines of `db/catalog.sql` for the database behind `connection`, in one snapshot; leaves its settings as they were.
    public static List<String> catalog(Connection connection) throws SQLException {
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            return CatalogReading.lines(connection);
        } finally {
            connection.rollback();
            connection.setAutoCommit(before);
        }
    }

    /// What an error of such a connection means.
    public ProblemException problem(SQLException e) {
        return connections.problem(e);
    }

    /// Gives the pooled connections back to the server; the next question opens fresh ones.
    void leave() {
        pool.leave();
    }

    Environment environment() {
        return environment;
    }

    PostgresConnections connections() {
        return connections;
    }

    @Override
    public void close() {
        pool.close();
    }
}
