package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.testing.RealEngine;
import dev.lockkeeper.testing.RealVault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups against what silently spoils them: a table rewritten at the wrong moment, a file that is not what it was. `-Dlockkeeper.runs=100`
/// makes campaigns of these.
@Tag("engine")
class RaceAndDamageIT {

    private static final int RUNS = Integer.getInteger("lockkeeper.runs", 3);

    private static RealEngine engine;
    private static RealEngine.Project project;

    @TempDir
    Path folder;

    @BeforeAll
    static void a_database() {
        engine = RealEngine.orSkip();
        project = engine.project();
        project.up();
        project.sql(
                "CREATE TABLE big AS SELECT n AS id, md5(n::text) AS noise FROM generate_series(1, 50000) n; CREATE TABLE small (x int)");
    }

    @AfterAll
    static void remove_it() {
        if (project != null) {
            project.close();
        }
        if (engine != null) {
            engine.close();
        }
    }

    /// RELIABILITY: `pg_dump` that waits for such a table sees it as empty, and ends well.
    @Test
    void a_table_that_is_rewritten_while_the_backup_begins_is_whole_in_it() throws Exception {
        RealVault vault = RealVault.of(project, folder);
        int whole = 0;
        for (int run = 0; run < RUNS; run++) {
            String rewriting = run % 2 == 0
                    ? "ALTER TABLE big ALTER COLUMN id TYPE " + (run % 4 == 0 ? "bigint" : "int")
                    : "CREATE TEMP TABLE kept AS SELECT * FROM big; TRUNCATE big; INSERT INTO big SELECT * FROM kept";
            Process other = new ProcessBuilder("docker", "exec", project.container(), "psql", "-XAtqw", "-U", RealEngine.USER,
                    "-d",
                    RealEngine.DATABASE, "-c", "SET application_name = 'rewriter'; BEGIN; LOCK TABLE big; " + rewriting
                            + "; SELECT pg_sleep(1); COMMIT")
                    .start();
            Await.until("the table is locked", Duration.ofSeconds(10), () -> project.sql(
                    "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'big'::regclass AND granted")
                    .equals("1"));
            BackupEntry entry = CompletableFuture.supplyAsync(vault::backup).get();
            assertThat(other.waitFor()).isZero();

            assertThat(entry.manifest().orElseThrow().contents().orElseThrow().rows()).containsEntry("public.big", 50_000L);
            assertThat(vault.test(entry.file()).passed()).isTrue();
            whole++;
        }
        System.out.println("races: " + RUNS + ", whole: " + whole + ", missing rows: 0");
    }

    @Test
    void every_cut_and_every_flipped_bit_is_found_before_anything_is_touched() throws Exception {
        RealVault vault = RealVault.of(project, folder);
        BackupEntry entry = vault.backup();
        byte[] good = Files.readAllBytes(entry.file());
        Random random = new Random(11);
        int cuts = 0;
        int flips = 0;
        int rounds = RUNS * 10;
        for (int i = 0; i < rounds; i++) {
            Files.write(entry.file(), java.util.Arrays.copyOf(good, random.nextInt(good.length)));
            assertThat(damaged(vault, entry.file())).isInstanceOf(BackupProblem.BackupDamaged.class);
            cuts++;
            byte[] flipped = good.clone();
            flipped[random.nextInt(good.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(entry.file(), flipped);
            assertThat(damaged(vault, entry.file())).isInstanceOf(BackupProblem.BackupDamaged.class);
            flips++;
        }
        assertThat(vault.site().kept()).isEmpty();
        Files.write(entry.file(), good);
        assertThat(vault.test(entry.file()).passed()).isTrue();
        System.out.println("damage: " + cuts + " cuts and " + flips + " flipped bits, all found");
    }

    private static Problem damaged(RealVault vault, Path file) {
        return RealVault.problem(vault.tests().testing(file, OperationId.fresh()));
    }
}
