package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Sessions with the database whose schema is moved. All speak UTC.
public interface Sessions {

    /// A connection of its own for a move: without a statement limit, with a lock limit, and with its work undone by the server soon
    /// after we die. Throws a connection's problem.
    Connection open(OperationId operation);

    /// A short question on a shared connection. Throws a connection's problem.
    <A> A ask(Question<A> question);

    /// What a refusal means that has nothing to do with a script.
    ProblemException problem(SQLException refusal);

    /// A fresh empty database beside the live one, on the same server and of the same kind. Closing drops it; what a console that was killed
    /// left is dropped first. Throws a connection's problem, or the schema's where the role may not create one.
    Scratch scratch(OperationId operation);

    /// Drops what consoles that were killed left of such databases. Throws a connection's problem.
    void sweep();

    /// The catalog of the database behind `connection`, as the lines of `db/catalog.sql`, in one snapshot.
    List<String> catalog(Connection connection) throws SQLException;

    /// A database that nobody else knows, to try scripts on.
    interface Scratch extends AutoCloseable {

        /// Without limits for statements; ours alone.
        Connection connection();

        @Override
        void close();
    }

    /// Something to ask on a connection.
    interface Question<A> {
        A ask(Connection connection) throws SQLException;
    }
}
