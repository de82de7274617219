package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.adapter.flyway.CreatedObjects.Created;
import dev.lockkeeper.schema.Revision;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a database says of its level: Flyway's rows, Alembic's, and, where both are silent, the tables there are.
record LedgerReading(String searchPath, boolean historyExists, List<Row> rows, Optional<Alembic> alembic, List<String> tables,
        Map<Revision, String> keptIds) {

    static final String HISTORY = "lockkeeper.flyway_schema_history";
    /// Which ids of Alembic's stand for which of our revisions, for consoles that have no Alembic folder at hand.
    static final String IDS = "lockkeeper.alembic_id";

    /// One row of Flyway's history. `version` is empty for rows that mark no revision. Times are UTC, since our sessions are.
    record Row(int rank, String version, String type, String script, @Nullable Integer checksum, String by, Instant on,
            Duration took,
            boolean success) {}

    /// Alembic's ledger: its table, as SQL names it, and the ids in it (none at base). `written` is the last time it was, where the
    /// server keeps the times of transactions.
    record Alembic(String table, List<String> ids, Optional<Instant> written) {}

    static LedgerReading of(Connection connection) throws SQLException {
        String searchPath;
        boolean history;
        boolean kept;
        @Nullable
        String alembic;
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT pg_catalog.current_setting('search_path'),"
                        + " pg_catalog.to_regclass('" + HISTORY
                        + "') IS NOT NULL, pg_catalog.to_regclass('alembic_version')::text, pg_catalog.to_regclass('" + IDS
                        + "') IS NOT NULL")) {
            found.next();
            searchPath = found.getString(1);
            history = found.getBoolean(2);
            alembic = found.getString(3);
            kept = found.getBoolean(4);
        }
        List<Row> rows = history ? rows(connection) : List.of();
        Optional<Alembic> other = alembic == null
                ? Optional.empty()
                : Optional.of(alembic(connection, alembic));
        boolean silent = other.isEmpty() && rows.stream().allMatch(row -> row.version().isEmpty());
        return new LedgerReading(searchPath, history, rows, other, silent ? tables(connection) : List.of(),
                kept ? keptIds(connection) : Map.of());
    }

    private static List<Row> rows(Connection connection) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement
                        .executeQuery("SELECT installed_rank, coalesce(version, ''), type, script, checksum, installed_by,"
                                + " installed_on, execution_time, success FROM " + HISTORY + " ORDER BY installed_rank")) {
            while (found.next()) {
                int checksum = found.getInt(5);
                rows.add(new Row(found.getInt(1), found.getString(2), found.getString(3), found.getString(4),
                        found.wasNull() ? null : checksum, found.getString(6),
                        found.getObject(7, LocalDateTime.class).toInstant(ZoneOffset.UTC), Duration.ofMillis(found.getInt(8)),
                        found.getBoolean(9)));
            }
        }
        return rows;
    }

    private static Alembic alembic(Connection connection, String table) throws SQLException {
        List<String> ids = new ArrayList<>();
        Optional<Instant> written = Optional.empty();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT version_num, CASE WHEN"
                        + " pg_catalog.current_setting('track_commit_timestamp')::boolean"
                        + " THEN pg_catalog.pg_xact_commit_timestamp(xmin) END FROM " + table + " ORDER BY 1")) {
            while (found.next()) {
                ids.add(found.getString(1));
                written = Optional.ofNullable(found.getObject(2, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
            }
        }
        return new Alembic(table, List.copyOf(ids), written);
    }

    private static Map<Revision, String> keptIds(Connection connection) throws SQLException {
        Map<Revision, String> kept = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT revision, alembic_id FROM " + IDS)) {
            while (found.next()) {
                kept.put(new Revision(found.getString(1)), found.getString(2));
            }
        }
        return kept;
    }

    /// Tables on the search path that no extension brought.
    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet found = statement.executeQuery("""
            SELECT c.oid::pg_catalog.regclass::text
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY (pg_catalog.current_schemas(false)) AND n.nspname <> 'lockkeeper'
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY 1""")) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        return tables;
    }

    /// Those of the objects that exist.
    static Set<Created> existing(Connection connection, List<Created> asked) throws SQLException {
        if (asked.isEmpty()) {
            return Set.of();
        }
        Set<String> there = new TreeSet<>();
        try (PreparedStatement question = connection.prepareStatement(
                """
                    SELECT o.name, o.col FROM ROWS FROM (pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[])) AS o (name, col)
                    WHERE CASE WHEN o.col = '' THEN pg_catalog.to_regclass(o.name) IS NOT NULL
                    ELSE EXISTS (SELECT FROM pg_catalog.pg_attribute a
                        WHERE a.attrelid = pg_catalog.to_regclass(o.name) AND a.attname = o.col AND a.attnum > 0 AND NOT a.attisdropped) END""")) {
            Array names = connection.createArrayOf("text", asked.stream().map(Created::table).toArray());
            Array columns = connection.createArrayOf("text", asked.stream().map(Created::column).toArray());
            question.setArray(1, names);
            question.setArray(2, columns);
            try (ResultSet found = question.executeQuery()) {
                while (found.next()) {
                    there.add(new Created(found.getString(1), found.getString(2)).toString());
                }
            }
        }
        return asked.stream().filter(object -> there.contains(object.toString())).collect(Collectors.toSet());
    }
}
