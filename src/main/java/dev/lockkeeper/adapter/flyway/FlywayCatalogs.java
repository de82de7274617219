package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.DatabaseIdentity;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import dev.lockkeeper.schema.Catalogs;
import dev.lockkeeper.schema.Loss;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import dev.lockkeeper.schema.catalog.Catalog;
import dev.lockkeeper.schema.catalog.CatalogKind;
import dev.lockkeeper.schema.catalog.CatalogObject;
import dev.lockkeeper.words.Message;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.postgresql.PGConnection;

/// Reads the catalog of the live database, and builds revisions on empty ones with Flyway's own reading of the scripts.
public final class FlywayCatalogs implements Catalogs {

    private static final Message STOPPED = Message.of("state.nothing-changed");

    private static final String TIMED_OUT = "57014";
    private static final Pattern DEFAULT = Pattern
            .compile("(?s) default ((?:'(?:[^']|'')*'(?:::[\\w .\\[\\]]+)?|-?[\\d.]+|true|false))$");

    private final Sessions sessions;

    public FlywayCatalogs(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Catalog live() {
        return Catalog.of(sessions.ask(sessions::catalog));
    }

    @Override
    public String database() {
        return sessions.ask(connection -> {
            DatabaseIdentity there = WhichDatabase.of(connection);
            return there.system() + "/" + there.oid();
        });
    }

    @Override
    public String server() {
        return sessions.ask(connection -> String.valueOf(connection.getMetaData().getDatabaseMajorVersion()));
    }

    @Override
    public List<Loss> count(List<CatalogObject> going) {
        return going.stream().map(object -> sessions.ask(connection -> count(connection, object))).toList();
    }

    private static Loss count(Connection connection, CatalogObject object) throws SQLException {
        boolean column = object.kind() == CatalogKind.COLUMN;
        String table = column ? object.owner() : object.name();
        String sql = "SELECT count(*) FROM " + table + (column ? " WHERE " + object.name() + notDefault(object) : "");
        String shown = table.startsWith("public.") ? table.substring("public.".length()) : table;
        Optional<String> name = column ? Optional.of(object.name()) : Optional.empty();
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Loss(shown, name, OptionalLong.of(row.getLong(1)));
        } catch (SQLException e) {
            if (TIMED_OUT.equals(e.getSQLState())) {
                return new Loss(shown, name, OptionalLong.empty());
            }
            throw e;
        }
    }

    /// A default that is worked out anew for every row is no value that could be told from one that somebody gave.
    private static String notDefault(CatalogObject column) {
        Matcher constant = DEFAULT.matcher(column.definition());
        return constant.find() ? " IS DISTINCT FROM " + constant.group(1) : " IS NOT NULL";
    }

    @Override
    public void build(List<Script> scripts, Sight at, OperationId operation, Journal journal, StopSignal stop) {
        try (Sessions.Scratch scratch = sessions.scratch(operation)) {
            Connection connection = scratch.connection();
            try (StopSignal.Waiting _ = stop.whenRequested(() -> cancel(connection))) {
                if (at.wanted(Revision.BASE)) {
                    at.seen(Revision.BASE, sessions.catalog(connection));
                }
                for (Script script : scripts) {
                    stop.heed(STOPPED);
                    run(connection, script, script.file(), script.sql());
                    if (at.wanted(script.revision())) {
                        at.seen(script.revision(), sessions.catalog(connection));
                    }
                }
            }
        } catch (SQLException e) {
            stop.heed(STOPPED);
            throw sessions.problem(e);
        }
    }

    /// Runs one script as it will be run: in one transaction where it can be. Throws [SchemaProblem.NotBuildable].
    static void run(Connection connection, Script script, String file, String sql) throws SQLException {
        List<SqlStatement> statements = Statements.of(file, sql);
        boolean together = statements.stream()
                .allMatch(SqlStatement::canExecuteInTransaction);
        connection.setAutoCommit(!together);
        try {
            ScriptRun.execute(connection, file, statements, ScriptRun.Watch.NOBODY);
            if (together) {
                connection.commit();
            }
        } catch (ScriptRun.FailedStatement e) {
            if (together) {
                connection.rollback();
            }
            throw failed(e, script);
        } finally {
            connection.setAutoCommit(true);
        }
        // a script may leave another search path than the next one expects
        try (Statement statement = connection.createStatement()) {
            statement.execute("RESET search_path; RESET ROLE; RESET SESSION AUTHORIZATION");
        }
    }

    private static RuntimeException failed(ScriptRun.FailedStatement failure, Script script) {
        SQLException refusal = failure.refusal();
        if ("57014".equals(refusal.getSQLState())) {
            return new StoppedException(STOPPED);
        }
        return new ProblemException(new SchemaProblem.NotBuildable(script.revision(), failure.file(), failure.line(),
                Refusals.withoutHeading(failure.statement()),
                Refusals.words(refusal) + " (SQLSTATE " + refusal.getSQLState() + ")"), failure);
    }

    private static void cancel(Connection connection) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException _) {
            // it has ended already
        }
    }
}
