package dev.lockkeeper.adapter.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.app.PostgresSessions;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.Lookout;
import dev.lockkeeper.schema.Preview;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.testing.Await;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The preview, held against what a server logs that logs every statement. It has a server of its own for that.
class PreviewIT {

    @Test
    void the_preview_is_what_the_server_logs_for_the_run() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("logging_collector", "on")
                .setServerConfig("log_statement", "all").setServerConfig("log_line_prefix", "|")
                .setServerConfig("lc_messages", "C")
                .start();
                PostgresAccess access = new PostgresAccess(new Environment("default", Care.LOCAL, new Address("127.0.0.1", server
                        .getPort(), "postgres", "postgres"), new Secret(""), Optional.empty()))) {
            Path log = log(server);
            PostgresSessions sessions = new PostgresSessions(access);
            MigrationFolder shipped = MigrationFolder.shipped();
            FlywayHistory history = new FlywayHistory(shipped, sessions);
            Lookout lookout = new Lookout(history, new FlywayTrials(shipped, sessions), _ -> () -> {});

            Preview up = lookout.preview("head");
            for (Preview.Step step : up.steps()) {
                OperationId operation = OperationId.fresh();
                int before = read(log).length();
                history.raise(step.revision(), operation, Journal.silent(), new StopSignal());
                assertLogged(step, operation, log, before, access);
            }
            Preview back = lookout.preview("base");
            for (Preview.Step step : back.steps()) {
                OperationId operation = OperationId.fresh();
                int before = read(log).length();
                history.lower(step.revision(), operation, Journal.silent(), new StopSignal());
                assertLogged(step, operation, log, before, access);
            }

            assertThat(up.steps()).extracting(Preview.Step::revision).containsExactly(new Revision("001"), new Revision("002"),
                    new Revision("003"), new Revision("004"));
            assertThat(back.steps()).hasSize(4);
        }
    }

    /// Every statement of the preview is in the log of the run, in this order.
    private static void assertLogged(Preview.Step step, OperationId operation, Path log, int before, PostgresAccess access) {
        // a collector writes the log, a moment later
        String marker = "SELECT 'after " + operation + "'";
        access.ask(connection -> connection.createStatement().execute(marker));
        Await.until("the log is written", Duration.ofSeconds(20), () -> read(log).contains(marker));
        String text = plain(read(log).substring(before));
        int at = 0;
        for (Preview.Line line : step.lines()) {
            // the values of what we add are logged apart from it
            String sql = plain(line.ours() ? line.sql().replaceAll("( \\(|'|= ').*", "") : line.sql());
            int found = text.indexOf(sql, at);
            assertThat(found).as("%s: %s%n%s", step.file(), line, text).isGreaterThanOrEqualTo(at);
            at = found + sql.length();
        }
        List<String> own = step.own().stream().map(line -> plain(line.sql())).toList();
        assertThat(text.split("\\|LOG: "))
                .filteredOn(said -> said.contains(" CREATE TABLE ") || said.contains(" ALTER TABLE ")
                        || said.contains(" DROP TABLE ") || said.contains(" CREATE INDEX ") || said.contains(" DROP INDEX "))
                .as("statements that change the schema").filteredOn(said -> !said.contains("flyway_schema_history")
                        && !said.contains("alembic_version"))
                .allMatch(said -> own.stream().anyMatch(said::contains));
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String text) {
        return text.replace("\"", "").replaceAll("\\s+", " ").strip();
    }

    private static Path log(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement
                        .executeQuery("SELECT current_setting('data_directory') || '/' || pg_current_logfile()")) {
            row.next();
            return Path.of(row.getString(1));
        }
    }
}
