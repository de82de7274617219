package dev.lockkeeper.adapter.flyway;

import java.sql.Connection;
import java.sql.SQLException;

/// Connections to the database whose schema is moved. All speak UTC.
public interface Sessions {

    /// A connection of its own for a move, shown by the server under `applicationName`: without a statement limit, with a lock limit, and
    /// with its work undone by the server soon after we die.
    Connection open(String applicationName) throws SQLException;

    /// A connection for a quick question, from the screen's pool.
    Connection borrow() throws SQLException;

    /// What a refusal means that has nothing to do with a script.
    RuntimeException translate(SQLException refusal);
}
