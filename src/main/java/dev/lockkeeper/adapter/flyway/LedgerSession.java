package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.schema.Blocker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// A session that raises one revision after the other, and knows what it was like when it was opened.
final class LedgerSession implements AutoCloseable {

    private final Connection connection;
    private @Nullable String settings;

    LedgerSession(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /// Begins a transaction (or, not `together`, goes without one), and reads the ledgers' mark under Flyway's lock, if that is free.
    LedgerMark.Read begin(boolean together, Optional<String> alembic) throws SQLException {
        connection.setAutoCommit(!together);
        return LedgerMark.lockAndRead(connection, together, alembic);
    }

    /// Whether no script has changed what the next one would run in.
    boolean asFresh(LedgerMark.Read now) {
        if (settings == null) {
            settings = now.settings();
        }
        return settings.equals(now.settings());
    }

    /// Back to the role and the search path that the ledgers are written with.
    void asAtFirst() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("RESET SESSION AUTHORIZATION; RESET ROLE; RESET search_path");
        }
    }

    /// Gives back transaction and lock.
    void leave(boolean together) throws SQLException {
        if (together) {
            connection.rollback();
        } else {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_catalog.pg_advisory_unlock_all()");
            }
        }
    }

    /// Who has Flyway's lock.
    static List<Blocker> holders(Connection connection) throws SQLException {
        try (PreparedStatement question = connection.prepareStatement("""
            SELECT a.pid, a.usename, a.application_name, a.state, a.xact_start, a.query_start, ?
            FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a USING (pid)
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
            AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
            AND (l.classid::bigint << 32) | l.objid::bigint = ?""")) {
            question.setString(1, LedgerReading.HISTORY);
            question.setLong(2, HistoryTable.LOCK);
            return LockWait.read(question);
        }
    }

    void cancel(Journal journal) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            journal.line(Source.POSTGRES, Level.WARN, String.valueOf(e.getMessage()));
        }
    }

    /// What was not committed is undone, and the lock is free, when this returns: the server would get to it only some time after a mere
    /// goodbye.
    @Override
    public void close() {
        try (connection) {
            if (!connection.isClosed()) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                leave(false);
            }
        } catch (SQLException _) {
            // the session is gone, and with it all that
        }
    }
}
