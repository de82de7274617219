package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.adapter.flyway.FlywayAftermath;
import dev.lockkeeper.adapter.flyway.FlywayHistory;
import dev.lockkeeper.adapter.flyway.MigrationFolder;
import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.RunBook;
import dev.lockkeeper.operation.RunEntry;
import dev.lockkeeper.operation.RunFiles;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Recovery;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Verdict;
import dev.lockkeeper.schema.Verdict.Kind;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.testing.Launcher;
import dev.lockkeeper.testing.RealPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged console killed in the middle of an upgrade, of a way back and of a stamp, wherever something has just been done and at moments
/// nobody chose. After each: both ledgers agree with the catalog, the next start says rightly what became of it, and the next upgrade succeeds.
/// `-Dlockkeeper.runs=20 -Dlockkeeper.points=.*` makes a campaign of it; its table goes to the output.
class SchemaKilledIT {

    private static final int RUNS = Integer.getInteger("lockkeeper.runs", 1);
    private static final String POINTS = System.getProperty("lockkeeper.points",
            "raise.alembic-moved|back.committing|ledger.committing");
    private static final Revision LOW = new Revision("002");
    private static final Revision HIGH = new Revision("004");
    private static final String SESSIONS = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'lockkeeper-%' AND "
            + "datname = current_database()";

    @TempDir
    Path home;

    private final RealPostgres.Database database = RealPostgres.fresh();
    private final Environment environment = new Environment(Environment.DEFAULT, Care.LOCAL,
            new Address("127.0.0.1", RealPostgres.port(), database.name(), "postgres"), new Secret("unused"), Optional.empty());
    private final PostgresAccess access = new PostgresAccess(environment);
    private final FlywayHistory history = new FlywayHistory(MigrationFolder.shipped(), new PostgresSessions(access));
    private final Recovery recovery = new Recovery(history, new FlywayAftermath(new PostgresSessions(access)), _ -> {
        throw new IllegalStateException();
    });
    private final Map<Revision, List<String>> levels = new java.util.HashMap<>();
    private final Random random = new Random(11);
    private final List<String> table = new ArrayList<>();
    private RunBook book = RunBook.none();

    @BeforeEach
    void a_project_and_the_catalog_of_every_level() throws IOException {
        Path project = Files.createDirectories(home.resolve("project"));
        Files.writeString(project.resolve(".env"), """
            POSTGRES_USER=postgres
            POSTGRES_PASSWORD=unused
            POSTGRES_DB=%s
            POSTGRES_HOST=127.0.0.1
            POSTGRES_PORT=%d
            """.formatted(database.name(), RealPostgres.port()));
        book = new RunFiles(new Folders(home).runs(project, environment));
        database.runAsAdmin(
                "CREATE TABLE alembic_version (version_num varchar(32) NOT NULL CONSTRAINT alembic_version_pkc PRIMARY KEY)");
        levels.put(Revision.BASE, catalog());
        up(HIGH);
    }

    @AfterEach
    void remove() {
        access.close();
        database.close();
        table.forEach(System.out::println);
    }

    @Test
    void in_an_upgrade() throws Exception {
        for (String point : chosen("run.opened", "run.intended", "move.guarded", "move.locked", "raise.aligned", "move.step",
                "raise.begun", "raise.statement", "raise.executed", "raise.statement#3", "raise.script-done",
                "raise.alembic-moved",
                "raise.committed", "move.stepped", "move.step#2", "raise.alembic-moved#2", "raise.committed#2", "move.verifying",
                "run.closing", "run.closed", "at any time in an upgrade")) {
            campaign(point, LOW, HIGH, "upgrade", "004", "--no-backup");
        }
    }

    @Test
    void in_a_way_back() throws Exception {
        for (String point : chosen("move.locked", "back.begun", "back.locked", "back.statement", "back.executed",
                "back.script-done",
                "back.recorded", "back.committing", "back.committed", "move.stepped", "back.statement#2", "back.committing#2",
                "back.committed#2", "move.verifying", "run.closing", "at any time in a way back")) {
            campaign(point, HIGH, LOW, "downgrade", "002", "--no-backup");
        }
    }

    @Test
    void in_a_stamp() throws Exception {
        for (String point : chosen("ledger.locked", "ledger.history-written", "ledger.committing", "ledger.committed",
                "at any time in a stamp")) {
            Map<Kind, Integer> seen = new EnumMap<>(Kind.class);
            for (int run = 0; run < RUNS; run++) {
                up(HIGH);
                history.stamp(new Revision("003"), OperationId.fresh(), Journal.silent());
                killed(point, "stamp", "004");
                Ladder after = agreeing();
                verdict(point, new Revision("003"), HIGH, after.current(), seen);
                history.stamp(HIGH, OperationId.fresh(), Journal.silent());
            }
            report("stamp", point, seen);
        }
    }

