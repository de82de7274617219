package dev.lockkeeper.app;

import dev.lockkeeper.adapter.flyway.Sessions;
import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.adapter.postgres.PostgresScratch;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.SchemaProblem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;

/// Lends Flyway's room the connections of PostgreSQL's. `explained` finds the cause of what ended one.
public record PostgresSessions(PostgresAccess access, UnaryOperator<Problem> explained) implements Sessions {

    /// What a refusal means is taken as it is.
    public PostgresSessions(PostgresAccess access) {
        this(access, problem -> problem);
    }

    private static final String NO_RIGHT = "42501";

    @Override
    public Connection open(OperationId operation) {
        return access.operationConnection(operation);
    }

    @Override
    public <A> A ask(Question<A> question) {
        return access.ask(question::ask);
    }

    @Override
    public Scratch scratch(OperationId operation) {
        try {
            return new Borrowed(access.scratch(operation));
        } catch (SQLException e) {
            throw NO_RIGHT.equals(e.getSQLState())
                    ? new ProblemException(new SchemaProblem.NoScratch(access.address().user()), e)
                    : access.problem(e);
        }
    }

    @Override
    public void sweep() {
        access.sweepScratch();
    }

    @Override
    public List<String> catalog(Connection connection) throws SQLException {
        return PostgresAccess.catalog(connection);
    }

    private record Borrowed(PostgresScratch database) implements Scratch {

        @Override
        public Connection connection() {
            return database.connection();
        }

        @Override
        public void close() {
            database.close();
        }
    }

    @Override
    public ProblemException problem(SQLException refusal) {
        return new ProblemException(explained.apply(access.problem(refusal).problem()), refusal);
    }
}
