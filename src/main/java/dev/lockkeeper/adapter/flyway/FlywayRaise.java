package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.FaultPoint;
import dev.lockkeeper.operation.DatabaseIdentity;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.Blocker;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Script;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Runs one upgrade script through Flyway: script, Flyway's row and Alembic's ledger in one transaction.
final class FlywayRaise {

    private final Sessions sessions;
    private final MigrationFolder.Contents contents;
    private final OperationId operation;
    private final Journal journal;
    private final StopSignal stop;
    private final AtomicReference<@Nullable LockWait> wait = new AtomicReference<>();

    FlywayRaise(Sessions sessions, MigrationFolder.Contents contents, OperationId operation, Journal journal, StopSignal stop) {
        this.sessions = sessions;
        this.contents = contents;
        this.operation = operation;
        this.journal = journal;
        this.stop = stop;
    }

    void run(Script script, Ladder standing) {
        Following following = new Following(script, standing);
        try (StopSignal.Waiting _ = stop.whenRequested(following::cancel)) {
            configuration(sessions, operation, List.of(following), List.of(contents)).target(script.revision().id()).load()
                    .migrate();
        } finally {
            following.leave();
        }
    }

    /// Whom the script waited for when last seen waiting.
    List<Blocker> blockers() {
        LockWait known = wait.get();
        return known == null ? List.of() : known.blockers();
    }

    /// The settings that keep schema and ledger in one transaction and Flyway silent about nothing.
    static FluentConfiguration configuration(Sessions sessions, OperationId operation, List<Callback> callbacks,
            List<MigrationFolder.Contents> contents) {
        FluentConfiguration configuration = Flyway.configure(FlywayRaise.class.getClassLoader())
                .dataSource(new SessionSource(sessions, operation))
                .defaultSchema("lockkeeper").createSchemas(true).table("flyway_schema_history")
                .locations(new String[0])
                .resourceProvider(new InMemory(contents))
                .javaMigrationClassProvider(List::of)
                .validateMigrationNaming(true).placeholderReplacement(false).cleanDisabled(true).baselineOnMigrate(false)
                .skipDefaultCallbacks(true).skipDefaultResolvers(false)
                .callbacks(callbacks.toArray(Callback[]::new))
                .loggers("slf4j");
        // with its default Flyway commits the script and its row in two transactions, and hangs on CREATE INDEX CONCURRENTLY
        Objects.requireNonNull(configuration.getConfigurationExtension(PostgreSQLConfigurationExtension.class))
                .setTransactionalLock(false);
        return configuration;
    }

    /// Follows a script while Flyway runs it.
    private final class Following implements Callback {

        private static final Set<Event> HEARD = EnumSet.of(Event.BEFORE_EACH_MIGRATE, Event.BEFORE_EACH_MIGRATE_STATEMENT,
                Event.AFTER_EACH_MIGRATE_STATEMENT, Event.AFTER_EACH_MIGRATE);

        private final Script script;
        private final Revision standing;
        private final Optional<DatabaseIdentity> database;
        private final AtomicReference<@Nullable Connection> working = new AtomicReference<>();
        private final Iterator<SqlStatement> statements;
        private Optional<LedgerReading.Alembic> alembic = Optional.empty();
        private long began;

        Following(Script script, Ladder ladder) {
            this.script = script;
            this.standing = ladder.current();
            this.database = ladder.database();
            this.statements = Statements.of(script.file(), script.sql()).iterator();
        }

        void cancel() {
            Connection connection = working.get();
            if (connection != null) {
                try {
                    connection.unwrap(PGConnection.class).cancelQuery();
                } catch (SQLException e) {
                    journal.line(Source.POSTGRES, Level.WARN, String.valueOf(e.getMessage()));
                }
            }
        }

        @Override
        public boolean supports(Event event, Context context) {
            return HEARD.contains(event);
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            try {
                switch (event) {
                    case BEFORE_EACH_MIGRATE -> begin(context.getConnection());
                    case BEFORE_EACH_MIGRATE_STATEMENT -> beforeStatement(context);
                    case AFTER_EACH_MIGRATE_STATEMENT -> afterStatement(context);
                    case AFTER_EACH_MIGRATE -> end(context.getConnection());
                    default -> throw new IllegalStateException(event.toString());
                }
            } catch (SQLException e) {
                throw new FlywayException(e);
            }
        }

