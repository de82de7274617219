package dev.lockkeeper.adapter.flyway;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.internal.callback.NoopCallbackExecutor;
import org.flywaydb.core.internal.jdbc.JdbcTemplate;
import org.flywaydb.core.internal.jdbc.Results;
import org.flywaydb.core.internal.sqlscript.DefaultSqlScriptExecutor;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.flywaydb.database.postgresql.PostgreSQLDatabaseType;

/// Runs the statements of a script one after the other, as Flyway does, on a connection whose transaction is the caller's.
final class ScriptRun {

    private ScriptRun() {}

    /// Is told before and after each statement.
    interface Watch {

        Watch NOBODY = new Watch() {};

        default void before(SqlStatement statement) {}

        default void after(SqlStatement statement, Results results) {}
    }

    /// Throws [FailedStatement] for the first that the server refuses.
    static void execute(Connection connection, String file, List<SqlStatement> statements, Watch watch) {
        JdbcTemplate jdbc = new JdbcTemplate(connection, new PostgreSQLDatabaseType());
        DefaultSqlScriptExecutor executor = new DefaultSqlScriptExecutor(jdbc, NoopCallbackExecutor.INSTANCE, true, false, false,
                null);
        for (SqlStatement statement : statements) {
            watch.before(statement);
            Results results = statement.execute(jdbc, executor, Statements.CONFIGURATION);
            if (results.getException() != null) {
                throw new FailedStatement(file, statement.getLineNumber(), statement.getSql(), results.getException());
            }
            watch.after(statement, results);
        }
    }

    /// A statement that the server refused.
    static final class FailedStatement extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final SQLException refusal;
        private final String file;
        private final int line;
        private final String statement;

        FailedStatement(String file, int line, String statement, SQLException refusal) {
            super(refusal);
            this.refusal = refusal;
            this.file = file;
            this.line = line;
            this.statement = statement;
        }

        SQLException refusal() {
            return refusal;
        }

        String file() {
            return file;
        }

        int line() {
            return line;
        }

        String statement() {
            return statement;
        }
    }
}
