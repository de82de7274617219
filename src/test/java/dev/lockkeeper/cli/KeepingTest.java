package dev.lockkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.operation.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `prune`, `schedule` and `key`, as they are typed.
@Timeout(60)
class KeepingTest {

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Bench(folder);
    }

    @Test
    void prune_shows_what_stays_and_why_asks_and_deletes_the_rest() {
        for (int i = 0; i < 3; i++) {
            assertThat(bench.type("backup").code()).isEqualTo(ExitCode.DONE);
        }
        Bench.Said dry = bench.type("prune", "--dry-run", "--lang", "en");
        assertThat(dry.code()).isEqualTo(ExitCode.DONE);
        assertThat(dry.out()).contains("daily", "2 would be deleted");
        assertThat(bench.type("prune").code()).as("nobody to ask").isEqualTo(ExitCode.REFUSED);
        assertThat(bench.type("backups").lines()).hasSize(3);

        Bench.Said done = bench.type("prune", "--yes", "--json");
        assertThat(done.code()).as(done.out()).isEqualTo(ExitCode.DONE);
        assertThat(done.lines()).hasSize(4);
        assertThat(done.lines().getLast()).contains("\"deleted\":2,\"bytes\":172");
        assertThat(bench.type("backups").lines()).hasSize(1);
        assertThat(bench.type("prune", "--yes", "--lang", "en").out()).contains("Nothing to delete.");
    }

    @Test
    void prune_is_refused_while_backups_fail() {
        bench.type("backup");
        bench.type("backup");
        bench.dumpFailure = Optional.of(new ProblemException(new BackupProblem.DumpFailed("pg_dump", 1, List.of("no"))));
        assertThat(bench.type("backup", "--scheduled").code()).isEqualTo(ExitCode.FAILED);

        Bench.Said refused = bench.type("prune", "--yes", "--json");

        assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.out()).contains("RETENTION_FROZEN", "DUMP_FAILED");
        bench.dumpFailure = Optional.empty();
        bench.type("backup");
        assertThat(bench.type("prune", "--yes").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void schedule_shows_the_command_before_it_asks_and_tells_the_next_run() {
        assertThat(bench.type("schedule", "--json").out()).contains("\"scheduled\":false");
        Bench.Said unasked = bench.type("schedule", "--at", "02:30");
        assertThat(unasked.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(unasked.err()).contains("schedule 02:30 /bin/lockkeeper backup --scheduled");
        assertThat(bench.scheduler.installed).isEmpty();

        Bench.Said set = bench.type("schedule", "--at", "2:30", "--yes", "--lang", "en");
        assertThat(set.code()).as(set.err()).isEqualTo(ExitCode.DONE);
        assertThat(set.out()).contains("Every day at 02:30 (fake)", "Next: ");
        assertThat(bench.type("backups").lines()).as("not in the list of backups").isEmpty();

        bench.later = Duration.ofDays(2);
        Bench.Said missed = bench.type("schedule", "--lang", "en");
        assertThat(missed.code()).isEqualTo(ExitCode.ATTENTION);
        assertThat(missed.out()).contains("Missed: ");

        bench.later = Duration.ZERO;
        bench.scheduler.installed.clear();
        assertThat(bench.type("schedule", "--json").out()).contains("\"installed\":false");
        assertThat(bench.type("schedule", "--off", "--yes").code()).isEqualTo(ExitCode.DONE);
        assertThat(bench.type("schedule", "--json").out()).contains("\"scheduled\":false");
    }

    @Test
    void schedule_does_not_guess_a_time() {
        for (String typed : List.of("schedule --at noon", "schedule --at 25:00", "schedule --at 02:30 --off", "schedule --at")) {
            assertThat(bench.type(typed.split(" ")).code()).as(typed).isEqualTo(ExitCode.USAGE);
        }
        bench.care = Care.PRODUCTION;
        assertThat(bench.type("schedule", "--at", "02:30", "--yes").code()).as("production asks for the name")
                .isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void key_makes_a_key_prints_the_public_half_and_warns() throws java.io.IOException {
        Path file = folder.resolve("key.txt");

        Bench.Said said = bench.type("key", "--new", file.toString(), "--lang", "en");

        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.lines()).containsExactly("age1fake");
        assertThat(said.err()).contains("another machine or medium");
        assertThat(Files.readString(file)).isEqualTo("secret");
        assertThat(said.out() + said.err()).doesNotContain("secret");
        assertThat(bench.type("key", "--lang", "en").out()).contains("not encrypted");
    }
}
