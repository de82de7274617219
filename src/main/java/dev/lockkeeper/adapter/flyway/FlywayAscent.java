package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.DatabaseIdentity;
import dev.lockkeeper.operation.FaultPoint;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.AlembicIds;
import dev.lockkeeper.schema.Ascent;
import dev.lockkeeper.schema.Blocker;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Rung;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.sqlscript.SqlScript;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.jspecify.annotations.Nullable;

/// Runs upgrade scripts on one session: each script, Flyway's row and Alembic's ledger in one transaction, under Flyway's own lock.
/// Before each it asks where the ledgers stand; the files are read once.
final class FlywayAscent implements Ascent {

    private static final int ATTEMPTS = 4;
    private static final Duration LOCK_ASKED_AGAIN = Duration.ofMillis(100);
    /// As long as any other lock is waited for.
    private static final Duration LOCK_WAIT = Duration.ofSeconds(5);
    /// What a script may leave in its session without a trace in the settings.
    private static final Pattern LEAVES_SOMETHING = Pattern
            .compile("(?im)(^|;|\\bbegin\\b|\\bthen\\b|\\belse\\b|\\bloop\\b|\\$)\\s*"
                    + "(set|reset|discard|prepare|listen|load|declare)\\s|\\b(temp|temporary|set_config|pg_(try_)?advisory_lock\\w*|dblink\\w*)\\b");

    private final FlywayHistory history;
    private final MigrationFolder.Contents contents;
    private final Map<Revision, Script> scripts;
    private final Sessions sessions;
    private final OperationId operation;
    private final Journal journal;
    private final StopSignal stop;
    private final DatabaseIdentity database;
    private Optional<Standing> standing = Optional.empty();
    private @Nullable LedgerSession session;
    private @Nullable LockWait wait;

    /// What is known of the ledgers, as long as the mark stays. `kept`: Alembic's ids stand beside already.
    private record Standing(LedgerMark mark, Revision level, AlembicIds ids, boolean kept) {}

    FlywayAscent(FlywayHistory history, MigrationFolder.Contents contents, Sessions sessions, OperationId operation,
            Journal journal, StopSignal stop) {
        this.history = history;
        this.contents = contents;
        this.scripts = contents.scripts().stream().collect(Collectors.toMap(Script::revision, Function.identity()));
        this.sessions = sessions;
        this.operation = operation;
        this.journal = journal;
        this.stop = stop;
        this.database = sessions.ask(WhichDatabase::of);
    }

    @Override
    public Revision raise(Revision next) {
        Script script = Optional.ofNullable(scripts.get(next)).orElseThrow(() -> new ProblemException(
                new SchemaProblem.TargetUnknown(next.id(),
                        contents.scripts().stream().map(known -> known.revision().id()).toList())));
        wait = null;
        try {
            SqlScript parsed = Statements.toRun(script.file(), script.sql(), contents.files());
            int attempt = 1;
            while (!raised(script, parsed)) {
                if (++attempt > ATTEMPTS) {
                    throw new SQLException("other sessions move the ledgers all the time");
                }
            }
            FaultPoint.reached("raise.committed");
            return script.revision();
        } catch (SQLException e) {
            throw understood(new FlywayException(e), script);
        } catch (RuntimeException e) {
            throw understood(e, script);
        }
    }

    private RuntimeException understood(RuntimeException end, Script script) {
        close();
        standing = Optional.empty();
        LockWait known = wait;
        List<Blocker> blockers = known == null ? List.of() : known.blockers();
        return new Refusals(sessions, stop, blockers).understood(end, script, script.file(), history::ladder);
    }

