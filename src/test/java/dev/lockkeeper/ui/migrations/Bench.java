package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.backup.BackupFolder;
import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.backup.Backups;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.ui.kit.Threads;
import java.nio.file.Path;
import java.util.Optional;

/// The migrations page's model over parts in memory.
record Bench(FakeHistory history, Runs runs, MigrationsModel model) {

    static Bench of(FakeHistory history, Path folder, Threads threads) {
        Runs runs = new Runs(folder.resolve("logs"));
        Schema schema = new Schema(history, backups(folder, history), _ -> () -> {});
        return new Bench(history, runs, new MigrationsModel(schema, runs, threads));
    }

    static Environment environment(Care care) {
        return new Environment("default", care, new Address("127.0.0.1", 5432, "llm_webapp", "llm_webapp"), new Secret("x"),
                Optional.empty());
    }

    private static Backups backups(Path folder, FakeHistory history) {
        Dump dump = new Dump() {
            @Override
            public BackupMethod method() {
                return BackupMethod.LOCAL_DUMP;
            }

            @Override
            public String command() {
                return "pg_dump -Fc llm_webapp";
            }

            @Override
            public Sent write(Path part, OperationId operation, Journal journal, StopSignal stop) {
                throw new IllegalStateException("no dump in this test");
            }
        };
        return new Backups(environment(Care.LOCAL), new BackupFolder(folder.resolve("backups")), dump, _ -> () -> {},
                () -> history.ladder().current().id());
    }
}
