package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.Blocker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Watches the session of a move from another one: whom it waits for, as long as it waits, and that a stop is heard.
final class LockWait implements AutoCloseable {

    private static final int EVERY_MS = 400;
    /// So often a cancel is sent before the session is ended: one that comes between two statements is lost.
    private static final int CANCELS = 12;

    private final Sessions sessions;
    private final Journal journal;
    private final StopSignal stop;
    private final Connection watched;
    private final int pid;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile List<Blocker> blockers = List.of();

    private LockWait(Sessions sessions, Journal journal, StopSignal stop, Connection watched) throws SQLException {
        this.sessions = sessions;
        this.journal = journal;
        this.stop = stop;
        this.watched = watched;
        this.pid = watched.unwrap(PGConnection.class).getBackendPID();
    }

    static LockWait on(Connection watched, Sessions sessions, Journal journal, StopSignal stop) throws SQLException {
        LockWait wait = new LockWait(sessions, journal, stop, watched);
        Thread.ofVirtual().name("lockkeeper-lock-wait").start(wait::watch);
        return wait;
    }

    /// Whom it waited for when last seen waiting.
    List<Blocker> blockers() {
        return blockers;
    }

    private void watch() {
        int cancels = 0;
        try {
            while (!over.await(EVERY_MS, TimeUnit.MILLISECONDS)) {
                if (stop.requested()) {
                    end(++cancels);
                } else {
                    look();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // the move itself tells that the server is gone
            journal.line(Source.POSTGRES, Level.DEBUG, String.valueOf(e.getMessage()));
        }
    }

    private void look() {
        List<Blocker> now = sessions.ask(connection -> blocking(connection, pid));
        if (!now.isEmpty() && over.getCount() > 0) {
            List<Integer> before = blockers.stream().map(Blocker::pid).toList();
            blockers = now;
            now.stream().filter(blocker -> !before.contains(blocker.pid()))
                    .forEach(blocker -> journal.line(Source.POSTGRES, Level.WARN, pid + " ← " + blocker));
        }
    }

    private void end(int cancels) {
        try {
            if (cancels <= CANCELS) {
                watched.unwrap(PGConnection.class).cancelQuery();
            } else if (cancels == CANCELS + 1) {
                journal.line(Source.POSTGRES, Level.WARN, "pg_terminate_backend(" + pid + ")");
                sessions.ask(connection -> {
                    try (PreparedStatement end = connection.prepareStatement("SELECT pg_catalog.pg_terminate_backend(?)")) {
                        end.setInt(1, pid);
                        return end.execute();
                    }
                });
            }
        } catch (SQLException e) {
            journal.line(Source.POSTGRES, Level.DEBUG, String.valueOf(e.getMessage()));
        }
    }

    private static List<Blocker> blocking(Connection connection, int pid) throws SQLException {
        try (PreparedStatement question = connection.prepareStatement("""
            SELECT a.pid, a.usename, a.application_name, a.state, a.xact_start, a.query_start,
                coalesce((SELECT w.relation::pg_catalog.regclass::text FROM pg_catalog.pg_locks w
                    WHERE w.pid = ? AND NOT w.granted LIMIT 1), '')
            FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids(?)) AS b (pid) JOIN pg_catalog.pg_stat_activity a USING (pid)
            ORDER BY a.xact_start""")) {
            question.setInt(1, pid);
            question.setInt(2, pid);
            return read(question);
        }
    }

    /// The columns pid, user, application, state, transaction's start, query's start, relation.
    static List<Blocker> read(PreparedStatement question) throws SQLException {
        List<Blocker> blockers = new ArrayList<>();
        try (ResultSet row = question.executeQuery()) {
            while (row.next()) {
                blockers.add(new Blocker(row.getInt(1), String.valueOf(row.getString(2)), String.valueOf(row.getString(3)),
                        String.valueOf(row.getString(4)), at(row.getTimestamp(5)), at(row.getTimestamp(6)),
                        String.valueOf(row.getString(7))));
            }
        }
        return blockers;
    }

    private static Optional<Instant> at(@Nullable Timestamp time) {
        return Optional.ofNullable(time).map(Timestamp::toInstant);
    }

    @Override
    public void close() {
        over.countDown();
    }
}
