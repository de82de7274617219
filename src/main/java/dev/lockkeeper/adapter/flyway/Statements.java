package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.SchemaProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.sqlscript.SqlScript;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.flywaydb.database.postgresql.PostgreSQLDatabaseType;
import org.jspecify.annotations.Nullable;

/// Splits a script into its statements, by Flyway's own parser, without a database.
final class Statements {

    /// Costs milliseconds to make, and is only read.
    static final Configuration CONFIGURATION = new FluentConfiguration().placeholderReplacement(false);

    private static final PostgreSQLDatabaseType POSTGRES = new PostgreSQLDatabaseType();

    private Statements() {}

    static List<SqlStatement> of(String file, String sql) {
        try {
            return of(parsed(new ScriptResource(file, sql), true, null));
        } catch (FlywayException e) {
            throw new ProblemException(new SchemaProblem.ScriptUnreadable(file, String.valueOf(e.getMessage())), e);
        }
    }

    static List<SqlStatement> of(SqlScript script) {
        List<SqlStatement> statements = new ArrayList<>();
        script.getSqlStatements().forEachRemaining(statements::add);
        return statements;
    }

    /// A script as Flyway would run it, with what the file `….sql.conf` among `files` says. Throws Flyway's own exception for one that it
    /// would refuse.
    static SqlScript toRun(String file, String sql, Map<String, String> files) {
        return parsed(new ScriptResource(file, sql), false, new Beside(files));
    }

    private static SqlScript parsed(ScriptResource resource, boolean mixed, @Nullable ResourceProvider beside) {
        return POSTGRES.createSqlScriptFactory(CONFIGURATION, new ParsingContext()).createSqlScript(resource, mixed, beside);
    }

    /// What a statement is known by in a log.
    static String firstLine(String sql) {
        return sql.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("--")).findFirst().orElse("");
    }

    private record Beside(Map<String, String> files) implements ResourceProvider {

        @Override
        public @Nullable LoadableResource getResource(String name) {
            String text = files.get(name);
            return text == null ? null : new ScriptResource(name, text);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return List.of();
        }
    }
}
