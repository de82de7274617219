package dev.lockkeeper.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.backup.Retention.Candidate;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Deleting on a real folder: what dies in the middle leaves at least what had to stay.
@Timeout(60)
class PruningTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Retention THREE = new Retention(3, 0);

    @TempDir
    Path folder;

    private final List<Path> removed = new ArrayList<>();
    private Attempts attempts;

    @BeforeEach
    void setUp() {
        attempts = new Attempts(folder, () -> START);
    }

    @Test
    void the_manifest_goes_first_and_the_oldest_backup_first() throws Exception {
        make(5);
        Pruning pruning = pruning(Integer.MAX_VALUE);

        Pruning.Pruned pruned = run(pruning);

        assertThat(pruned).isEqualTo(new Pruning.Pruned(2, 10));
        assertThat(removed).extracting(file -> file.getFileName().toString()).containsExactly("b0.dump.json",
                "b0.dump.test.json", "b0.dump", "b1.dump.json", "b1.dump.test.json", "b1.dump");
        assertThat(files()).containsExactly("b2.dump", "b2.dump.json", "b3.dump", "b3.dump.json", "b4.dump", "b4.dump.json",
                "foreign.zip");
    }

    @Test
    void killed_between_any_two_deletions_what_had_to_stay_is_there() throws Exception {
        for (int survives = 0; survives < 9; survives++) {
            make(6);
            removed.clear();
            Pruning dying = pruning(survives);
            assertThatThrownBy(() -> run(dying)).isInstanceOf(Killed.class);
            assertThat(files()).as("after " + survives).contains("b3.dump", "b3.dump.json", "b4.dump", "b4.dump.json", "b5.dump",
                    "b5.dump.json", "foreign.zip");
            run(pruning(Integer.MAX_VALUE));
            assertThat(candidates().stream().filter(Candidate::ours)).as("after " + survives).hasSize(3);
        }
    }

    @Test
    void nothing_goes_while_backups_fail() throws IOException {
        make(5);
        attempts.append(new Attempts.Attempt(START, BackupReason.SCHEDULED, Optional.of("DISK_FULL")));

        assertThatThrownBy(() -> run(pruning(Integer.MAX_VALUE))).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isEqualTo(new BackupProblem.RetentionFrozen(START, "DISK_FULL")));
        assertThat(removed).isEmpty();
    }

    @Test
    void it_ends_when_the_newest_verified_one_is_no_longer_whole() throws IOException {
        make(6);
        Pruning shortening = new Pruning(THREE, attempts, this::candidates, ZoneOffset.UTC, file -> {
            removed.add(file);
            if (removed.size() == 3) {
                Files.writeString(folder.resolve("b5.dump"), "cut");
            }
            return Files.deleteIfExists(file);
        });

        assertThatThrownBy(() -> run(shortening)).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isEqualTo(
                        new BackupProblem.BackupDamaged(folder.resolve("b5.dump"), 3, 5, List.of())));
        assertThat(removed).hasSize(3);
    }

    @Test
    void what_was_not_shown_is_not_deleted() throws Exception {
        make(5);
        Pruning pruning = pruning(Integer.MAX_VALUE);
        Retention.Plan shown = pruning.plan();
        make(7);

        pruning.pruning(shown).run(Journal.silent(), new StopSignal());

        assertThat(files()).contains("b2.dump", "b3.dump").doesNotContain("b0.dump", "b1.dump");
    }

    @Test
    void a_stop_leaves_whole_backups_only() throws IOException {
        make(6);
        StopSignal stop = new StopSignal();
        Pruning pruning = new Pruning(THREE, attempts, this::candidates, ZoneOffset.UTC, file -> {
            stop.request();
            return Files.deleteIfExists(file);
        });

        assertThatThrownBy(() -> pruning.pruning(pruning.plan()).run(Journal.silent(), stop))
                .isInstanceOf(StoppedException.class);

        assertThat(files()).doesNotContain("b0.dump", "b0.dump.json").contains("b1.dump", "b1.dump.json");
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private Pruning pruning(int survives) {
        return new Pruning(THREE, attempts, this::candidates, ZoneOffset.UTC, file -> {
            if (removed.size() == survives) {
                throw new Killed();
            }
            removed.add(file);
            return Files.deleteIfExists(file);
        });
    }

    private static Pruning.Pruned run(Pruning pruning) throws Exception {
        return pruning.pruning(pruning.plan()).run(Journal.silent(), new StopSignal());
    }

    /// As many daily backups, the last of them verified, beside a file of somebody else's.
    private void make(int backups) throws IOException {
        for (int i = 0; i < backups; i++) {
            Files.writeString(folder.resolve("b" + i + ".dump"), "12345");
            Files.writeString(folder.resolve("b" + i + ".dump.json"), "{}");
        }
        Files.writeString(folder.resolve("foreign.zip"), "PK");
    }

    private List<Candidate> candidates() {
        return files().stream().filter(name -> name.endsWith(".dump") || name.endsWith(".zip")).map(name -> {
            boolean ours = Files.exists(folder.resolve(name + ".json"));
            return new Candidate(folder.resolve(name), name.startsWith("b")
                    ? START.plus(Duration.ofDays(name.charAt(1) - '0'))
                    : START.plus(Duration.ofDays(99)), ours, ours, BackupReason.SCHEDULED);
        }).toList();
    }

    private List<String> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