    /// False where it must begin anew, with another session or from another level; then nothing was changed.
    private boolean raised(Script script, SqlScript parsed) throws SQLException {
        boolean together = parsed.executeInTransaction();
        boolean fresh = session == null;
        LedgerSession there = fresh ? opened() : java.util.Objects.requireNonNull(session);
        try (StopSignal.Waiting _ = stop.whenRequested(() -> there.cancel(journal));
                LockWait watching = LockWait.on(there.connection(), sessions, journal, stop)) {
            wait = watching;
            LedgerMark.Read now;
            try {
                if (fresh) {
                    insist(script, () -> HistoryTable.prepareAtOnce(there.connection()) ? Optional.of(true) : Optional.empty());
                }
                now = locked(there, script, together);
            } catch (SQLException e) {
                if (fresh || !gone(e)) {
                    throw e;
                }
                journal.line(Source.POSTGRES, Level.WARN, "the session was ended between two steps: " + e.getMessage());
                close();
                return false;
            }
            if (!there.asFresh(now)) {
                close();
                return false;
            }
            Optional<Standing> from = standing.filter(known -> known.mark().equals(now.mark()))
                    .or(() -> looked(there.connection(), script, now.mark()));
            if (from.isEmpty()) {
                there.leave(together);
                history.align(contents, operation, journal);
                return false;
            }
            standing = from;
            mayFollow(from.get(), script);
            FaultPoint.reached("raise.aligned");
            run(there, script, parsed, now, from.get());
        }
        if (!together || LEAVES_SOMETHING.matcher(script.sql()).find()) {
            close();
        }
        return true;
    }

    private LedgerSession opened() throws SQLException {
        LedgerSession opened = new LedgerSession(sessions.open(operation));
        session = opened;
        // the door may lead elsewhere than a moment ago
        WhichDatabase.of(opened.connection()).mustBe(Optional.of(database));
        return opened;
    }

    private static boolean gone(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }

    private LedgerMark.Read locked(LedgerSession there, Script script, boolean together) throws SQLException {
        Optional<String> alembic = standing.flatMap(known -> known.mark().table());
        return insist(script, () -> {
            LedgerMark.Read read = there.begin(together, alembic);
            if (!read.locked()) {
                there.leave(together);
            }
            return Optional.of(read).filter(LedgerMark.Read::locked);
        });
    }

