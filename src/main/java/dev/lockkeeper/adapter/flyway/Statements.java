package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.SchemaProblem;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.sqlscript.SqlScript;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.flywaydb.database.postgresql.PostgreSQLDatabaseType;

/// Splits a script into its statements, by Flyway's own parser, without a database.
final class Statements {

    private Statements() {}

    static List<SqlStatement> of(String file, String sql) {
        FluentConfiguration configuration = new FluentConfiguration().placeholderReplacement(false);
        List<SqlStatement> statements = new ArrayList<>();
        try {
            SqlScript script = new PostgreSQLDatabaseType().createSqlScriptFactory(configuration, new ParsingContext())
                    .createSqlScript(new ScriptResource(file, sql), true, null);
            script.getSqlStatements().forEachRemaining(statements::add);
        } catch (FlywayException e) {
            throw new ProblemException(new SchemaProblem.ScriptUnreadable(file, String.valueOf(e.getMessage())), e);
        }
        return statements;
    }
}
