package dev.lockkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tour of a machine without a display.
class JourneyTest {

    @TempDir
    Path folder;

    @Test
    void goes_from_readiness_to_readiness_and_ends_green() {
        Bench bench = new Bench(folder);
        bench.ladder.level = 0;
        Bench.Said said = bench.walk();
        assertThat(said.code()).as(said.out()).isEqualTo(ExitCode.DONE);
        assertThat(bench.ladder.level).isEqualTo(4);
        assertThat(bench.people.audit).hasSize(1);
        assertThat(said.out())
                .contains("== Readiness", "== Upgrade to 004", "== A locked account", "== Backup", "== Readiness again",
                        "Everything is ready.")
                .doesNotContain("[journey.");
    }

    @Test
    void shows_an_upgrade_also_where_there_was_nothing_left_to_upgrade() {
        Bench bench = new Bench(folder);
        bench.ladder.level = 4;
        Bench.Said said = bench.walk();
        assertThat(said.code()).as(said.out()).isEqualTo(ExitCode.DONE);
        assertThat(said.out()).contains("== One step back", "took back 004", "raised to 004");
    }
}
