package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.RestoreSite;
import dev.lockkeeper.backup.Sha256;
import dev.lockkeeper.testing.Launcher;
import dev.lockkeeper.testing.RealEngine;
import dev.lockkeeper.testing.RealVault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged console killed in the middle of a backup and of a restore, at every point where something has just been done and at moments
/// nobody chose. `-Dlockkeeper.runs=20` makes a campaign of it; its table goes to the output.
@Tag("engine")
class KilledIT {

    private static final int RUNS = Integer.getInteger("lockkeeper.runs", 1);
    /// `-Dlockkeeper.points=restore.swapped` looks at these only.
    private static final String POINTS = System.getProperty("lockkeeper.points", ".*");
    private static final String ACCOUNTS = "SELECT count(*) || ' ' || coalesce(md5(string_agg(note, ',' ORDER BY id)), '') FROM people";

    @TempDir
    Path home;

    private RealEngine engine;
    private RealEngine.Project project;
    private RealVault vault;
    private Launcher console;
    private final Random random = new Random(7);

    @BeforeEach
    void a_database_worth_keeping() {
        engine = RealEngine.orSkip();
        project = engine.project();
        project.up();
        project.sql("CREATE TABLE people AS SELECT id, '사람 ' || md5(id::text) AS note FROM generate_series(1, 60000) id;"
                + "ALTER TABLE people ADD PRIMARY KEY (id)");
        console = new Launcher(home, "--project", project.folder().toString(), "--lang", "en", "--json", "--yes", "--confirm",
                RealEngine.DATABASE);
        Path backups = new Folders(home).backups(project.folder(), project.environment());
        vault = RealVault.of(project, backups);
    }

    @AfterEach
    void remove_it() {
        if (project != null) {
            project.close();
        }
        if (engine != null) {
            engine.close();
        }
    }

    /// Runs a verb that dies at the fault point, or, where that is empty, is killed some time after it began.
    private void killed(String point, String... verb) throws IOException, InterruptedException {
        ProcessBuilder builder = console.builder(verb).redirectErrorStream(true)
                .redirectOutput(home.resolve("last.log").toFile());
        if (!point.startsWith("at ")) {
            builder.environment().put("JDK_JAVA_OPTIONS", "-Dlockkeeper.fault=" + point);
        }
        Process process = builder.start();
        process.getOutputStream().close();
        if (point.startsWith("at ")) {
            process.waitFor(600 + random.nextInt(1800), TimeUnit.MILLISECONDS);
            process.destroyForcibly();
        }
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        if (!point.startsWith("at ")) {
            assertThat(process.exitValue()).describedAs(point + ": " + Files.readString(home.resolve("last.log"))).isEqualTo(137);
        }
    }

    /// Every file with a manifest is byte for byte what the manifest says.
    private int publishedWell() {
        int published = 0;
        for (BackupEntry entry : vault.backups().list()) {
            if (entry.manifest().isPresent()) {
                published++;
                try {
                    assertThat(Sha256.of(Files.readAllBytes(entry.file()))).isEqualTo(entry.manifest().get().sha256());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return published;
    }

    private String orphans() {
        return project.sql("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'lockkeeper-%'");
    }

    @Test
    void in_a_backup_leaves_nothing_bad_that_looks_like_one() throws Exception {
        List<String> points = List.of("backup.begun", "backup.locked", "backup.dumped", "backup.decoded", "backup.copied",
                "backup.written", "backup.compared", "backup.renamed", "backup.published", "verify.inspected", "restore.created",
                "restore.filled", "restore.counted", "verify.compared", "at any time");
        String rows = project.sql(ACCOUNTS);
        for (String point : points.stream().filter(one -> one.matches(POINTS)).toList()) {
            int before = publishedWell();
            for (int run = 0; run < RUNS; run++) {
                killed(point, "backup", "--verify");
                publishedWell();
                assertThat(project.sql(ACCOUNTS)).isEqualTo(rows);
            }
            System.out.println(
                    "backup killed: " + point + ", " + RUNS + " runs, " + (publishedWell() - before) + " published, 0 bad");
        }
        Launcher.Ended next = console.run("backup", "--verify");
        assertThat(next.code()).describedAs(next.out() + next.err()).isZero();
        assertThat(orphans()).isEqualTo("0");
        assertThat(vault.site().kept()).isEmpty();
        assertThat(vault.backups().list().getFirst().verified()).isTrue();
    }

    @Test
    void in_a_restore_leaves_the_old_or_the_new_database_and_one_step_to_reach_it() throws Exception {
        List<String> points = List.of("restore.inspected", "restore.guarded", "restore.created", "restore.filled",
                "restore.counted",
                "restore.proven", "restore.fenced", "restore.swapping", "restore.swapped", "at any time", "at any time ",
                "at any time  ");
        String then = project.sql(ACCOUNTS);
        Path backup = vault.backup().file();
        project.sql("UPDATE people SET note = '뒤에 ' || note WHERE id % 2 = 0");
        String now = project.sql(ACCOUNTS);
        for (String point : points.stream().filter(one -> one.matches(POINTS)).toList()) {
            int old = 0;
            int fresh = 0;
            int closed = 0;
            for (int run = 0; run < RUNS; run++) {
                killed(point, "restore", backup.toString(), "--no-backup");
                Optional<RestoreSite.Interrupted> cut = vault.restores().interrupted();
                if (cut.isPresent()) {
                    closed++;
                    // either way out must work
                    String way = run % 2 == 0 || cut.get().beside().isEmpty() ? "--reopen" : "--finish";
                    Launcher.Ended ended = console.run("restore", way);
                    assertThat(ended.code()).describedAs(ended.out() + ended.err()).isZero();
                }
                String found = project.sql(ACCOUNTS);
                assertThat(found).describedAs(point).isIn(then, now);
                if (found.equals(then)) {
                    fresh++;
                    Launcher.Ended back = console.run("swap-back");
                    assertThat(back.code()).describedAs(back.out() + back.err()).isZero();
                } else {
                    old++;
                }
                assertThat(project.sql(ACCOUNTS)).describedAs(point).isEqualTo(now);
                vault.dropKept();
            }
            System.out.println("restore killed: " + point + ", " + RUNS + " runs, " + old + " old, " + fresh + " new, " + closed
                    + " closed and opened by one command, 0 mixed");
        }
        Launcher.Ended whole = console.run("restore", backup.toString(), "--no-backup");
        assertThat(whole.code()).describedAs(whole.out() + whole.err()).isZero();
        assertThat(project.sql(ACCOUNTS)).isEqualTo(then);
        assertThat(orphans()).isEqualTo("0");
    }
}
