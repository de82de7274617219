package dev.lockkeeper.adapter.postgres;

import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.GregorianCalendar;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/// A login that is given up after [Limits#LOGIN]. The driver is asked without `DriverManager`, which opens every library of the class path
/// to look for drivers and their settings: a small verb would spend a quarter of its time with that.
final class BoundedLogin {

    /// Enough for the compiler to take notice.
    private static final int FEW_ROUNDS = 300;

    private BoundedLogin() {}

    /// Loads what the driver reckons a password with, and its calendar. A cold process spends the half of its first login on that; on a thread
    /// of its own it is done while the server is waited for.
    static void loadBesides() {
        Thread.ofPlatform().daemon().name("lockkeeper-login-parts").start(() -> {
            try {
                Mac.getInstance("HmacSHA256");
                SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(new PBEKeySpec(new char[]{'a'}, new byte[16], FEW_ROUNDS, 256));
                var _ = new GregorianCalendar();
            } catch (GeneralSecurityException _) {
                // the login itself will say so
            }
        });
    }

    /// `properties` as the driver knows them, user, password and `PGDBNAME` among them.
    static Connection to(HostSpec server, Properties properties) throws SQLException {
        CompletableFuture<Connection> login = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("lockkeeper-login").start(() -> {
            try {
                Connection connection = new PgConnection(new HostSpec[]{server}, properties, "jdbc:postgresql:");
                if (!login.complete(connection)) {
                    PostgresConnections.closeQuietly(connection); // too late: nobody waits any more
                }
            } catch (SQLException | RuntimeException | Error e) {
                login.completeExceptionally(e);
            }
        });
        try {
            return login.get(Limits.LOGIN, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SQLException refused -> throw refused;
                case RuntimeException wrong -> throw wrong;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        } catch (TimeoutException e) {
            throw givenUp(login, new PSQLException("Connection attempt timed out.", PSQLState.CONNECTION_UNABLE_TO_CONNECT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw givenUp(login, new PSQLException("Interrupted while attempting to connect.", PSQLState.QUERY_CANCELED));
        }
    }

    private static SQLException givenUp(CompletableFuture<Connection> login, SQLException why) throws SQLException {
        if (!login.completeExceptionally(why) && !login.isCompletedExceptionally()) {
            PostgresConnections.closeQuietly(login.join());
        }
        return why;
    }
}
