package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.adapter.flyway.CreatedObjects.Created;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import dev.lockkeeper.readiness.ConnectionProblem.ServerProcessKilled;
import dev.lockkeeper.schema.Blocker;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.sql.SqlText;
import dev.lockkeeper.schema.Script;
import dev.lockkeeper.words.Message;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Understands why a move of the schema ended early, and says at which level the database stands now.
final class Refusals {

    private static final Set<String> ALREADY_THERE = Set.of("42701", "42P07", "42710");
    private static final String CANCELLED = "57014";
    private static final Set<String> ENDED_BY_US = Set.of(CANCELLED, "57P01", "08006");
    static final String DISK_FULL = "53100";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /// A server that was reset reads its log again; one that does not come back is another matter.
    private static final Duration RESET = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Sessions sessions;
    private final StopSignal stop;
    private final List<Blocker> seen;

    /// `seen` are the sessions that were seen in the way.
    Refusals(Sessions sessions, StopSignal stop, List<Blocker> seen) {
        this.sessions = sessions;
        this.stop = stop;
        this.seen = seen;
    }

    /// What to throw for a move that ended with `end` while running `file`.
    RuntimeException understood(RuntimeException end, Script script, String file, Supplier<Ladder> ladder) {
        Optional<ProblemException> known = cause(end, ProblemException.class);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<SQLException> refusal = cause(end, SQLException.class);
        String state = refusal.map(SQLException::getSQLState).orElse("");
        // our own cancel may have had to end the session
        if (state != null && !stop.requested() && (state.startsWith("08") || state.startsWith("57P"))) {
            ProblemException lost = sessions.problem(refusal.orElseThrow());
            return lost.problem() instanceof ServerProcessKilled(_, String evidence)
                    ? afterReset(script, file, evidence, ladder).<ProblemException>map(told -> new ProblemException(told, end))
                            .orElse(lost)
                    : lost;
        }
        Revision standing = ladder.get().current();
        if (stop.requested() && (refusal.isEmpty() || ENDED_BY_US.contains(String.valueOf(state)))) {
            return new StoppedException(Message.of("state.stands-at", standing.id()));
        }
        String message = String.valueOf(end.getMessage());
        if (isMixed(message)) {
            return new ProblemException(
                    mixed(file, file.equals(script.file()) ? script.sql() : script.wayBackSql().orElse("")), end);
        }
        if (refusal.isEmpty() || state == null) {
            return end instanceof FlywayException
                    ? new ProblemException(new SchemaProblem.ScriptUnreadable(file, message), end)
                    : end;
        }
        if (state.equals(DISK_FULL)) {
            return sessions.problem(refusal.get());
        }
        return new ProblemException(problem(end, refusal.get(), state, script, file, standing), end);
    }

