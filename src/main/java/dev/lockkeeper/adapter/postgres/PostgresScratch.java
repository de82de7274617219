package dev.lockkeeper.adapter.postgres;

import static dev.lockkeeper.adapter.postgres.LiveDatabase.literal;
import static dev.lockkeeper.adapter.postgres.LiveDatabase.quoted;

import dev.lockkeeper.operation.OperationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// An empty database beside the live one, of the same encoding and sorting, for as long as it is open.
public final class PostgresScratch implements AutoCloseable {

    private static final String ROLE = "scratch";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Connection holding;
    private final Connection connection;
    private final String name;

    private PostgresScratch(Connection holding, Connection connection, String name) {
        this.holding = holding;
        this.connection = connection;
        this.name = name;
    }

    /// Throws the connection's problem; [SQLException] `42501` where the role may not create databases.
    static PostgresScratch open(PostgresConnections connections, String live, OperationId operation) throws SQLException {
        // shows every other console that somebody is at it
        Connection holding = connections.elsewhere(operation.applicationName(), Limits.OPERATION);
        // one operation may need several, one after the other
        String name = BesideName.of(live, ROLE, operation.text()) + "_" + NUMBER.incrementAndGet();
        try {
            sweep(holding, live);
            LiveDatabase model = LiveDatabase.read(holding, live)
                    .orElseThrow(() -> new SQLException("database is gone", "3D000"));
            try (Statement statement = holding.createStatement()) {
                statement.execute(model.creation(name, true));
                statement.execute("COMMENT ON DATABASE " + quoted(name) + " IS " + literal(new BesideLabel(live,
                        BesideLabel.Role.SCRATCH, operation.text(), Instant.now(), false, Optional.empty()).text()));
            }
            return new PostgresScratch(holding, connections.to(name, operation.applicationName(), Limits.OPERATION), name);
        } catch (SQLException e) {
            drop(holding, name);
            PostgresConnections.closeQuietly(holding);
            throw e;
        }
    }

    public Connection connection() {
        return connection;
    }

    /// Drops what consoles that died left of theirs.
    static void sweep(Connection elsewhere, String live) throws SQLException {
        List<String> left = new ArrayList<>();
        try (PreparedStatement asking = elsewhere.prepareStatement(
                """
                    SELECT d.datname, coalesce(pg_catalog.shobj_description(d.oid, 'pg_database'), ''),
                           ARRAY(SELECT a.application_name FROM pg_catalog.pg_stat_activity a WHERE a.application_name LIKE 'lockkeeper-%')
                    FROM   pg_catalog.pg_database d WHERE pg_catalog.starts_with(d.datname, ?)""")) {
            String beginning = BesideName.of(live, ROLE, "");
            asking.setString(1, beginning);
            try (ResultSet rows = asking.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(1);
                    Optional<BesideLabel> label = BesideLabel.of(rows.getString(2));
                    // two live databases may begin alike; one without a comment died between its making and its naming
                    boolean ours = label.map(known -> known.role() == BesideLabel.Role.SCRATCH && known.live().equals(live))
                            .orElse(name.substring(beginning.length()).matches("[0-9a-f]{8}_\\d+"));
                    String operation = name.substring(beginning.length()).replaceAll("_.*", "");
                    boolean busy = List.of((Object[]) rows.getArray(3).getArray()).stream().map(String::valueOf)
                            .anyMatch(application -> application.startsWith(new OperationId(operation).applicationName()));
                    if (ours && !busy) {
                        left.add(name);
                    }
                }
            }
        }
        left.forEach(name -> drop(elsewhere, name));
    }

    private static void drop(Connection elsewhere, String name) {
        try (Statement statement = elsewhere.createStatement()) {
            OwnDatabase.drop(statement, quoted(name));
        } catch (SQLException e) {
            // the next one sweeps it
        }
    }

    @Override
    public void close() {
        PostgresConnections.closeQuietly(connection);
        drop(holding, name);
        PostgresConnections.closeQuietly(holding);
    }
}
