package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.environment.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;

/// The practice accounts, as the role that owns the practice database.
public final class PracticeSamples {

    private static final String PRACTICE_HASH = "$2b$12$PracticeAccountSalt..eThisHashMatchesNoPasswordAtAll.";

    private final Environment practice;

    public PracticeSamples(Environment practice) {
        if (!practice.practice()) {
            throw new IllegalArgumentException(practice.name());
        }
        this.practice = practice;
    }

    /// Adds what fits the schema's level: see `resources/db/practice`. Returns the number of practice accounts.
    public int fill() {
        return inTransaction(connection -> {
            String script = script(connection);
            if (script.isEmpty()) {
                return 0;
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute(script);
            }
            try (PreparedStatement count = connection
                    .prepareStatement("SELECT count(*) FROM public.users WHERE password_hash = ?")) {
                count.setString(1, PRACTICE_HASH);
                try (ResultSet answer = count.executeQuery()) {
                    answer.next();
                    return answer.getInt(1);
                }
            }
        });
    }

    /// Locks a practice account for `minutes` from now.
    public boolean relock(String username, int minutes) {
        return inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                UPDATE public.users
                SET    is_locked = true, failed_login_attempts = greatest(failed_login_attempts, 5),
                       locked_until = now() + make_interval(mins => ?)
                WHERE  username = ? AND password_hash = ?""")) {
                update.setInt(1, minutes);
                update.setString(2, username);
                update.setString(3, PRACTICE_HASH);
                return update.executeUpdate() == 1;
            }
        });
    }

    private static String script(Connection connection) throws SQLException {
        if (has(connection, "users", "locked_until")) {
            return read("/db/practice/sample_accounts.sql");
        }
        return has(connection, "metric_snapshots", "value") ? read("/db/practice/sample_accounts_003.sql") : "";
    }

    private static boolean has(Connection connection, String table, String column) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(
                "SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass(?) AND attname = ? AND NOT attisdropped")) {
            ask.setString(1, "public." + table);
            ask.setString(2, column);
            try (ResultSet answer = ask.executeQuery()) {
                return answer.next();
            }
        }
    }

    private static String read(String resource) {
        try (InputStream bytes = Objects.requireNonNull(PracticeSamples.class.getResourceAsStream(resource), resource)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T inTransaction(Work<T> work) {
        Properties login = new Properties();
        login.setProperty("user", practice.address().user());
        login.setProperty("password", practice.password().reveal());
        login.setProperty("ApplicationName", "lockkeeper");
        login.setProperty("connectTimeout", "5");
        login.setProperty("socketTimeout", "60");
        String url = "jdbc:postgresql://" + practice.address().host() + ":" + practice.address().port() + "/"
                + practice.address().database();
        try (Connection connection = DriverManager.getConnection(url, login)) {
            connection.setAutoCommit(false);
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
