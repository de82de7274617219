package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.backup.Contents;
import dev.lockkeeper.backup.Moments;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A moment of the database that a dump can be taken of. The tables are locked first and the moment chosen after: a dump that waits for a
/// table with its moment already chosen sees a table rewritten meanwhile as empty, and ends well.
final class FrozenTables implements Moments.Moment {

    static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final int TRIES = 3;

    private final Connection connection;
    private final PostgresConnections connections;
    private final String snapshot;
    private final Map<String, Long> sizes;

    private FrozenTables(Connection connection, PostgresConnections connections, String snapshot, Map<String, Long> sizes) {
        this.connection = connection;
        this.connections = connections;
        this.snapshot = snapshot;
        this.sizes = sizes;
    }

    /// Locks every table of the application in `mode` (`ACCESS SHARE` against rewriting, `SHARE` against any change of rows), for as long as
    /// this is open. Closes `connection` at its end. SQLSTATE 55P03 when somebody keeps a table longer than the connection's `lock_timeout`.
    static FrozenTables of(Connection connection, PostgresConnections connections, String mode) throws SQLException {
        try {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            for (int attempt = 1;; attempt++) {
                List<ContentsReading.Table> tables = ContentsReading.tables(connection, true);
                // the look at the catalog took a moment of its own: the transaction begins anew
                connection.rollback();
                try (Statement statement = connection.createStatement()) {
                    if (!tables.isEmpty()) {
                        statement.execute("LOCK TABLE ONLY "
                                + tables.stream().map(ContentsReading.Table::quoted).collect(Collectors.joining(", ONLY "))
                                + " IN " + mode + " MODE");
                    }
                    String snapshot = export(statement);
                    if (names(ContentsReading.tables(connection, true)).equals(names(tables))) {
                        return new FrozenTables(connection, connections, snapshot, sizes(tables));
                    }
                    if (attempt == TRIES) {
                        throw new SQLException("tables come and go faster than they can be locked", LOCK_NOT_AVAILABLE);
                    }
                } catch (SQLException e) {
                    // a table was dropped between look and lock
                    if (attempt == TRIES || !"42P01".equals(e.getSQLState())) {
                        throw e;
                    }
                }
                connection.rollback();
            }
        } catch (SQLException e) {
            PostgresConnections.closeQuietly(connection);
            throw e;
        }
    }

    @Override
    public String snapshot() {
        return snapshot;
    }

    @Override
    public Map<String, Long> sizes() {
        return sizes;
    }

    @Override
    public Contents contents(StopSignal stop) {
        try {
            return ContentsReading.read(connection, stop, Message.of("state.no-backup"));
        } catch (SQLException e) {
            throw connections.problem(e);
        }
    }

    private static List<String> names(List<ContentsReading.Table> tables) {
        return tables.stream().map(ContentsReading.Table::name).toList();
    }

    private static Map<String, Long> sizes(List<ContentsReading.Table> tables) {
        Map<String, Long> sizes = new HashMap<>();
        tables.forEach(table -> sizes.put(table.name(), table.bytes()));
        return Map.copyOf(sizes);
    }

    private static String export(Statement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery("SELECT pg_catalog.pg_export_snapshot()")) {
            answer.next();
            return answer.getString(1);
        }
    }

    @Override
    public void close() {
        PostgresConnections.closeQuietly(connection);
    }
}