        private void begin(Connection connection) throws SQLException {
            ownSearchPath(connection);
            LedgerReading reading = LedgerReading.of(connection);
            alembic = reading.alembic();
            // the door may lead elsewhere than a moment ago
            WhichDatabase.of(connection).mustBe(database);
            working.set(connection);
            wait.set(LockWait.on(connection, sessions, journal, stop));
            FaultPoint.reached("raise.begun");
            journal.info(Source.FLYWAY, script.file());
        }

        private void beforeStatement(Context context) {
            if (stop.requested()) {
                throw new FlywayException("stop requested");
            }
            began = System.nanoTime();
            int line = statements.hasNext() ? statements.next().getLineNumber() : 0;
            journal.info(Source.POSTGRES, (line > 0 ? line + ": " : "") + firstLine(context.getStatement().getSql()));
            FaultPoint.reached("raise.statement");
        }

        private void afterStatement(Context context) {
            context.getStatement().getWarnings()
                    .forEach(warning -> journal.line(Source.POSTGRES, Level.WARN, String.valueOf(warning.getMessage())));
            journal.line(Source.POSTGRES, Level.DEBUG, (System.nanoTime() - began) / 1_000_000 + " ms");
            FaultPoint.reached("raise.executed");
        }

        void leave() {
            working.set(null);
            LockWait known = wait.get();
            if (known != null) {
                known.close();
            }
        }

        private void end(Connection connection) throws SQLException {
            if (stop.requested()) {
                throw new FlywayException("stop requested");
            }
            FaultPoint.reached("raise.script-done");
            if (contents.alembicToo() && alembic.isEmpty()) {
                LedgerWriting.moveAlembic(connection, LedgerWriting.beginAlembic(connection), Optional.empty(),
                        script.revision(), contents.ids());
                journal.info(Source.POSTGRES, "alembic_version = " + contents.alembicId(script.revision()));
            } else if (alembic.isPresent()) {
                LedgerWriting.moveAlembic(connection, alembic.get(), Optional.of(standing), script.revision(), contents.ids());
                journal.info(Source.POSTGRES,
                        "alembic_version " + contents.alembicId(standing) + " → " + contents.alembicId(script.revision()));
            }
            FaultPoint.reached("raise.alembic-moved");
        }

        @Override
        public String getCallbackName() {
            return "lockkeeper";
        }
    }

    static String firstLine(String sql) {
        return sql.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("--")).findFirst().orElse("");
    }

    /// The scripts as they were read once, and nothing else: Flyway looks at no folder itself.
    private record InMemory(List<MigrationFolder.Contents> contents) implements ResourceProvider {

        @Override
        public @Nullable LoadableResource getResource(String name) {
            return contents.stream().map(known -> known.files().get(name)).filter(Objects::nonNull).findFirst()
                    .map(text -> new ScriptResource(name, text)).orElse(null);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return contents.stream().flatMap(known -> known.files().entrySet().stream())
                    .filter(file -> file.getKey().startsWith(prefix)
                            && List.of(suffixes).stream().anyMatch(file.getKey()::endsWith)
                            && !file.getKey().startsWith("U"))
                    .<LoadableResource>map(InMemory::resource).toList();
        }

        private static ScriptResource resource(Map.Entry<String, String> file) {
            return new ScriptResource(file.getKey(), file.getValue());
        }
    }

    /// Hands Flyway connections of the operation.
    private record SessionSource(Sessions sessions, OperationId operation) implements DataSource {

        @Override
        public Connection getConnection() {
            return sessions.open(operation);
        }

        @Override
        public Connection getConnection(String user, String password) {
            return getConnection();
        }

        @Override
        public @Nullable PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public <T> T unwrap(Class<T> kind) throws SQLException {
            throw new SQLException(kind.getName());
        }

        @Override
        public boolean isWrapperFor(Class<?> kind) {
            return false;
        }
    }

    /// Flyway puts its own schema first; an unqualified table of a script would land there.
    private static void ownSearchPath(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("RESET search_path");
        }
    }
}