    /// Asks for Flyway's lock again and again, as Flyway does: to wait for it inside a transaction would stand in the way of an index that its
    /// holder builds concurrently.
    private <A> A insist(Script script, Attempt<A> attempt) throws SQLException {
        long until = System.nanoTime() + LOCK_WAIT.toNanos();
        for (boolean told = false;; told = true) {
            Optional<A> got = attempt.made();
            if (got.isPresent()) {
                return got.get();
            }
            List<Blocker> holders = sessions.ask(LedgerSession::holders);
            if (!told) {
                holders.forEach(holder -> journal.line(Source.POSTGRES, Level.WARN, "Flyway ← " + holder));
            }
            heedStop();
            if (System.nanoTime() > until) {
                throw new ProblemException(new SchemaProblem.BlockedBySession(
                        standing.map(Standing::level).orElseGet(() -> history.ladder().current()), script.file(), holders));
            }
            try {
                stop.pause(LOCK_ASKED_AGAIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FlywayException(e);
            }
        }
    }

    /// Something that needs Flyway's lock: empty where that is another's.
    private interface Attempt<A> {
        Optional<A> made() throws SQLException;
    }

    private void heedStop() {
        if (stop.requested()) {
            throw new FlywayException("stop requested");
        }
    }

    /// The whole of the ledgers, where they are not where we left them. Empty: ours has to follow Alembic's first.
    private Optional<Standing> looked(Connection connection, Script script, LedgerMark mark) {
        Ladder ladder;
        try {
            ladder = history.drawn(connection, contents);
        } catch (SQLException e) {
            throw new FlywayException(e);
        }
        if (ladder.ledgers().disagree() || (ladder.ledgers().onlyAlembic() && !ladder.current().isBase())) {
            return Optional.empty();
        }
        ladder.inTheWay(true).filter(finding -> !(finding instanceof SchemaProblem.LedgerMissing)).ifPresent(finding -> {
            throw new ProblemException(finding);
        });
        FlywayHistory.expect(script.revision(),
                ladder.pending().stream().findFirst().map(Rung::revision).orElse(ladder.current()));
        return Optional.of(new Standing(mark, ladder.current(), ladder.ledgers().ids(), false));
    }

    private void mayFollow(Standing from, Script script) {
        boolean follows = from.mark().table().isPresent() || contents.alembicToo();
        if (follows && from.ids().id(script.revision()).isEmpty()) {
            throw new ProblemException(new SchemaProblem.AlembicCounterpartMissing(script.revision(), script.file()));
        }
    }

    private void run(LedgerSession there, Script script, SqlScript parsed, LedgerMark.Read now, Standing from)
            throws SQLException {
        boolean together = parsed.executeInTransaction();
        Connection connection = there.connection();
        long began = System.nanoTime();
        FaultPoint.reached("raise.begun");
        journal.info(Source.FLYWAY, script.file());
        if (!together) {
            journal.line(Source.KEEPER, Level.WARN, script.file() + ": not in one transaction");
        }
        try {
            ScriptRun.execute(connection, script.file(), Statements.of(parsed), new Telling());
            heedStop();
        } catch (RuntimeException e) {
            if (!together) {
                failed(there, script, now, began);
            }
            throw e;
        }
        FaultPoint.reached("raise.script-done");
        if (LEAVES_SOMETHING.matcher(script.sql()).find()) {
            there.asAtFirst();
        }
        connection.setAutoCommit(false);
        Optional<String> table = now.mark().table();
        if (table.isEmpty() && contents.alembicToo()) {
            table = Optional.of(LedgerWriting.beginAlembic(connection).table());
        }
        Optional<AlembicMove> move = Optional.empty();
        if (table.isPresent()) {
            move = AlembicMove.of(table.get(), now.mark().ids(),
                    now.mark().table().isPresent() ? Optional.of(from.level()) : Optional.empty(), script.revision(), from.ids());
            if (!from.kept()) {
                LedgerWriting.keep(connection, from.ids());
            }
        }
        LedgerWriting.applied(connection, script, now.mark().rank() + 1, now.user(), milliseconds(began), true, move);
        if (move.isPresent()) {
            journal.info(Source.POSTGRES, "alembic_version "
                    + (now.mark().table().isPresent() ? from.ids().id(from.level()).orElse(from.level().id()) + " → " : "= ")
                    + move.get().target().orElse("base"));
        }
        FaultPoint.reached("raise.alembic-moved");
        connection.commit();
        standing = Optional.of(new Standing(now.mark().after(script, table, move), script.revision(), from.ids(), true));
    }

    private static int milliseconds(long began) {
        return (int) ((System.nanoTime() - began) / 1_000_000);
    }

    /// What was done outside a transaction stays: the row says so, as Flyway's would.
    private void failed(LedgerSession there, Script script, LedgerMark.Read now, long began) {
        try {
            there.asAtFirst();
            LedgerWriting.applied(there.connection(), script, now.mark().rank() + 1, now.user(), milliseconds(began), false,
                    Optional.empty());
        } catch (SQLException e) {
            journal.line(Source.POSTGRES, Level.WARN, "not recorded: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        LedgerSession known = session;
        session = null;
        if (known != null) {
            known.close();
        }
    }

    /// Tells of each statement, and goes no further once a stop is asked for.
    private final class Telling implements ScriptRun.Watch {

        private long began;

        @Override
        public void before(SqlStatement statement) {
            heedStop();
            journal.info(Source.POSTGRES, statement.getLineNumber() + ": " + Statements.firstLine(statement.getSql()));
            FaultPoint.reached("raise.statement");
            began = System.nanoTime();
        }

        @Override
        public void after(SqlStatement statement, org.flywaydb.core.internal.jdbc.Results results) {
            results.getWarnings()
                    .forEach(warning -> journal.line(Source.POSTGRES, Level.WARN, String.valueOf(warning.getMessage())));
            journal.line(Source.POSTGRES, Level.DEBUG, milliseconds(began) + " ms");
            FaultPoint.reached("raise.executed");
        }
    }
}
