package dev.lockkeeper.adapter.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/// A few connections for the questions of the screen. Nothing is opened before the first question.
final class PostgresPool implements AutoCloseable {

    private static final int CONNECTIONS = 4;
    /// What was made ahead is for what comes at once: later the server may be another, and so may its answer.
    private static final long YOUNG = TimeUnit.SECONDS.toNanos(5);

    // The pool logs with a stack what we tell as a problem. The field keeps the setting from being collected.
    private static final Logger POOLS_OWN = Logger.getLogger("com.zaxxer.hikari");

    static {
        POOLS_OWN.setLevel(Level.OFF);
    }

    private final PostgresConnections connections;
    private final LongSupplier nanos;
    private final Source source = new Source();
    private final Object lock = new Object();
    private @Nullable HikariDataSource pool;
    private @Nullable Ahead ahead;
    private boolean asked;
    private boolean closed;

    /// `nanos` is a clock that only goes forward.
    PostgresPool(PostgresConnections connections, LongSupplier nanos) {
        this.connections = connections;
        this.nanos = nanos;
    }

    /// A connection that is made for whoever asks next.
    private record Ahead(CompletableFuture<Connection> made, long begun) {

        void leave() {
            var _ = made.thenAccept(PostgresConnections::closeQuietly);
        }
    }

    <A extends @Nullable Object> A ask(SqlQuestion<A> question) {
        try (Connection connection = borrow()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw connections.problem(e);
        }
    }

    /// A login of this moment: the one that was begun ahead, else a fresh one. The caller hands it on.
    Connection login() throws SQLException {
        Optional<Ahead> begun;
        synchronized (lock) {
            begun = takeAhead();
        }
        return begun.isPresent() ? made(begun.get().made) : source.open();
    }

    /// Keeps a connection for the first question, where that has not come yet; else gives it back to the server.
    void handOn(Connection connection) {
        synchronized (lock) {
            if (!asked && !closed && ahead == null) {
                ahead = new Ahead(CompletableFuture.completedFuture(connection), nanos.getAsLong());
                return;
            }
        }
        PostgresConnections.closeQuietly(connection);
    }

    private Optional<Ahead> takeAhead() {
        Ahead begun = ahead;
        ahead = null;
        if (begun == null || nanos.getAsLong() - begun.begun < YOUNG) {
            return Optional.ofNullable(begun);
        }
        begun.leave();
        return Optional.empty();
    }

    /// Begins to connect for the first question, which will come.
    void connectAhead() {
        synchronized (lock) {
            if (!asked && !closed && ahead == null) {
                CompletableFuture<Connection> made = new CompletableFuture<>();
                ahead = new Ahead(made, nanos.getAsLong());
                BoundedLogin.loadBesides();
                Thread.ofPlatform().daemon().name("lockkeeper-connect").start(() -> {
                    try {
                        made.complete(source.open());
                    } catch (SQLException | RuntimeException | Error e) {
                        made.completeExceptionally(e);
                    }
                });
            }
        }
    }

    /// The first question needs no pool: a verb asks but one, and the pool takes longer to load than to answer it.
    private Optional<Connection> first() throws SQLException {
        Optional<Ahead> begun;
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            if (asked) {
                return Optional.empty();
            }
            asked = true;
            begun = takeAhead();
        }
        return Optional.of(begun.isPresent() ? made(begun.get().made) : source.open());
    }

    private static Connection made(CompletableFuture<Connection> begun) throws SQLException {
        try {
            return begun.join(); // ends by itself: a login is bounded
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case SQLException refused -> throw refused;
                case RuntimeException wrong -> throw wrong;
                case null, default -> throw e;
            }
        }
    }

    private Connection borrow() throws SQLException {
        Optional<Connection> first = first();
        if (first.isPresent()) {
            return first.get();
        }
        HikariDataSource open;
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            open = pool == null ? start() : pool;
            pool = open;
            // The pool tries again and again until its time is up: a wrong password would be offered many times, and a refused
            // connection be told late. So the first connection is made here, once, and handed over.
            if (open.getHikariPoolMXBean().getTotalConnections() == 0 && !source.hasOne()) {
                source.put(source.open());
            }
        }
        return open.getConnection();
    }

    private HikariDataSource start() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("lockkeeper");
        config.setDataSource(source);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(4_000);
        config.setValidationTimeout(1_500);
        config.setIdleTimeout(60_000);
        config.setKeepaliveTime(30_000);
        config.setMaxLifetime(600_000);
        // negative: do not connect before somebody asks
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /// Gives the connections back to the server, those in use once they are done.
    void leave() {
        synchronized (lock) {
            if (ahead != null) {
                ahead.leave();
                ahead = null;
            }
            source.take().ifPresent(PostgresConnections::closeQuietly);
            if (pool != null) {
                pool.getHikariPoolMXBean().softEvictConnections();
            }
        }
    }

    /// Gives the connections back to the server. Further questions are refused.
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (ahead != null) {
                ahead.leave();
            }
            source.take().ifPresent(PostgresConnections::closeQuietly);
            if (pool != null) {
                pool.close();
            }
        }
    }

    /// Where the pool gets its connections: the one already made, else a fresh one.
    private final class Source implements DataSource {

        private final Queue<Connection> made = new ArrayDeque<>();

        synchronized boolean hasOne() {
            return !made.isEmpty();
        }

        synchronized void put(Connection connection) {
            made.add(connection);
        }

        synchronized Optional<Connection> take() {
            return Optional.ofNullable(made.poll());
        }

        Connection open() throws SQLException {
            return connections.openHere("lockkeeper", Limits.SCREEN);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Optional<Connection> one = take();
            return one.isPresent() ? one.get() : open();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public @Nullable PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return Limits.LOGIN;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public <T> T unwrap(Class<T> kind) throws SQLException {
            throw new SQLFeatureNotSupportedException(kind.getName());
        }

        @Override
        public boolean isWrapperFor(Class<?> kind) {
            return false;
        }
    }
}
