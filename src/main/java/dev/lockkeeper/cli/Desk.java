package dev.lockkeeper.cli;

import dev.lockkeeper.accounts.Accounts;
import dev.lockkeeper.backup.Backups;
import dev.lockkeeper.backup.Vault;
import dev.lockkeeper.backup.Keys;
import dev.lockkeeper.backup.Sealing;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.Mending;
import dev.lockkeeper.containers.EngineRoom;
import dev.lockkeeper.containers.Tending;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.readiness.Checklist;
import dev.lockkeeper.schema.Lookout;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.support.Bundle;
import dev.lockkeeper.setup.Setup;
import java.nio.file.Path;
import java.util.function.Supplier;

/// What a verb works with: the same features that stand behind the window, for one environment.
public record Desk(Environment environment, Help help, Lifting lifting, Schema schema, Lookout lookout, Vault vault,
        Encryption encryption,
        Accounts accounts, Tending tending,
        Runs runs, Runnable closing) implements AutoCloseable {

    /// The engine; bringing the database's container up, the command that stands for it, and the ways to mend what keeps it from serving us.
    public record Lifting(EngineRoom engine, Operation<ContainerFacts> bringUp, Supplier<String> command,
            Mending mending) {}

    /// The checklist, the bundle for those who help, and the way from nothing to a proven schema.
    public record Help(Checklist checklist, Bundle bundle, Supplier<Setup> setup) {}

    Backups backups() {
        return vault.backups();
    }
    /// `recipients` is the file that names the public keys.
    public record Encryption(Sealing sealing, Keys keys, Path recipients) {}

    @Override
    public void close() {
        closing.run();
    }
}
