package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.FaultPoint;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.AlembicIds;
import dev.lockkeeper.schema.AlembicMatch;
import dev.lockkeeper.schema.Blocker;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Script;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.jdbc.Results;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Runs the way back of one revision: script, Flyway's `DELETE` row and Alembic's ledger in one transaction. Flyway itself has no way back.
final class WayBack {

    private final Sessions sessions;
    private final OperationId operation;
    private final Journal journal;
    private final StopSignal stop;
    private final AtomicReference<@Nullable LockWait> wait = new AtomicReference<>();

    WayBack(Sessions sessions, OperationId operation, Journal journal, StopSignal stop) {
        this.sessions = sessions;
        this.operation = operation;
        this.journal = journal;
        this.stop = stop;
    }

    void run(Script script, Revision below, AlembicIds ids) {
        String file = script.wayBackFile().orElseThrow();
        String sql = script.wayBackSql().orElseThrow();
        List<SqlStatement> statements = Statements.of(file, sql);
        boolean together = statements.stream().allMatch(SqlStatement::canExecuteInTransaction);
        try (Connection connection = sessions.open(operation)) {
            LedgerWriting ledger = new LedgerWriting(connection, List.of(script), false, ids);
            long began = System.nanoTime();
            journal.info(Source.FLYWAY, file);
            try (StopSignal.Waiting _ = stop.whenRequested(() -> cancel(connection));
                    LockWait watching = LockWait.on(connection, sessions, journal, stop)) {
                wait.set(watching);
                FaultPoint.reached("back.begun");
                if (together) {
                    connection.setAutoCommit(false);
                    ledger.lock();
                    FaultPoint.reached("back.locked");
                } else {
                    journal.line(Source.KEEPER, Level.WARN, file + ": not in one transaction");
                }
                ScriptRun.execute(connection, file, statements, new Telling());
                FaultPoint.reached("back.script-done");
                connection.setAutoCommit(false);
                LedgerReading reading = LedgerReading.of(connection);
                if (!new LadderDrawing(List.of(script), reading, AlembicMatch.NONE).appliedByFlyway(script.revision())) {
                    throw new SQLException("revision " + script.revision() + " was taken back by another session");
                }
                ledger.takenBack(script, file, ChecksumCalculator.calculate(new ScriptResource(file, sql)),
                        (int) ((System.nanoTime() - began) / 1_000_000));
                FaultPoint.reached("back.recorded");
                if (reading.alembic().isPresent()) {
                    LedgerWriting.moveAlembic(connection, reading.alembic().get(), Optional.of(script.revision()), below, ids);
                    journal.info(Source.POSTGRES, "alembic_version " + ids.id(script.revision()).orElse("?") + " → "
                            + ids.id(below).orElse(below.id()));
                }
                if (together && stop.requested()) {
                    throw new FlywayException("stop requested");
                }
                FaultPoint.reached("back.committing");
                connection.commit();
            }
        } catch (SQLException e) {
            throw new FlywayException(e);
        }
    }

    /// Tells of each statement, and goes no further once a stop is asked for.
    private final class Telling implements ScriptRun.Watch {

        private long began;

        @Override
        public void before(SqlStatement statement) {
            if (stop.requested()) {
                throw new FlywayException("stop requested");
            }
            journal.info(Source.POSTGRES, statement.getLineNumber() + ": " + Statements.firstLine(statement.getSql()));
            FaultPoint.reached("back.statement");
            began = System.nanoTime();
        }

        @Override
        public void after(SqlStatement statement, Results results) {
            results.getWarnings()
                    .forEach(warning -> journal.line(Source.POSTGRES, Level.WARN, String.valueOf(warning.getMessage())));
            journal.line(Source.POSTGRES, Level.DEBUG, (System.nanoTime() - began) / 1_000_000 + " ms");
            FaultPoint.reached("back.executed");
        }
    }

    /// Whom the script waited for when last seen waiting.
    List<Blocker> blockers() {
        LockWait known = wait.get();
        return known == null ? List.of() : known.blockers();
    }

    private void cancel(Connection connection) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            journal.line(Source.POSTGRES, Level.WARN, String.valueOf(e.getMessage()));
        }
    }
}
