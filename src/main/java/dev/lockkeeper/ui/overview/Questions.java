package dev.lockkeeper.ui.overview;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.readiness.Readiness;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What the overview asks the rooms, away from the screen.
public interface Questions {

    /// Walks the chain; `asItGoes` hears of each station, on the caller's thread.
    Readiness check(Consumer<Readiness> asItGoes);

    /// Newest first.
    List<BackupEntry> backups();

    /// How many accounts are locked now.
    long lockedAccounts();

    /// The work behind a remedy that is one (bringing the database up); empty where there is none here.
    Optional<Operation<?>> work(Remedy.Verb verb);
}