    /// Where the schema stands once the server that reset itself lets us in again; empty where it does not.
    private Optional<SchemaProblem> afterReset(Script script, String file, String evidence, Supplier<Ladder> ladder) {
        long until = System.nanoTime() + RESET.toNanos();
        while (System.nanoTime() < until && !stop.requested()) {
            try {
                Revision standing = ladder.get().current();
                boolean passed = standing.compareTo(script.revision()) >= 0;
                boolean undone = file.equals(script.file()) != passed;
                return Optional.of(new SchemaProblem.ServerProcessEnded(script.revision(), standing, file, undone, evidence));
            } catch (ProblemException e) {
                // it recovers
            }
            try {
                stop.pause(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isMixed(String message) {
        return message.contains("both transactional and non-transactional");
    }

    /// With the first statement of each kind.
    private static SchemaProblem.ScriptMixed mixed(String file, String sql) {
        List<SqlStatement> statements = Statements.of(file, sql);
        return new SchemaProblem.ScriptMixed(file, Stream.of(true, false)
                .flatMap(together -> statements.stream().filter(one -> one.canExecuteInTransaction() == together).limit(1))
                .map(one -> file + ":" + one.getLineNumber() + "  " + Statements.firstLine(one.getSql()))
                .collect(Collectors.joining("\n")));
    }

    /// Throws for a script that Flyway would not run at all, before anything is.
    static void mustBeRunnable(Script script, Map<String, String> files) {
        try {
            // read only when it is asked for its statements
            Statements.of(Statements.toRun(script.file(), script.sql(), files));
        } catch (FlywayException e) {
            String message = String.valueOf(e.getMessage());
            throw new ProblemException(isMixed(message)
                    ? mixed(script.file(), script.sql())
                    : new SchemaProblem.ScriptUnreadable(script.file(), message), e);
        }
    }

    private SchemaProblem problem(RuntimeException end, SQLException refusal, String state, Script script, String file,
            Revision standing) {
        int line = cause(end, FlywaySqlScriptException.class).map(FlywaySqlScriptException::getLineNumber)
                .or(() -> cause(end, ScriptRun.FailedStatement.class).map(ScriptRun.FailedStatement::line)).orElse(0);
        String statement = cause(end, FlywaySqlScriptException.class).map(FlywaySqlScriptException::getStatement)
                .or(() -> cause(end, ScriptRun.FailedStatement.class).map(ScriptRun.FailedStatement::statement)).orElse("");
        Optional<ServerErrorMessage> said = refusal instanceof PSQLException known
                ? Optional.ofNullable(known.getServerErrorMessage())
                : Optional.empty();
        String words = said.map(ServerErrorMessage::getMessage).orElse(String.valueOf(refusal.getMessage()));
        if (state.equals(LOCK_NOT_AVAILABLE)) {
            return new SchemaProblem.BlockedBySession(standing, file,
                    seen.isEmpty() ? blockers(CreatedObjects.touched(statement)) : seen);
        }
        if (state.equals(CANCELLED)) {
            // one code for both, told apart by the server's words alone
            return new SchemaProblem.StatementEnded(script.revision(), standing, file, line, words.contains("timeout"), words);
        }
        if (ALREADY_THERE.contains(state) && file.equals(script.file())) {
            List<Created> objects = FlywayHistory.created(script);
            Set<Created> there = sessions.ask(connection -> LedgerReading.existing(connection, objects));
            if (!there.isEmpty()) {
                return new SchemaProblem.SchemaAhead(standing, script.revision(), file, line,
                        objects.stream().filter(there::contains).map(Created::toString).toList(),
                        objects.stream().filter(object -> !there.contains(object)).map(Created::toString).toList(), words);
            }
            // it stands in its own way
        }
        return new SchemaProblem.ScriptFailed(script.revision(), standing, file, line, withoutHeading(statement), state, words,
                said.map(ServerErrorMessage::getHint));
    }

    /// Flyway sends the comments before a statement along.
    static String withoutHeading(String sql) {
        List<SqlText.Part> parts = SqlText.of(sql).parts();
        return (parts.isEmpty() ? sql : sql.substring(parts.getFirst().tokens().getFirst().start())).strip();
    }

    /// The server's own words.
    static String words(SQLException refusal) {
        return refusal instanceof PSQLException known && known.getServerErrorMessage() != null
                ? String.valueOf(known.getServerErrorMessage().getMessage())
                : String.valueOf(refusal.getMessage());
    }

    /// The sessions that hold what the statement wanted.
    private List<Blocker> blockers(List<String> tables) {
        return sessions.ask(connection -> {
            try (PreparedStatement question = connection.prepareStatement(
                    """
                        SELECT DISTINCT a.pid, a.usename, a.application_name, a.state, a.xact_start, a.query_start,
                            l.relation::pg_catalog.regclass::text
                        FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a USING (pid)
                        WHERE l.locktype = 'relation' AND l.granted AND a.pid <> pg_catalog.pg_backend_pid()
                        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
                        AND l.relation IN (SELECT pg_catalog.to_regclass(t.name) FROM pg_catalog.unnest(?::text[]) AS t (name))
                        ORDER BY 1""")) {
                question.setArray(1, connection.createArrayOf("text", tables.toArray()));
                return LockWait.read(question);
            }
        });
    }

    private static <E extends Throwable> Optional<E> cause(Throwable end, Class<E> kind) {
        for (Throwable cause = end; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
        }
        return Optional.empty();
    }
}
