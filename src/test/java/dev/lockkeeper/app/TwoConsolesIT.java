package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockkeeper.adapter.flyway.FlywayHistory;
import dev.lockkeeper.adapter.flyway.MigrationFolder;
import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.testing.Launcher;
import dev.lockkeeper.testing.RealPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two packaged consoles change one database at the same moment: one does, the other is told at once who is at work. All 25 pairs of verbs with
/// `-Dlockkeeper.pairs=all`, else the five pairs of the same verb and two mixed ones.
class TwoConsolesIT {

    private static final boolean ALL = "all".equals(System.getProperty("lockkeeper.pairs"));
    private static final Revision START = new Revision("003");
    private static final String HOLDER = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = "
            + "(SELECT oid FROM pg_database WHERE datname = current_database()) AND classid = 1819239275";

    @TempDir
    Path home;

    private final RealPostgres.Database database = RealPostgres.fresh();
    private final Environment environment = new Environment(Environment.DEFAULT, Care.LOCAL,
            new Address("127.0.0.1", RealPostgres.port(), database.name(), "postgres"), new Secret("unused"), Optional.empty());
    private final PostgresAccess access = new PostgresAccess(environment);
    private final FlywayHistory history = new FlywayHistory(MigrationFolder.shipped(), new PostgresSessions(access));
    private Map<String, List<String>> verbs = Map.of();

    @BeforeEach
    void a_project_and_a_backup() throws IOException, InterruptedException {
        Path project = Files.createDirectories(home.resolve("project"));
        Files.writeString(project.resolve(".env"), """
            POSTGRES_USER=postgres
            POSTGRES_PASSWORD=unused
            POSTGRES_DB=%s
            POSTGRES_HOST=127.0.0.1
            POSTGRES_PORT=%d
            """.formatted(database.name(), RealPostgres.port()));
        level();
        Launcher.Ended backup = console().run("backup");
        assertThat(backup.code()).as(backup.out() + backup.err()).isZero();
        try (Stream<Path> files = Files.walk(home.resolve("backups"))) {
            String file = files.filter(one -> one.toString().endsWith(".dump")).findFirst().orElseThrow().toString();
            verbs = Map.of("upgrade", List.of("upgrade", "--no-backup"), "downgrade", List.of("downgrade", "-1", "--no-backup"),
                    "stamp", List.of("stamp", "003"), "backup", List.of("backup"), "restore",
                    List.of("restore", file, "--no-backup"));
        }
    }

    @AfterEach
    void remove() {
        access.close();
        for (String beside : RealPostgres.databases(database.name() + "\\_\\_%")) {
            RealPostgres.drop(beside);
        }
        database.close();
    }

    private Launcher console() {
        return new Launcher(home, "--project", home.resolve("project").toString(), "--lang", "en", "--json", "--yes", "--confirm",
                database.name());
    }

    @Test
    void one_works_and_the_other_is_told_who_is_at_work() throws Exception {
        List<String> names = List.of("upgrade", "downgrade", "stamp", "backup", "restore");
        for (String first : names) {
            for (String second : names) {
                boolean mixed = java.util.Set.of("backup upgrade", "upgrade backup").contains(first + " " + second);
                if (ALL || first.equals(second) || mixed) {
                    pair(first, second);
                    System.out.println("two consoles: " + first + " with " + second + ": one works, the other is told");
                }
            }
        }
    }

    private void pair(String first, String second) throws IOException, InterruptedException {
        level();
        Path pause = Files.writeString(home.resolve("pause"), "");
        Path said = home.resolve("first.log");
        ProcessBuilder builder = console().builder(verb(first)).redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("JDK_JAVA_OPTIONS", "-Dlockkeeper.pause=writer.held=" + pause);
        Process working = builder.start();
        working.getOutputStream().close();
        try {
            Await.until(first + " holds the lock", Duration.ofSeconds(60),
                    () -> !working.isAlive() || database.ask(HOLDER).equals(List.of("1")));
            assertThat(working.isAlive()).as(Files.readString(said)).isTrue();

            Launcher.Ended refused = console().run(verb(second));

            assertThat(refused.code()).as(first + " / " + second + ": " + refused.out() + refused.err()).isEqualTo(3);
            JsonNode told = refused.json();
            assertThat(told.path("problem").asText()).isEqualTo("ANOTHER_WRITER");
            assertThat(told.path("evidence").toString()).contains("pid ").contains(System.getProperty("user.name"))
                    .contains("postgres@127.0.0.1");
        } finally {
            Files.delete(pause);
        }
        assertThat(working.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(working.exitValue()).as(first + ": " + Files.readString(said)).isZero();
        assertThat(history.ladder().ledgers().disagree()).isFalse();
        assertThat(history.ladder().current()).isEqualTo(switch (first) {
            case "upgrade" -> new Revision("004");
            case "downgrade" -> new Revision("002");
            default -> START;
        });
    }

    private String[] verb(String name) {
        return java.util.Objects.requireNonNull(verbs.get(name)).toArray(String[]::new);
    }

    /// To where every pair starts.
    private void level() {
        for (var rung : history.ladder().above(START)) {
            history.lower(rung.revision(), OperationId.fresh(), Journal.silent(), new StopSignal());
        }
        for (var rung : history.ladder().pending()) {
            if (rung.revision().compareTo(START) <= 0) {
                history.raise(rung.revision(), OperationId.fresh(), Journal.silent(), new StopSignal());
            }
        }
    }
}
