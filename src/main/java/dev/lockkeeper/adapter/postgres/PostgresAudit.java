package dev.lockkeeper.adapter.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The audit trail, `lockkeeper.audit`: rows are added and never changed. `db_user` is the server's word, `operator` only a claim.
final class PostgresAudit {

    private static final String CREATE = """
        SELECT pg_catalog.pg_advisory_xact_lock(7801408475113186404);
        CREATE TABLE IF NOT EXISTS lockkeeper.audit (
            seq       bigint       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            at        timestamptz  NOT NULL DEFAULT pg_catalog.clock_timestamp(),
            db_user   name         NOT NULL DEFAULT session_user,
            operator  text         NOT NULL,
            action    text         NOT NULL,
            target    text         NOT NULL,
            before    jsonb,
            after     jsonb,
            reason    text         NOT NULL CHECK (pg_catalog.btrim(reason) <> '')
        );
        CREATE OR REPLACE FUNCTION lockkeeper.audit_stays() RETURNS trigger LANGUAGE plpgsql
            SET search_path = pg_catalog, pg_temp AS $body$
        BEGIN
            RAISE EXCEPTION 'lockkeeper.audit only grows: % refused', TG_OP USING ERRCODE = '42501';
        END $body$;
        CREATE OR REPLACE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON lockkeeper.audit
            FOR EACH STATEMENT EXECUTE FUNCTION lockkeeper.audit_stays()""";

    private PostgresAudit() {}

    /// One act. `before` and `after` are JSON.
    record Entry(String operator, String action, String target, String before, String after, String reason) {}

    /// Adds the row within the transaction that is open on the connection; creates the table if this is the first.
    static void write(Connection connection, Entry entry) throws SQLException {
        if (!there(connection, "pg_catalog.to_regclass('lockkeeper.audit') IS NOT NULL")) {
            create(connection);
        }
        try (PreparedStatement statement = connection.prepareStatement("""
            INSERT INTO lockkeeper.audit (operator, action, target, before, after, reason)
            VALUES (?, ?, ?, ?::jsonb, ?::jsonb, ?)""")) {
            statement.setString(1, entry.operator());
            statement.setString(2, entry.action());
            statement.setString(3, entry.target());
            statement.setString(4, entry.before());
            statement.setString(5, entry.after());
            statement.setString(6, entry.reason());
            statement.executeUpdate();
        }
    }

    // The schema is looked for first: IF NOT EXISTS asks for the right to create it even where it exists.
    private static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!there(connection, "pg_catalog.to_regnamespace('lockkeeper') IS NOT NULL")) {
                statement.execute("CREATE SCHEMA IF NOT EXISTS lockkeeper");
            }
            statement.execute(CREATE);
        }
    }

    private static boolean there(Connection connection, String condition) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("SELECT " + condition)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
