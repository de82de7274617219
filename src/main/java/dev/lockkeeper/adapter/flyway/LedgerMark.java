package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.schema.Script;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/// Where both ledgers stand, in so few words that it can be asked before every step: Flyway's last row, and Alembic's table with its ids.
record LedgerMark(int rank, String last, Optional<String> table, List<String> ids) {

    /// What a script may change of its session so that the next one would run otherwise than in a fresh one.
    private static final String SETTINGS = "pg_catalog.concat_ws(' ', session_user, current_user" + List.of("search_path", "role",
            "lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout", "timezone", "datestyle",
            "client_encoding",
            "standard_conforming_strings", "row_security", "check_function_bodies", "default_tablespace",
            "default_table_access_method", "session_replication_role", "default_transaction_isolation",
            "default_transaction_read_only", "synchronous_commit", "client_min_messages", "bytea_output", "intervalstyle",
            "xmloption", "extra_float_digits", "work_mem", "maintenance_work_mem", "constraint_exclusion").stream()
            .map(name -> ", pg_catalog.current_setting('" + name + "', true)").reduce("", String::concat) + ")";

    /// The mark as it was read once the lock was asked for, and what kind of session read it. `locked`: Flyway's lock is ours.
    record Read(boolean locked, LedgerMark mark, String user, String settings) {}

    /// Asks for Flyway's lock, without waiting, and then for the mark, in one round trip. `known` is Alembic's table, if there was one.
    static Read lockAndRead(Connection connection, boolean together, Optional<String> known) throws SQLException {
        String lock = "SELECT pg_catalog.pg_try_advisory" + (together ? "_xact" : "") + "_lock(" + HistoryTable.LOCK + ")";
        String mark = "SELECT h.installed_rank, coalesce(h.said, ''), pg_catalog.to_regclass('alembic_version')::text, current_user, "
                + SETTINGS + ", " + known.map(LedgerMark::ids).orElse("NULL::text")
                + " FROM (VALUES (1)) AS one LEFT JOIN (SELECT installed_rank, coalesce(version, '') || ' ' || type || ' '"
                + " || success::text FROM " + LedgerReading.HISTORY
                + " ORDER BY installed_rank DESC LIMIT 1) AS h (installed_rank, said) ON true";
        try (Statement statement = connection.createStatement()) {
            statement.execute(lock + "; " + mark);
            boolean locked;
            try (ResultSet answer = statement.getResultSet()) {
                locked = answer.next() && answer.getBoolean(1);
            }
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                Optional<String> table = Optional.ofNullable(row.getString(3));
                String ids = table.equals(known) ? row.getString(6) : null;
                return new Read(locked, new LedgerMark(row.getInt(1), row.getString(2), table,
                        table.equals(known) || table.isEmpty() ? split(ids) : asked(connection, table.get())), row.getString(4),
                        row.getString(5));
            }
        }
    }

    private static String ids(String table) {
        return "(SELECT pg_catalog.string_agg(version_num, E'\\n' ORDER BY version_num) FROM " + table + ")";
    }

    private static List<String> asked(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("SELECT " + ids(table))) {
            row.next();
            return split(row.getString(1));
        }
    }

    private static List<String> split(@org.jspecify.annotations.Nullable String ids) {
        return ids == null ? List.of() : ids.lines().toList();
    }

    /// The mark once this script's row is written, and Alembic's ledger moved with it.
    LedgerMark after(Script script, Optional<String> alembicTable, Optional<AlembicMove> move) {
        return new LedgerMark(rank + 1, LedgerWriting.version(script.revision()) + " SQL true", alembicTable,
                move.map(alembic -> alembic.target().stream().toList()).orElse(ids));
    }
}
