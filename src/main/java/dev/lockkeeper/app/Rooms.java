package dev.lockkeeper.app;

import dev.lockkeeper.accounts.Accounts;
import dev.lockkeeper.backup.Vault;
import dev.lockkeeper.containers.BringUp;
import dev.lockkeeper.containers.Compose;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.EngineRoom;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.RunBook;
import dev.lockkeeper.readiness.Diagnosis;
import dev.lockkeeper.schema.Lookout;
import dev.lockkeeper.schema.Schema;
import java.nio.file.Path;

/// All the rooms for one environment, wired. Opening them asks nothing of the outside; closing gives connections back.
public record Rooms(Path project, Environment environment, Diagnosis diagnosis, Docker docker, Schema schema, Lookout lookout,
        Vault vault,
        Accounts accounts, RunBook book,
        Runnable closing) implements AutoCloseable {

    /// What stands between us and the container.
    public record Docker(EngineRoom engine, Containers containers, Compose compose, BringUp bringUp) {}

    @Override
    public void close() {
        closing.run();
    }
}
