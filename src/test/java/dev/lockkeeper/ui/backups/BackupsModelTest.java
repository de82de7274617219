package dev.lockkeeper.ui.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.backup.BackupFolder;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.Backups;
import dev.lockkeeper.backup.Sealing;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.ui.QueuedThreads;
import dev.lockkeeper.ui.WritingDump;
import dev.lockkeeper.ui.kit.Threads;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsModelTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final QueuedThreads threads = new QueuedThreads();
    private final WritingDump dump = new WritingDump();
    @SuppressWarnings("NullAway.Init")
    private Runs runs;
    @SuppressWarnings("NullAway.Init")
    private BackupsModel model;

    @BeforeEach
    void open() {
        runs = new Runs(folder.resolve("logs"));
        model = model(folder, dump, runs, threads);
        model.refresh();
        threads.answerAll();
    }

    static BackupsModel model(Path folder, WritingDump dump, Runs runs, Threads threads) {
        Environment environment = new Environment("development", Care.LOCAL,
                new Address("127.0.0.1", 5432, "llm_webapp", "llm_webapp"),
                new Secret("x"), Optional.empty());
        return new BackupsModel(
                new Backups(environment, new BackupFolder(folder.resolve("backups")), dump, Sealing.none(), _ -> () -> {},
                        () -> "003"),
                runs,
                threads);
    }

    @Test
    void a_backup_taken_is_listed_and_chosen_and_a_double_click_takes_one_only() {
        dump.gate = new CountDownLatch(1);
        model.backUp();
        model.backUp();
        assertThat(runs.all()).hasSize(1);
        assertThat(page().cannotBackUp()).contains(Message.of("backups.off.running", Message.of("op.backup")));

        dump.gate.countDown();
        threads.until(() -> page().ended().isPresent() && page().entries().size() == 1);

        assertThat(page().ended().flatMap(RunSnapshot::outcome).orElseThrow()).isInstanceOf(Outcome.Done.class);
        assertThat(page().chosenEntry().flatMap(entry -> entry.manifest()).orElseThrow().revision()).isEqualTo("003");
        assertThat(page().cannotBackUp()).isEmpty();
    }

    @Test
    void a_file_without_its_manifest_is_listed_and_does_not_count() throws IOException {
        Files.createDirectories(folder.resolve("backups"));
        Files.writeString(folder.resolve("backups").resolve("from_elsewhere.dump"), "x");
        model.refresh();
        threads.answerAll();

        assertThat(page().entries()).hasSize(1);
        assertThat(page().unverified()).isEqualTo(1);
    }

    @Test
    void without_a_way_to_dump_the_button_is_off_and_the_files_stay() {
        dump.tool = false;
        model.refresh();
        threads.answerAll();

        assertThat(page().way()).isInstanceOf(BackupsPage.Way.Closed.class);
        assertThat(((BackupsPage.Way.Closed) page().way()).problem()).isInstanceOf(BackupProblem.DumpToolMissing.class);
        assertThat(page().cannotBackUp()).contains(Message.of("backups.off.no-way"));
        model.backUp();
        assertThat(runs.all()).isEmpty();
    }

    private BackupsPage page() {
        return model.page().get();
    }
}
