package dev.lockkeeper.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.backup.Attempts.Attempt;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StoppedException;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How backups ended is remembered, also by consoles that die.
@Timeout(60)
class AttemptsTest {

    private static final Instant AT = Instant.parse("2026-03-01T17:30:00Z");

    @TempDir
    Path folder;

    private Attempts attempts;

    @BeforeEach
    void setUp() {
        attempts = new Attempts(folder.resolve("백업"), () -> AT);
    }

    @Test
    void the_last_attempt_decides_whether_backups_fail() throws IOException {
        assertThat(attempts.lastFailed()).isEmpty();
        fail();
        assertThat(attempts.lastFailed()).contains(new Attempt(AT, BackupReason.SCHEDULED, Optional.of("DISK_FULL")));
        assertThatThrownBy(() -> attempts.keeping(BackupReason.ASKED, () -> {
            throw new StoppedException(Message.of("state.no-backup"));
        })).isInstanceOf(StoppedException.class);
        assertThat(attempts.lastFailed()).as("a stop says nothing").isPresent();
        assertThat(attempts.keeping(BackupReason.ASKED, () -> 7)).isEqualTo(7);
        assertThat(attempts.lastFailed()).isEmpty();
        assertThat(attempts.list()).hasSize(2);
        assertThat(new BackupFolder(folder.resolve("백업")).list()).as("it is no backup").isEmpty();
    }

    @Test
    void a_torn_last_line_costs_that_line_only() throws IOException {
        fail();
        Path file = folder.resolve("백업").resolve(".attempts.jsonl");
        Files.writeString(file, "{\"at\":\"2026-03-0", StandardOpenOption.APPEND);
        assertThat(attempts.list()).hasSize(1);
        assertThat(attempts.lastFailed()).isPresent();
        Files.write(file, new byte[]{(byte) 0xFF, 0, '\n'}, StandardOpenOption.APPEND);
        attempts.append(new Attempt(AT, BackupReason.ASKED, Optional.empty()));
        assertThat(attempts.list()).hasSize(2);
        assertThat(attempts.lastFailed()).isEmpty();
    }

    @Test
    void it_does_not_grow_for_ever_and_loses_none_of_two_writers() throws IOException {
        try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 100; i++) {
                writers.execute(() -> attempts.keeping(BackupReason.ASKED, () -> 1));
            }
        }
        assertThat(attempts.list()).hasSize(100);
        for (int i = 0; i < 110; i++) {
            attempts.append(new Attempt(AT.plusSeconds(i), BackupReason.ASKED, Optional.empty()));
        }
        List<Attempt> kept = attempts.list();
        assertThat(kept).hasSize(Attempts.KEPT);
        assertThat(kept.getLast().at()).isEqualTo(AT.plusSeconds(109));
    }

    @Test
    void a_folder_that_takes_no_record_does_not_cost_the_backup() throws IOException {
        Attempts nowhere = new Attempts(Files.writeString(folder.resolve("file"), ""), () -> AT);
        assertThat(nowhere.keeping(BackupReason.ASKED, () -> 7)).isEqualTo(7);
    }

    private void fail() {
        assertThatThrownBy(() -> attempts.keeping(BackupReason.SCHEDULED, () -> {
            throw new ProblemException(new BackupProblem.DiskFull("here", 1));
        })).isInstanceOf(ProblemException.class);
    }
}
