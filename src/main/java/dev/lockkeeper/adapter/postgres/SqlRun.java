package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.adapter.postgres.SqlCutter.Piece;
import dev.lockkeeper.backup.Archive;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.SqlFacts;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// The second reading of an SQL file, which runs it.
final class SqlRun {

    private static final int BATCH = 200;
    private static final long BATCH_BYTES = 1 << 20;
    private static final int FETCH = 1_000;
    private static final int MOST_NOTICES = 500;
    private static final String UNKNOWN_SETTING = "42704";
    private static final String CANCELLED = "57014";
    private static final Pattern COPY_LINE = Pattern.compile("\\bline (\\d{1,18})\\b");

    /// A request to cancel that comes between two statements meets nothing, so it is made again.
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final Connection connection;
    private final Archive archive;
    private final SqlFacts facts;
    private final Set<String> absent;
    private final Journal journal;
    private final StopSignal stop;
    private final Function<SQLException, ProblemException> lost;

    private final SortedMap<String, Long> rows = new TreeMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private final List<SqlStatement> waiting = new ArrayList<>();
    private long waitingBytes;
    private long statements;
    private long told;
    private int notices;

    SqlRun(Connection connection, Archive archive, SqlFacts facts, Set<String> absent, Journal journal, StopSignal stop,
            Function<SQLException, ProblemException> lost) {
        this.connection = connection;
        this.archive = archive;
        this.facts = facts;
        this.absent = Set.copyOf(absent);
        this.journal = journal;
        this.stop = stop;
        this.lost = lost;
    }

    PlainDump.Ran run(SqlContent content, SqlCutter cutter) throws IOException {
        boolean committed = false;
        try {
            connection.setAutoCommit(false);
            expectEmpty();
            connection.rollback();
            try (Cancelling _ = new Cancelling(connection.unwrap(PGConnection.class), stop)) {
                all(content, cutter);
            }
            stop.heed(PlainDump.NOT_RESTORED);
            connection.commit();
            committed = true;
            return new PlainDump.Ran(statements, rows, leftOut);
        } catch (SQLException e) {
            throw problem(e, 0);
        } finally {
            if (!committed) {
                rollBack();
            }
        }
    }

    private void all(SqlContent content, SqlCutter cutter) throws IOException, SQLException {
        try (Statement statement = connection.createStatement()) {
            // texts of the file are not the driver's to interpret, and an answer is not kept
            statement.setEscapeProcessing(false);
            statement.setFetchSize(FETCH);
            for (Optional<Piece> piece = cutter.next(); piece.isPresent(); piece = cutter.next()) {
                progress(content);
                switch (piece.get()) {
                    case Piece.MetaCommand command -> throw PlainDump.meta(archive, command);
                    case Piece.Remark _ -> {
                    }
                    case SqlStatement next -> one(statement, next, content, cutter);
                }
            }
            sendWaiting(statement);
        }
        if (!content.sha256().equals(facts.sha256())) {
            throw PlainDump.refused(archive, cutter.line(), "the file is not the one that was checked");
        }
    }

    private void one(Statement statement, SqlStatement next, SqlContent content, SqlCutter cutter) throws IOException {
        if (next.insertsQuietly()) {
            waiting.add(next);
            waitingBytes += next.bytes();
            if (waiting.size() >= BATCH || waitingBytes >= BATCH_BYTES) {
                sendWaiting(statement);
            }
            return;
        }
        sendWaiting(statement);
        Optional<String> table = next.copyTable();
        Optional<String> refusal = next.refusal();
        if (refusal.isPresent()) {
            throw PlainDump.refused(archive, next.line(), refusal.get());
        }
        if (table.isPresent()) {
            copy(next, table.get(), content, cutter);
        } else if (next.framesTransaction()) {
            journal.info(Source.KEEPER, told(next) + " left out: all of the file is one transaction");
        } else if (next.onlyRights() && next.roles().stream().anyMatch(absent::contains)) {
            leaveOut(told(next) + " left out: not for this role to give");
        } else if (next.sets()) {
            set(statement, next);
        } else {
            execute(statement, next);
        }
    }

    private void execute(Statement statement, SqlStatement next) {
        stop.heed(PlainDump.NOT_RESTORED);
        try {
            if (statement.execute(next.text())) {
                try (ResultSet answer = statement.getResultSet()) {
                    while (answer.next()) {
                        // read to its end, or the server would not run it to its end
                        stop.heed(PlainDump.NOT_RESTORED);
                    }
                }
            }
            tell(statement);
            expectTransaction(next);
            statements++;
        } catch (SQLException e) {
            throw problem(e, next.line() + linesBefore(next, e));
        }
    }

    /// A newer `pg_dump` sets what this server does not know; `psql` goes on then, and so do we.
    private void set(Statement statement, SqlStatement next) {
        try {
            Savepoint before = connection.setSavepoint();
            try {
                execute(statement, next);
                connection.releaseSavepoint(before);
            } catch (ProblemException e) {
                if (!(e.problem() instanceof BackupProblem.SqlRefused refused) || !refused.state().equals(UNKNOWN_SETTING)) {
                    throw e;
                }
                connection.rollback(before);
                leaveOut(told(next) + " left out: " + refused.message());
            }
        } catch (SQLException e) {
            throw problem(e, next.line());
        }
    }

