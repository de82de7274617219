package dev.lockkeeper.adapter.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.lockkeeper.accounts.AccountsProblem;
import dev.lockkeeper.operation.ProblemException;

/// The application's table `users` as this database has it. `name` is schema-qualified and quoted, `idType` is its key's type,
/// both ready for SQL.
record UsersTable(String name, String idType, boolean naive, boolean lastLogin, boolean normalizes) {

    /// What the columns must be; an empty type is any.
    private static final Map<String, List<String>> EXPECTED = expected();

    private static Map<String, List<String>> expected() {
        Map<String, List<String>> types = new LinkedHashMap<>();
        types.put("id", List.of());
        types.put("username", List.of());
        types.put("email", List.of());
        types.put("is_active", List.of("boolean"));
        types.put("is_locked", List.of("boolean"));
        types.put("locked_until", List.of("timestamp with time zone", "timestamp without time zone"));
        types.put("failed_login_attempts", List.of("integer", "smallint", "bigint"));
        return types;
    }

    /// Looks the table up on the search path. Throws [AccountsProblem.UsersMissing] or [AccountsProblem.LockoutFieldsMissing].
    static UsersTable in(Connection connection) throws SQLException {
        return in(connection, "");
    }

    /// The same, with statements that go before in the same message.
    static UsersTable in(Connection connection, String before) throws SQLException {
        String name = "";
        String encoding = "";
        Map<String, String> types = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = ask(statement, before + """
                    SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), a.attname,
                           pg_catalog.format_type(a.atttypid, NULL), pg_catalog.pg_encoding_to_char(d.encoding)
                    FROM   pg_catalog.pg_class c
                    JOIN   pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    JOIN   pg_catalog.pg_database d ON d.datname = pg_catalog.current_database()
                    JOIN   pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                    WHERE  c.oid = pg_catalog.to_regclass('users') AND c.relkind IN ('r', 'p', 'v', 'f')""")) {
            while (rows.next()) {
                name = rows.getString(1);
                types.put(rows.getString(2), rows.getString(3));
                encoding = rows.getString(4);
            }
        }
        if (types.isEmpty()) {
            throw new ProblemException(new AccountsProblem.UsersMissing());
        }
        List<String> missing = new ArrayList<>();
        EXPECTED.forEach((column, wanted) -> {
            String type = types.get(column);
            if (type == null) {
                missing.add(column);
            } else if (!wanted.isEmpty() && !wanted.contains(type)) {
                missing.add(column + " " + wanted.getFirst());
            }
        });
        if (!missing.isEmpty()) {
            throw new ProblemException(new AccountsProblem.LockoutFieldsMissing(missing));
        }
        return new UsersTable(name, types.getOrDefault("id", "text"),
                "timestamp without time zone".equals(types.get("locked_until")),
                types.getOrDefault("last_login_at", "").startsWith("timestamp"), "UTF8".equals(encoding));
    }

    private static ResultSet ask(Statement statement, String sql) throws SQLException {
        boolean hasRows = statement.execute(sql);
        while (!hasRows) {
            hasRows = statement.getMoreResults();
        }
        return statement.getResultSet();
    }

    /// The server's clock as the column counts it. A time without a zone is taken for UTC.
    private String clock() {
        return naive ? "(now() AT TIME ZONE 'UTC')" : "now()";
    }

    /// The rows with their state by the one rule. `rank` puts those first who wait for help.
    String judged() {
        String future = "coalesce(locked_until > " + clock() + ", false)";
        String locked = "coalesce(is_locked, false)";
        return """
            (SELECT id, id::text AS key, username::text AS username, email::text AS email,
                    coalesce(is_active, true) AS active, %1$s AS locked, locked_until, locked_until::text AS until,
                    coalesce(failed_login_attempts, 0) AS failed, %2$s AS future, %3$s AS last_login,
                    CASE WHEN NOT coalesce(is_active, true) THEN 3
                         WHEN %1$s AND (locked_until IS NULL OR %2$s) THEN 1
                         WHEN %1$s THEN 2
                         ELSE 4 END AS rank
             FROM   %4$s) AS judged""".formatted(locked, future,
                lastLogin
                        ? "CASE WHEN isfinite(last_login_at) THEN floor(extract(epoch FROM last_login_at) * 1000)::bigint END"
                        : "NULL::bigint",
                name);
    }

    /// The columns of one account, as [PostgresAccounts] reads them.
    String columns() {
        return """
            key, left(username, 320), left(email, 320), rank, active, locked, until, failed,
            CASE WHEN isfinite(locked_until) THEN floor(extract(epoch FROM locked_until) * 1000)::bigint END,
            CASE WHEN isfinite(locked_until) THEN ceil(extract(epoch FROM locked_until - %s))::bigint END,
            last_login, NOT locked AND future""".formatted(clock());
    }

    /// An expression for comparing text whatever its case and however its letters are composed.
    String folded(String expression) {
        return normalizes ? "lower(normalize(" + expression + ", NFC)) COLLATE \"C\"" : "lower(" + expression + ") COLLATE \"C\"";
    }

    /// `expression` as a key.
    String asId(String expression) {
        return expression + "::" + idType;
    }
}
