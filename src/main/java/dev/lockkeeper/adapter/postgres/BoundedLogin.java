package dev.lockkeeper.adapter.postgres;

import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import org.postgresql.PGProperty;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/// A login that is given up after [Limits#LOGIN]. The driver is asked without `DriverManager`, which opens every library of the class path
/// to look for drivers and their settings: a small verb would spend a quarter of its time with that.
final class BoundedLogin {

    /// Enough for the compiler to take notice.
    private static final int FEW_ROUNDS = 300;

    /// More have no time within a login.
    private static final int MOST_ADDRESSES = 3;
    private static final String URL = "jdbc:postgresql:";

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
        CompletableFuture<InetAddress[]> resolved = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("lockkeeper-login").start(() -> {
            try {
                // the driver would look for them too: Java remembers them until then
                InetAddress[] addresses = InetAddress.getAllByName(server.getHost());
                resolved.complete(addresses);
                Connection connection = to(server, addresses, properties);
                if (!login.complete(connection)) {
                    PostgresConnections.closeQuietly(connection); // too late: nobody waits any more
                }
            } catch (UnknownHostException e) {
                login.completeExceptionally(new PSQLException(server.getHost(), PSQLState.CONNECTION_UNABLE_TO_CONNECT, e));
                resolved.complete(new InetAddress[0]);
            } catch (SQLException | RuntimeException | Error e) {
                login.completeExceptionally(e);
                resolved.complete(new InetAddress[0]);
            }
        });
        long began = System.nanoTime();
        try {
            if (!resolves(resolved)) {
                throw givenUp(login, new PSQLException(server.getHost(), PSQLState.CONNECTION_UNABLE_TO_CONNECT,
                        new ResolverSilentException(server.getHost())));
            }
            return login.get(began + TimeUnit.SECONDS.toNanos(Limits.LOGIN) - System.nanoTime(), TimeUnit.NANOSECONDS);
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

    private static boolean resolves(CompletableFuture<InetAddress[]> resolved) throws InterruptedException, ExecutionException {
        try {
            resolved.get(Limits.RESOLVE, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /// The driver tries the first address of a name alone, though only another one of them may be the server's: a name of this machine
    /// often stands for both kinds of the network, and the container listens in one.
    private static Connection to(HostSpec server, InetAddress[] addresses, Properties properties) throws SQLException {
        if (addresses.length < 2) {
            return new PgConnection(new HostSpec[]{server}, properties, URL);
        }
        List<String> tried = new ArrayList<>();
        boolean silent = true;
        for (InetAddress address : List.of(addresses).subList(0, Math.min(addresses.length, MOST_ADDRESSES))) {
            Properties one = new Properties();
            one.putAll(properties);
            PGProperty.CONNECT_TIMEOUT.set(one, Limits.CONNECT_EACH);
            try {
                return new PgConnection(new HostSpec[]{new HostSpec(address.getHostAddress(), server.getPort())}, one, URL);
            } catch (SQLException e) {
                if (!(e.getCause() instanceof SocketException || e.getCause() instanceof SocketTimeoutException)
                        || !PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState().equals(e.getSQLState())) {
                    throw e;
                }
                silent &= e.getCause() instanceof SocketTimeoutException;
                tried.add(address.getHostAddress() + ": " + e.getCause().getMessage());
            }
        }
        throw new PSQLException(server.getHost(), PSQLState.CONNECTION_UNABLE_TO_CONNECT, new UnansweredException(tried, silent));
    }

    private static SQLException givenUp(CompletableFuture<Connection> login, SQLException why) throws SQLException {
        if (!login.completeExceptionally(why) && !login.isCompletedExceptionally()) {
            PostgresConnections.closeQuietly(login.join());
        }
        return why;
    }
}