    /// Rows that come as INSERTs go in many at a time; when one is refused, they go in one by one until it is found.
    private void sendWaiting(Statement statement) {
        if (waiting.isEmpty()) {
            return;
        }
        List<SqlStatement> batch = List.copyOf(waiting);
        waiting.clear();
        waitingBytes = 0;
        stop.heed(PlainDump.NOT_RESTORED);
        if (batch.size() == 1) {
            execute(statement, batch.getFirst());
            return;
        }
        try {
            Savepoint before = connection.setSavepoint();
            try {
                for (SqlStatement insert : batch) {
                    statement.addBatch(insert.text());
                }
                statement.executeBatch();
                tell(statement);
                connection.releaseSavepoint(before);
                statements += batch.size();
            } catch (SQLException e) {
                statement.clearBatch();
                if (gone(e) || CANCELLED.equals(e.getSQLState())) {
                    throw e;
                }
                connection.rollback(before);
                batch.forEach(insert -> execute(statement, insert));
            }
            expectTransaction(batch.getLast());
        } catch (SQLException e) {
            throw problem(e, batch.getFirst().line());
        }
    }

    private void copy(SqlStatement next, String table, SqlContent content, SqlCutter cutter) throws IOException {
        stop.heed(PlainDump.NOT_RESTORED);
        long first = cutter.line();
        try {
            CopyIn copying = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(next.text());
            boolean ended = false;
            try {
                cutter.<SQLException>rows((buffer, offset, length) -> {
                    progress(content);
                    copying.writeToCopy(buffer, offset, length);
                });
                long taken = copying.endCopy();
                ended = true;
                rows.merge(table, taken, Long::sum);
                journal.info(Source.KEEPER, "COPY " + table + ": " + taken);
            } finally {
                if (!ended && copying.isActive()) {
                    abandon(copying);
                }
            }
            expectTransaction(next);
            statements++;
        } catch (SQLException e) {
            throw problem(e, copyLine(e).map(line -> first + line - 1).orElse(next.line()));
        }
    }

    private static void abandon(CopyIn copying) {
        try {
            copying.cancelCopy();
        } catch (SQLException e) {
            // the reason for abandoning it is what is told
        }
    }

    private void expectEmpty() throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet found = statement.executeQuery("""
            SELECT c.oid::pg_catalog.regclass::text
            FROM   pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE  n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
            AND    NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                               AND d.objid = c.oid AND d.deptype = 'e')
            LIMIT  1""")) {
            if (found.next()) {
                throw new IllegalStateException("not an empty database: " + found.getString(1));
            }
        }
    }

    private void expectTransaction(SqlStatement after) throws SQLException {
        if (connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.OPEN) {
            throw PlainDump.refused(archive, after.line(), "it ended the transaction: " + after.head());
        }
    }

    private ProblemException problem(SQLException e, long line) {
        if (stop.requested() && CANCELLED.equals(e.getSQLState())) {
            throw new StoppedException(PlainDump.NOT_RESTORED);
        }
        if (gone(e) || PostgresTranslation.DISK_FULL.equals(e.getSQLState())) {
            return lost.apply(e);
        }
        return new ProblemException(new BackupProblem.SqlRefused(archive.name(), line,
                Objects.requireNonNullElse(e.getSQLState(), ""), PostgresTranslation.evidence(e)), e);
    }

    private static boolean gone(SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        return state.startsWith("08") || state.startsWith("57P");
    }

    /// Lines of the statement before the place that the server points at.
    private static long linesBefore(SqlStatement statement, SQLException e) {
        ServerErrorMessage said = e instanceof PSQLException known ? known.getServerErrorMessage() : null;
        int position = said == null ? 0 : said.getPosition();
        return position <= 1 ? 0 : statement.text().codePoints().limit(position - 1L).filter(letter -> letter == '\n').count();
    }

    /// The line of a COPY block that the server names; what else it says there may be the row.
    private static Optional<Long> copyLine(SQLException e) {
        ServerErrorMessage said = e instanceof PSQLException known ? known.getServerErrorMessage() : null;
        String where = said == null ? "" : Objects.requireNonNullElse(said.getWhere(), "");
        Matcher line = COPY_LINE.matcher(where);
        return where.startsWith("COPY ") && line.find() ? Optional.of(Long.parseLong(line.group(1))) : Optional.empty();
    }

    private void tell(Statement statement) throws SQLException {
        for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            if (notices++ < MOST_NOTICES) {
                journal.line(Source.POSTGRES, Level.WARN, PostgresTranslation.evidence(warning));
            }
        }
        statement.clearWarnings();
    }

    private void leaveOut(String what) {
        leftOut.add(what);
        journal.line(Source.KEEPER, Level.WARN, what);
    }

    private static String told(SqlStatement statement) {
        return "line " + statement.line() + ": " + statement.head();
    }

    private void progress(SqlContent content) {
        stop.heed(PlainDump.NOT_RESTORED);
        if (content.bytes() - told >= 1 << 20) {
            told = content.bytes();
            journal.progress(told, Math.max(told, facts.bytes()));
        }
    }

    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // gone, and the transaction with it
        }
    }

    /// While it is open, a stop cancels on the server whatever runs there.
    private static final class Cancelling implements AutoCloseable {

        private final PGConnection connection;
        private final CountDownLatch over = new CountDownLatch(1);
        private final CountDownLatch done = new CountDownLatch(1);
        private final StopSignal.Waiting waiting;
        private volatile boolean asked;

        Cancelling(PGConnection connection, StopSignal stop) {
            this.connection = connection;
            this.waiting = stop.whenRequested(() -> {
                asked = true;
                Thread.ofVirtual().name("cancel-restore").start(this::cancel);
            });
        }

        private void cancel() {
            try {
                do {
                    ask();
                } while (!over.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                done.countDown();
            }
        }

        private void ask() {
            try {
                connection.cancelQuery();
            } catch (SQLException e) {
                // asked again soon, unless the server is gone, and what ran there with it
            }
        }

        @Override
        public void close() {
            waiting.close();
            over.countDown();
            if (asked) {
                // a request still on its way would meet whatever comes next
                try {
                    done.await(5, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
