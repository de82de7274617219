package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.backup.BackupFolder;
import dev.lockkeeper.backup.Backups;
import dev.lockkeeper.backup.FakeRestoreSite;
import dev.lockkeeper.backup.Sealing;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.testing.FakeCatalogs;
import dev.lockkeeper.schema.Lookout;
import dev.lockkeeper.testing.FakeHistory;
import dev.lockkeeper.testing.FakeTrials;
import dev.lockkeeper.ui.WritingDump;
import dev.lockkeeper.ui.kit.Threads;
import java.nio.file.Path;
import java.util.Optional;

/// The migrations page's model over parts in memory.
record Bench(FakeHistory history, FakeCatalogs catalogs, FakeTrials trials, Runs runs, MigrationsModel model) {

    static Bench of(FakeHistory history, Path folder, Threads threads) {
        return of(history, folder, threads, true);
    }

    /// `proves`: compare the schema at every look.
    static Bench of(FakeHistory history, Path folder, Threads threads, boolean proves) {
        FakeTrials trials = new FakeTrials();
        FakeCatalogs catalogs = new FakeCatalogs(() -> history.ladder().current());
        Runs runs = new Runs(folder.resolve("logs"));
        Schema schema = new Schema(history, catalogs.proof(folder),
                new FakeRestoreSite().safeguard(environment(Care.LOCAL), backups(folder, history)),
                _ -> () -> {});
        return new Bench(history, catalogs, trials, runs,
                new MigrationsModel(schema, new Lookout(history, trials, _ -> () -> {}), runs, threads, proves));
    }

    static Environment environment(Care care) {
        return new Environment("default", care, new Address("127.0.0.1", 5432, "llm_webapp", "llm_webapp"), new Secret("x"),
                Optional.empty());
    }

    private static Backups backups(Path folder, FakeHistory history) {
        return new Backups(environment(Care.LOCAL), new BackupFolder(folder.resolve("backups")), new WritingDump(),
                Sealing.none(), _ -> () -> {},
                () -> history.ladder().current().id());
    }
}
