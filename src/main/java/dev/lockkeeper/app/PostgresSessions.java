package dev.lockkeeper.app;

import dev.lockkeeper.adapter.flyway.Sessions;
import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;

/// Lends Flyway's room the connections of PostgreSQL's.
public record PostgresSessions(PostgresAccess access) implements Sessions {

    @Override
    public Connection open(OperationId operation) {
        return access.operationConnection(operation);
    }

    @Override
    public <A> A ask(Question<A> question) {
        return access.ask(question::ask);
    }

    @Override
    public ProblemException problem(SQLException refusal) {
        return access.problem(refusal);
    }
}
