package dev.lockkeeper.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.adapter.postgres.ClientPrograms;
import dev.lockkeeper.adapter.postgres.LocalRestore;
import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.adapter.postgres.PostgresMoments;
import dev.lockkeeper.adapter.postgres.PostgresOneWriter;
import dev.lockkeeper.adapter.postgres.PostgresRestoreSite;
import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.BackupFolder;
import dev.lockkeeper.backup.BackupReason;
import dev.lockkeeper.backup.Backups;
import dev.lockkeeper.backup.RestoreSite;
import dev.lockkeeper.backup.RestoreTest;
import dev.lockkeeper.backup.RestoreTests;
import dev.lockkeeper.backup.Restores;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.backup.Sealing;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.testing.RealVault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cold copies of the practice database, tested and restored without any program of PostgreSQL's.
class PracticeRestoreSiteIT {

    @TempDir
    Path temp;

    private PracticeDatabase practice;
    private Environment environment;
    private PostgresAccess access;
    private RestoreSite site;
    private Backups backups;
    private RestoreTests tests;
    private Restores restores;

    @BeforeEach
    void start() throws Exception {
        practice = new PracticeDatabase(temp.resolve("practice"));
        environment = practice.start(Journal.silent());
        PracticeDatabaseIT.run(environment,
                "CREATE TABLE people AS SELECT i, '김서연 😀' AS name FROM generate_series(1, 500) AS s (i)");
        access = new PostgresAccess(environment);
        LocalRestore tool = new LocalRestore(environment, access, ClientPrograms.ofThisMachine());
        site = new PracticeRestoreSite(practice, new PostgresRestoreSite(access, tool));
        BackupFolder folder = new BackupFolder(temp.resolve("backups"));
        PostgresOneWriter oneWriter = new PostgresOneWriter(access);
        backups = new Backups(environment, folder, new ColdCopy(practice, new PostgresMoments(access)), Sealing.none(), oneWriter,
                () -> "base");
        tests = new RestoreTests(environment, folder, Sealing.none(), site, tool);
        restores = new Restores(environment, backups, new Safeguard(environment, backups, tests), Sealing.none(), site, tool,
                oneWriter);
    }

    @AfterEach
    void stop() {
        access.close();
        practice.stop();
    }

    private BackupEntry backup() {
        return backups.take(BackupReason.ASKED, OperationId.fresh(), Journal.silent(), new StopSignal());
    }

    private String people() throws Exception {
        return PracticeDatabaseIT.ask(environment, "SELECT count(*) FROM people");
    }

    @Test
    void a_copy_is_tested_on_a_server_of_its_own_while_the_practice_server_runs() throws Exception {
        BackupEntry entry = backup();

        RestoreTest test = RealVault.run(tests.testing(entry.file(), OperationId.fresh()));

        assertThat(test.result()).isEqualTo(RestoreTest.Result.PASSED);
        assertThat(test.tables()).anySatisfy(count -> assertThat(count.found()).hasValue(500));
        assertThat(people()).isEqualTo("500");
        try (var left = Files.list(practice.folder())) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("beside-"));
        }
    }

    @Test
    void a_copy_takes_the_place_and_the_former_folder_comes_back() throws Exception {
        BackupEntry entry = backup();
        PracticeDatabaseIT.run(environment, "DELETE FROM people WHERE i > 3");

        Restores.Restored restored = RealVault.run(
                restores.restoring(entry.file(), site.identity(), Safeguard.Wish.DECLINED, OperationId.fresh()));

        assertThat(people()).isEqualTo("500");
        assertThat(site.kept()).singleElement().extracting(RestoreSite.Kept::name).isEqualTo(restored.former());

        RealVault.run(restores.swappingBack(restores.former(Optional.empty()), site.identity(), OperationId.fresh()));

        assertThat(people()).isEqualTo("3");
        assertThat(site.kept()).hasSize(1);
        site.drop(site.kept().getFirst(), Journal.silent());
        assertThat(site.kept()).isEmpty();
    }

    @Test
    void an_exchange_of_folders_that_was_cut_off_is_ended_by_the_next_start() throws Exception {
        practice.stop();
        Path home = practice.folder();
        Files.move(home.resolve("data"), home.resolve("former-20260101_000000_0badcafe"));
        Files.writeString(home.resolve("exchange.properties"),
                "next=" + home.resolve("beside-x/data").toString().replace("\\", "/")
                        + "\nformer=" + home.resolve("former-20260101_000000_0badcafe").toString().replace("\\", "/") + "\n");

        environment = practice.start(Journal.silent());

        assertThat(people()).isEqualTo("500");
        assertThat(home.resolve("exchange.properties")).doesNotExist();
    }
}
