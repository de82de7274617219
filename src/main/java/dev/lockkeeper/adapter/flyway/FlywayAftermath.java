package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.schema.Aftermath;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Script;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks for what scripts left behind in PostgreSQL's catalog, and clears it away.
public final class FlywayAftermath implements Aftermath {

    private final Sessions sessions;

    public FlywayAftermath(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Remains leftBy(Script script) {
        ConcurrentIndex.Found found = ConcurrentIndex.in(Statements.of(script.file(), script.sql()));
        return sessions.ask(connection -> {
            List<String> sound = new ArrayList<>();
            List<String> invalid = new ArrayList<>();
            List<String> absent = new ArrayList<>();
            for (ConcurrentIndex index : found.indexes()) {
                Optional<There> there = there(connection, index);
                (there.isEmpty() ? absent : there.get().sound() ? sound : invalid)
                        .add(there.map(There::name).orElse(index.name()));
            }
            return new Remains(sound, invalid, absent, found.others());
        });
    }

    /// An index in the catalog: its name, written with its schema, and whether it can be used.
    private record There(String name, boolean sound) {}

    private static Optional<There> there(Connection connection, ConcurrentIndex index) throws SQLException {
        // an index always stands in its table's schema
        try (PreparedStatement question = connection.prepareStatement("""
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), i.indisvalid AND i.indisready
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE i.indrelid = pg_catalog.to_regclass(?) AND c.relname = (pg_catalog.parse_ident(?))[1]""")) {
            question.setString(1, index.table());
            question.setString(2, index.name());
            try (ResultSet row = question.executeQuery()) {
                return row.next() ? Optional.of(new There(row.getString(1), row.getBoolean(2))) : Optional.empty();
            }
        }
    }

    @Override
    public void drop(Script script, OperationId operation, Journal journal) {
        ConcurrentIndex.Found found = ConcurrentIndex.in(Statements.of(script.file(), script.sql()));
        try (Connection connection = sessions.open(operation); Statement statement = connection.createStatement()) {
            for (ConcurrentIndex index : found.indexes()) {
                Optional<There> there = there(connection, index);
                if (there.isPresent()) {
                    String sql = "DROP INDEX CONCURRENTLY " + there.get().name();
                    journal.info(Source.POSTGRES, sql);
                    statement.execute(sql);
                    journal.line(Source.POSTGRES, Level.OK, sql);
                }
            }
        } catch (SQLException e) {
            throw sessions.problem(e);
        }
    }

    @Override
    public void forgetFailed(Revision revision, OperationId operation) {
        try (Connection connection = sessions.open(operation)) {
            if (LedgerReading.of(connection).historyExists()) {
                try (PreparedStatement forget = connection.prepareStatement(
                        "DELETE FROM " + LedgerReading.HISTORY + " WHERE version IN (?, ?) AND NOT success")) {
                    forget.setString(1, revision.id());
                    forget.setString(2, LedgerWriting.version(revision));
                    forget.executeUpdate();
                }
            }
        } catch (SQLException e) {
            throw sessions.problem(e);
        }
    }

    @Override
    public List<Backend> sessions(OperationId operation) {
        return sessions.ask(connection -> {
            try (PreparedStatement question = connection.prepareStatement("""
                SELECT pid, backend_start, coalesce(query, '') FROM pg_catalog.pg_stat_activity
                WHERE datname = pg_catalog.current_database() AND split_part(application_name, ' ', 1) = ?
                ORDER BY state = 'active' DESC, pid""")) {
                question.setString(1, operation.applicationName());
                List<Backend> found = new ArrayList<>();
                try (ResultSet rows = question.executeQuery()) {
                    while (rows.next()) {
                        found.add(new Backend(rows.getInt(1), rows.getObject(2, OffsetDateTime.class).toInstant(),
                                Statements.firstLine(rows.getString(3))));
                    }
                }
                return found;
            }
        });
    }

    @Override
    public void sweep() {
        sessions.sweep();
    }

    @Override
    public boolean end(int pid) {
        return sessions.ask(connection -> {
            try (PreparedStatement end = connection.prepareStatement("SELECT pg_catalog.pg_terminate_backend(?)")) {
                end.setInt(1, pid);
                try (ResultSet row = end.executeQuery()) {
                    return row.next() && row.getBoolean(1);
                }
            }
        });
    }

    @Override
    public List<String> prepared() {
        return sessions.ask(connection -> {
            List<String> left = new ArrayList<>();
            try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("""
                SELECT gid || ' · ' || owner || ' · ' || prepared FROM pg_catalog.pg_prepared_xacts
                WHERE database = pg_catalog.current_database() ORDER BY prepared""")) {
                while (rows.next()) {
                    left.add(rows.getString(1));
                }
            }
            return left;
        });
    }
}
