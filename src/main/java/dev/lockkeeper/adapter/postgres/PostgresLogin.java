package dev.lockkeeper.adapter.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;

import dev.lockkeeper.readiness.Clocks;
import dev.lockkeeper.readiness.Collation;
import dev.lockkeeper.readiness.ConnectionFacts;
import dev.lockkeeper.readiness.Login;

/// Logs in afresh and asks: a pooled connection would prove only that one could be made some time ago.
public final class PostgresLogin implements Login {

    /// Since then a database remembers which library ordered its text.
    private static final int NOTES_COLLATION = 15;

    private final PostgresAccess access;
    private final InstantSource clock;

    public PostgresLogin(PostgresAccess access) {
        this(access, InstantSource.system());
    }

    PostgresLogin(PostgresAccess access, InstantSource clock) {
        this.access = access;
        this.clock = clock;
    }

    @Override
    public void ping() {
        access.ask(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("SELECT 1");
            }
        });
    }

    @Override
    public ConnectionFacts ask() {
        return access.login(this::asked);
    }

    private ConnectionFacts asked(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long began = System.nanoTime();
            statement.execute("SELECT 1");
            Duration roundTrip = Duration.ofNanos(System.nanoTime() - began);
            String identifier = identifier(statement);
            // known since the greeting: it costs no question
            boolean notes = connection.getMetaData().getDatabaseMajorVersion() >= NOTES_COLLATION;
            Instant before = clock.instant();
            long asked = System.nanoTime();
            try (ResultSet row = statement.executeQuery("""
                SELECT pg_catalog.current_setting('server_version'),
                       (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_activity
                        WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database()),
                       pg_catalog.pg_is_in_recovery() OR pg_catalog.current_setting('transaction_read_only')::boolean,
                       pg_catalog.pg_is_in_recovery(),
                       pg_catalog.clock_timestamp(),
                       %s FROM pg_catalog.pg_database d
                WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()""".formatted(notes
                    ? "d.datlocprovider, d.datcollversion, pg_catalog.pg_database_collation_actual_version(d.oid)"
                    : "NULL, NULL, NULL"))) {
                Duration trip = Duration.ofNanos(System.nanoTime() - asked);
                row.next();
                Clocks clocks = new Clocks(before.plus(trip.dividedBy(2)), row.getObject(5, OffsetDateTime.class).toInstant(),
                        trip);
                return new ConnectionFacts(row.getString(1), roundTrip, row.getInt(2), row.getBoolean(3), identifier,
                        row.getBoolean(4), Optional.of(clocks), collation(row));
            }
        }
    }

    /// Text in the order of its bytes has no version, and needs none.
    private static Optional<Collation> collation(ResultSet row) throws SQLException {
        String recorded = row.getString(7);
        String actual = row.getString(8);
        return recorded == null || actual == null
                ? Optional.empty()
                : Optional.of(new Collation(switch (Objects.requireNonNullElse(row.getString(6), "")) {
                    case "c" -> "glibc";
                    case "i" -> "ICU";
                    case String other -> other;
                }, recorded, actual));
    }

    /// Empty where we may not ask.
    private static String identifier(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT system_identifier FROM pg_catalog.pg_control_system()")) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState())) {
                return "";
            }
            throw e;
        }
    }
}
