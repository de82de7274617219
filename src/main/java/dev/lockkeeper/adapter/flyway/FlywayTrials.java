package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.Blocker;
import dev.lockkeeper.schema.DataCheck;
import dev.lockkeeper.schema.DataFinding;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Ledgers;
import dev.lockkeeper.schema.Preview;
import dev.lockkeeper.schema.Rehearsal;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.RoundTrip;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import dev.lockkeeper.schema.Trials;
import dev.lockkeeper.schema.catalog.Catalog;
import dev.lockkeeper.schema.catalog.Difference;
import dev.lockkeeper.words.Message;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/// Reads scripts as Flyway does, and tries them on empty databases and in transactions that are taken back.
public final class FlywayTrials implements Trials {

    private static final Message STOPPED = Message.of("state.nothing-changed");

    private final MigrationFolder folder;
    private final Sessions sessions;

    public FlywayTrials(MigrationFolder folder, Sessions sessions) {
        this.folder = folder;
        this.sessions = sessions;
    }

    @Override
    public Preview.Step preview(Script script, Ladder ladder, boolean up) {
        MigrationFolder.Contents contents = folder.read();
        if (up) {
            Refusals.mustBeRunnable(script, contents.files());
        }
        return new StepText(script, ladder, contents.alembicToo()).step(up);
    }

    @Override
    public List<DataFinding> ask(List<DataCheck> checks) {
        return checks.stream().flatMap(check -> sessions.ask(connection -> DataQuestion.ask(connection, check)).stream())
                .toList();
    }

    @Override
    public int sessions() {
        return sessions.ask(connection -> {
            try (Statement statement = connection.createStatement(); var counted = statement.executeQuery("""
                SELECT count(*) FROM pg_catalog.pg_stat_activity
                WHERE datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid()
                AND backend_type = 'client backend' AND coalesce(application_name, '') NOT LIKE 'lockkeeper%'""")) {
                counted.next();
                return counted.getInt(1);
            }
        });
    }

    @Override
    public Rehearsal onCopy(List<Script> built, List<Script> pending, OperationId operation, Journal journal, StopSignal stop) {
        Revision from = built.isEmpty() ? Revision.BASE : built.getLast().revision();
        List<Rehearsal.Trial> trials = new ArrayList<>();
        try (Sessions.Scratch scratch = sessions.scratch(operation)) {
            Connection connection = scratch.connection();
            try (StopSignal.Waiting _ = stop.whenRequested(() -> cancel(connection))) {
                build(connection, built, stop);
                Map<Long, String> tables = LockWatch.tables(connection);
                for (Script script : pending) {
                    stop.heed(STOPPED);
                    journal.info(Source.FLYWAY, script.file());
                    trials.add(trial(connection, script, tables));
                }
            }
            return new Rehearsal(false, from, trials, Optional.empty());
        } catch (ScriptRun.FailedStatement e) {
            return new Rehearsal(false, from, trials, Optional.of(failed(e, pending.get(trials.size()), stop)));
        } catch (SQLException e) {
            stop.heed(STOPPED);
            throw sessions.problem(e);
        }
    }

    private static void build(Connection connection, List<Script> scripts, StopSignal stop) throws SQLException {
        for (Script script : scripts) {
            stop.heed(STOPPED);
            FlywayCatalogs.run(connection, script, script.file(), script.sql());
        }
    }

    /// As [FlywayCatalogs#run], watching the locks.
    private static Rehearsal.Trial trial(Connection connection, Script script, Map<Long, String> tables) throws SQLException {
        List<SqlStatement> statements = Statements.of(script.file(), script.sql());
        boolean together = statements.stream().allMatch(SqlStatement::canExecuteInTransaction);
        LockWatch locks = new LockWatch(connection, tables);
        connection.setAutoCommit(!together);
        long began = System.nanoTime();
        Rehearsal.Trial trial;
        try {
            ScriptRun.execute(connection, script.file(), statements, together ? locks : ScriptRun.Watch.NOBODY);
            trial = new Rehearsal.Trial(script.revision(), script.file(), statements.size(),
                    Duration.ofNanos(System.nanoTime() - began),
                    together, locks.held());
            if (together) {
                connection.commit();
            }
        } finally {
            if (together) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
        tidy(connection);
        return trial;
    }

    /// A script may leave another search path than the next one expects.
    static void tidy(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("RESET search_path; RESET ROLE; RESET SESSION AUTHORIZATION");
        }
    }

    @Override
    public Rehearsal onTarget(Revision current, List<Script> pending, OperationId operation, Journal journal, StopSignal stop) {
        pending.forEach(TargetRehearsal::refuseWhatStays);
        TargetRehearsal rehearsal = new TargetRehearsal(current, journal, stop);
        try (Connection connection = sessions.open(operation)) {
            try (StopSignal.Waiting _ = stop.whenRequested(() -> cancel(connection))) {
                return rehearsal.run(connection, pending);
            }
        } catch (ScriptRun.FailedStatement e) {
            Script script = pending.get(rehearsal.trials().size());
            String state = String.valueOf(e.refusal().getSQLState());
            if (state.equals("55P03")) {
                throw blocked(e, script, current, stop);
            }
            if (state.equals("57014") && !stop.requested()) {
                throw new ProblemException(
                        new SchemaProblem.RehearsalTooLong(e.file(), e.line(), TargetRehearsal.LIMIT.toSeconds()), e);
            }
            return new Rehearsal(true, current, rehearsal.trials(), Optional.of(failed(e, script, stop)));
        } catch (SQLException e) {
            stop.heed(STOPPED);
            throw sessions.problem(e);
        }
    }

