package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;

/// Sessions with the database whose schema is moved. All speak UTC.
public interface Sessions {

    /// A connection of its own for a move: without a statement limit, with a lock limit, and with its work undone by the server soon
    /// after we die. Throws a connection's problem.
    Connection open(OperationId operation);

    /// A short question on a shared connection. Throws a connection's problem.
    <A> A ask(Question<A> question);

    /// What a refusal means that has nothing to do with a script.
    ProblemException problem(SQLException refusal);

    /// Something to ask on a connection.
    interface Question<A> {
        A ask(Connection connection) throws SQLException;
    }
}