    private static List<String> chosen(String... points) {
        return java.util.stream.Stream.of(points).filter(point -> point.matches(POINTS)).toList();
    }

    private void campaign(String point, Revision from, Revision to, String... verb) throws IOException, InterruptedException {
        Map<Kind, Integer> seen = new EnumMap<>(Kind.class);
        level(Revision.BASE); // fresh tables: one may have 1,600 columns in its life, the dropped ones too
        for (int run = 0; run < RUNS; run++) {
            level(from);
            killed(point, verb);
            Ladder after = agreeing();
            assertThat(after.finding()).describedAs(point).isEmpty();
            assertThat(catalog()).describedAs(point + " at " + after.current()).isEqualTo(levels.get(after.current()));
            verdict(point, from, to, after.current(), seen);
            up(HIGH);
            assertThat(history.ladder().finding()).describedAs(point).isEmpty();
            assertThat(catalog()).describedAs(point).isEqualTo(levels.get(HIGH));
        }
        report(verb[0], point, seen);
    }

    private void report(String verb, String point, Map<Kind, Integer> seen) {
        String line = "schema killed: %-9s %-26s %3d runs  %s, 0 inconsistent".formatted(verb, point, RUNS, seen);
        table.add(line);
        System.out.println(line);
    }

    /// Runs a verb that dies at the fault point, or is killed some time after it began.
    private void killed(String point, String... verb) throws IOException, InterruptedException {
        Launcher console = new Launcher(home, "--project", home.resolve("project").toString(), "--lang", "en", "--json", "--yes",
                "--confirm", database.name());
        ProcessBuilder builder = console.builder(verb).redirectErrorStream(true)
                .redirectOutput(home.resolve("last.log").toFile());
        boolean anyTime = point.startsWith("at ");
        builder.environment().put("JDK_JAVA_OPTIONS",
                "-XX:TieredStopAtLevel=1 -Xmx128m" + (anyTime ? "" : " -Dlockkeeper.fault=" + point));
        Process process = builder.start();
        process.getOutputStream().close();
        if (anyTime) {
            process.waitFor(500 + random.nextInt(3000), TimeUnit.MILLISECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        if (!anyTime) {
            assertThat(process.exitValue()).describedAs(point + ": " + Files.readString(home.resolve("last.log"))).isEqualTo(137);
        }
        Await.until("no session is left", java.time.Duration.ofSeconds(15), () -> database.ask(SESSIONS).equals(List.of("0")));
    }

    private Ladder agreeing() {
        Ladder ladder = history.ladder();
        assertThat(ladder.ledgers().flyway()).isEqualTo(ladder.ledgers().alembic());
        assertThat(database.ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = "
                + "(SELECT oid FROM pg_database WHERE datname = current_database())")).containsExactly("0");
        return ladder;
    }

    /// What the next start says: once, and what is so.
    private void verdict(String point, Revision from, Revision to, Revision standing, Map<Kind, Integer> seen) {
        List<Verdict> verdicts = recovery.reconcile(book);
        assertThat(verdicts.size()).describedAs(point).isLessThanOrEqualTo(1);
        for (Verdict verdict : verdicts) {
            seen.merge(verdict.kind(), 1, Integer::sum);
            assertThat(verdict.kind()).describedAs(point + " " + from + " → " + standing).isIn(standing.equals(to)
                    ? List.of(Kind.COMPLETED)
                    : standing.equals(from)
                            ? List.of(Kind.NO_MOVE, Kind.NOT_BEGUN, Kind.ROLLED_BACK)
                            : List.of(Kind.BETWEEN, Kind.ROLLED_BACK));
        }
        assertThat(recovery.reconcile(book)).describedAs("told once").isEmpty();
        if (!verdicts.isEmpty()) {
            assertThat(book.entries().getFirst().ending().orElseThrow().result()).isEqualTo(RunEntry.Result.CUT_OFF);
        }
    }

    private void level(Revision wanted) {
        Ladder now = history.ladder();
        for (var rung : now.above(wanted)) {
            history.lower(rung.revision(), OperationId.fresh(), Journal.silent(), new StopSignal());
        }
        up(wanted);
    }

    private void up(Revision wanted) {
        for (var rung : history.ladder().pending()) {
            if (rung.revision().compareTo(wanted) <= 0) {
                history.raise(rung.revision(), OperationId.fresh(), Journal.silent(), new StopSignal());
                levels.putIfAbsent(rung.revision(), catalog());
            }
        }
    }

    private List<String> catalog() {
        try (InputStream sql = Objects.requireNonNull(SchemaKilledIT.class.getResourceAsStream("/db/catalog.sql"))) {
            return database.ask(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