    private ProblemException blocked(ScriptRun.FailedStatement end, Script script, Revision current, StopSignal stop) {
        Ladder standing = new Ladder(current, List.of(), new Ledgers(Optional.empty(), Optional.empty()), Optional
                .empty());
        RuntimeException understood = new Refusals(sessions, stop, List.of()).understood(end, script, end.file(), () -> standing);
        List<String> blockers = understood instanceof ProblemException known
                && known.problem() instanceof SchemaProblem.BlockedBySession held
                        ? held.blockers().stream().map(Blocker::toString).toList()
                        : List.of();
        return new ProblemException(new SchemaProblem.RehearsalBlocked(end.file(), TargetRehearsal.LIMIT.toSeconds(), blockers),
                end);
    }

    /// What a refused statement means for a rehearsal. Throws what has nothing to do with the script.
    private SchemaProblem.RehearsalFailed failed(ScriptRun.FailedStatement end, Script script, StopSignal stop) {
        SQLException refusal = end.refusal();
        String state = String.valueOf(refusal.getSQLState());
        if (state.equals("57014")) {
            stop.heed(STOPPED);
        }
        if (state.startsWith("08") || state.startsWith("57P") || state.equals(Refusals.DISK_FULL)) {
            throw sessions.problem(refusal);
        }
        Optional<String> hint = refusal instanceof PSQLException known
                ? Optional.ofNullable(known.getServerErrorMessage()).flatMap(said -> Optional.ofNullable(said.getHint()))
                : Optional.empty();
        return new SchemaProblem.RehearsalFailed(script.revision(), end.file(), end.line(),
                Refusals.withoutHeading(end.statement()),
                Refusals.words(refusal) + " (SQLSTATE " + state + ")", hint);
    }

    @Override
    public RoundTrip roundTrip(List<Script> scripts, OperationId operation, Journal journal, StopSignal stop) {
        List<RoundTrip.Leg> legs = new ArrayList<>();
        try {
            while (legs.size() < scripts.size()) {
                // what one way back leaves must not be laid to the next
                try (Sessions.Scratch scratch = sessions.scratch(operation)) {
                    Connection connection = scratch.connection();
                    try (StopSignal.Waiting _ = stop.whenRequested(() -> cancel(connection))) {
                        build(connection, scripts.subList(0, legs.size()), stop);
                        travel(connection, scripts, legs, journal, stop);
                    }
                }
            }
            return new RoundTrip(legs);
        } catch (SQLException e) {
            stop.heed(STOPPED);
            throw sessions.problem(e);
        }
    }

    /// Goes on until a revision does not come back to where it was.
    private void travel(Connection connection, List<Script> scripts, List<RoundTrip.Leg> legs, Journal journal, StopSignal stop)
            throws SQLException {
        boolean clean = true;
        while (clean && legs.size() < scripts.size()) {
            stop.heed(STOPPED);
            Script script = scripts.get(legs.size());
            journal.info(Source.FLYWAY, script.file() + script.wayBackFile().map(back -> " ⇄ " + back).orElse(""));
            RoundTrip.Leg leg = leg(connection, script);
            legs.add(leg);
            clean = leg.closed() || leg.file().isEmpty();
        }
    }

    private RoundTrip.Leg leg(Connection connection, Script script) throws SQLException {
        List<String> before = sessions.catalog(connection);
        FlywayCatalogs.run(connection, script, script.file(), script.sql());
        if (script.wayBackSql().isEmpty()) {
            return new RoundTrip.Leg(script.revision(), Optional.empty(), List.of(), List.of(), Optional.empty());
        }
        String back = script.wayBackFile().orElseThrow();
        List<String> after = sessions.catalog(connection);
        List<Difference> left = List.of();
        List<Difference> again = List.of();
        try {
            FlywayCatalogs.run(connection, script, back, script.wayBackSql().get());
            left = differences(connection, before);
            if (left.isEmpty()) {
                FlywayCatalogs.run(connection, script, script.file(), script.sql());
                again = differences(connection, after);
            }
        } catch (ProblemException e) {
            if (e.problem() instanceof SchemaProblem.NotBuildable refused) {
                return new RoundTrip.Leg(script.revision(), Optional.of(back), left, again,
                        Optional.of(new SchemaProblem.RehearsalFailed(refused.revision(), refused.file(), refused.line(), refused
                                .statement(), refused.message(), Optional.empty())));
            }
            throw e;
        }
        return new RoundTrip.Leg(script.revision(), Optional.of(back), left, again, Optional.empty());
    }

    private List<Difference> differences(Connection connection, List<String> expected) throws SQLException {
        return Catalog.of(sessions.catalog(connection)).differencesFrom(Catalog.of(expected)).stream()
                .filter(Difference::structural)
                .toList();
    }

    private static void cancel(Connection connection) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException _) {
            // it has ended already
        }
    }
}
