package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.schema.LockHeld;
import dev.lockkeeper.schema.LockMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.jdbc.Results;
import org.flywaydb.core.internal.sqlscript.SqlStatement;

/// Reads after each statement of a transaction which tables that were there before it holds, and how.
final class LockWatch implements ScriptRun.Watch {

    private record Taken(LockMode mode, long since) {}

    private final Connection connection;
    private final Map<Long, String> tables;
    private final Map<Long, Taken> strongest = new HashMap<>();
    private long began = System.nanoTime();

    /// `tables` from [#tables].
    LockWatch(Connection connection, Map<Long, String> tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /// The tables that are there now, by their OID.
    static Map<Long, String> tables(Connection connection) throws SQLException {
        Map<Long, String> tables = new TreeMap<>();
        try (Statement statement = connection.createStatement(); ResultSet found = statement.executeQuery("""
            SELECT c.oid, CASE WHEN n.nspname = 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('information_schema', 'lockkeeper')
            AND NOT pg_catalog.starts_with(n.nspname, 'pg_')""")) {
            while (found.next()) {
                tables.put(found.getLong(1), found.getString(2));
            }
        }
        return tables;
    }

    @Override
    public void before(SqlStatement statement) {
        began = System.nanoTime();
    }

    @Override
    public void after(SqlStatement statement, Results results) {
        try (PreparedStatement question = connection.prepareStatement("SELECT relation, mode FROM pg_catalog.pg_locks"
                + " WHERE pid = pg_catalog.pg_backend_pid() AND locktype = 'relation' AND granted AND relation = ANY (?)")) {
            question.setArray(1, connection.createArrayOf("oid", tables.keySet().toArray()));
            try (ResultSet held = question.executeQuery()) {
                while (held.next()) {
                    long table = held.getLong(1);
                    Optional<LockMode> mode = LockMode.of(held.getString(2));
                    mode.filter(taken -> !strongest.containsKey(table) || strongest.get(table).mode().compareTo(taken) < 0)
                            .ifPresent(taken -> strongest.put(table, new Taken(taken, began)));
                }
            }
        } catch (SQLException e) {
            throw new FlywayException(e);
        }
    }

    /// What is held now, at the end of the transaction, the strongest first.
    List<LockHeld> held() {
        long now = System.nanoTime();
        return strongest.entrySet().stream()
                .map(lock -> new LockHeld(String.valueOf(tables.get(lock.getKey())), lock.getValue().mode(),
                        Duration.ofNanos(now - lock.getValue().since())))
                .sorted(Comparator.comparing(LockHeld::mode).reversed().thenComparing(LockHeld::table)).toList();
    }
}
