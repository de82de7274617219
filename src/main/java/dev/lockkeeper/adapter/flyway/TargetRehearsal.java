package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.Rehearsal;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import dev.lockkeeper.schema.sql.Change;
import dev.lockkeeper.schema.sql.SqlText;
import dev.lockkeeper.words.Message;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.jdbc.Results;
import org.flywaydb.core.internal.sqlscript.SqlStatement;

/// Runs scripts in one transaction of the live database, which is never committed and never lasts longer than [#LIMIT].
final class TargetRehearsal {

    static final Duration LIMIT = Duration.ofSeconds(2);

    private final Revision current;
    private final Journal journal;
    private final StopSignal stop;
    private final List<Rehearsal.Trial> trials = new ArrayList<>();

    TargetRehearsal(Revision current, Journal journal, StopSignal stop) {
        this.current = current;
        this.journal = journal;
        this.stop = stop;
    }

    /// Throws [SchemaProblem.RehearsalRefused] for a script of which something would stay.
    static void refuseWhatStays(Script script) {
        for (SqlStatement statement : Statements.of(script.file(), script.sql())) {
            if (!statement.canExecuteInTransaction()) {
                throw refused(script, statement.getLineNumber(), statement.getSql());
            }
        }
        for (SqlText.Part part : SqlText.of(script.sql()).parts()) {
            switch (part.change()) {
                case Change.Transaction _,Change.ServerWide _,Change.CopyOutside _,Change.Meta _ ->
                    throw refused(script, part.line(),
                            part.text());
                default -> {
                    // the server takes it back
                }
            }
        }
        if (!script.transactional()) {
            throw refused(script, 1, script.file());
        }
    }

    private static ProblemException refused(Script script, int line, String statement) {
        return new ProblemException(new SchemaProblem.RehearsalRefused(script.file(), line, Statements.firstLine(statement)));
    }

    /// Those that went through so far.
    List<Rehearsal.Trial> trials() {
        return trials;
    }

    /// Throws [ScriptRun.FailedStatement], when all is taken back already.
    Rehearsal run(Connection connection, List<Script> pending) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Map<Long, String> tables = LockWatch.tables(connection);
            long end = System.nanoTime() + LIMIT.toNanos();
            for (Script script : pending) {
                journal.info(Source.FLYWAY, script.file());
                trials.add(trial(connection, script, tables, end));
            }
        } finally {
            connection.rollback();
        }
        journal.info(Source.POSTGRES, "ROLLBACK");
        return new Rehearsal(true, current, trials, Optional.empty());
    }

    private Rehearsal.Trial trial(Connection connection, Script script, Map<Long, String> tables, long end) throws SQLException {
        List<SqlStatement> statements = Statements.of(script.file(), script.sql());
        LockWatch locks = new LockWatch(connection, tables);
        long began = System.nanoTime();
        ScriptRun.execute(connection, script.file(), statements, new ScriptRun.Watch() {
            @Override
            public void before(SqlStatement statement) {
                stop.heed(Message.of("state.nothing-changed"));
                limit(connection, script, statement, end);
                locks.before(statement);
            }

            @Override
            public void after(SqlStatement statement, Results results) {
                locks.after(statement, results);
            }
        });
        Rehearsal.Trial trial = new Rehearsal.Trial(script.revision(), script.file(), statements.size(),
                Duration.ofNanos(System.nanoTime()
                        - began),
                true, locks.held());
        FlywayTrials.tidy(connection);
        return trial;
    }

    /// Gives the statement what is left of the time, whatever the script has set.
    private static void limit(Connection connection, Script script, SqlStatement statement, long end) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new ProblemException(
                    new SchemaProblem.RehearsalTooLong(script.file(), statement.getLineNumber(), LIMIT.toSeconds()));
        }
        try (Statement limits = connection.createStatement()) {
            // waiting must end before the statement does, to be told apart
            limits.execute("SET LOCAL lock_timeout = " + Math.max(1, left - 50) + "; SET LOCAL statement_timeout = " + left);
        } catch (SQLException e) {
            throw new FlywayException(e);
        }
    }
}
