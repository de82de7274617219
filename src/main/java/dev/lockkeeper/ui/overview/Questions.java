package dev.lockkeeper.ui.overview;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.readiness.Footing;
import dev.lockkeeper.readiness.Readiness;
import java.nio.file.Path;
import java.time.Instant;
import dev.lockkeeper.containers.Load;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What the overview asks the rooms, away from the screen.
public interface Questions {

    /// Walks the chain; `asItGoes` hears of each station, on the caller's thread.
    Readiness check(Consumer<Readiness> asItGoes);

    /// Whether a chain that was whole still answers at both ends: cheap, and less than a walk.
    default boolean stands() {
        return false;
    }

    /// The newest backup, and whether one that was due is missing.
    Saved backups();

    /// The newest file that counts, and when a scheduled backup was due that did not come.
    record Saved(Optional<BackupEntry> last, Optional<Instant> missed) {}

    /// Whether the environment's file says something else by now than it did when it was opened.
    boolean outdated();

    /// Whether the container is to be measured now: somebody looks.
    default void measure(boolean wanted) {}

    /// What was measured of the container in the last minute.
    default List<Load> loads() {
        return List.of();
    }

    /// What of this machine the chain stands on, as it was `walked`. May take a few seconds.
    default Footing footing(Readiness walked) {
        return Footing.UNKNOWN;
    }

    /// Whether WSL is beneath the engine here, as far as that is known without asking.
    default boolean onWindows() {
        return false;
    }

    /// The project's Compose file, where it has one.
    default Optional<Path> composeFile() {
        return Optional.empty();
    }

    /// How many accounts are locked now.
    long lockedAccounts();

    /// The work behind a remedy that is one (bringing the database up); empty where there is none here.
    Optional<Operation<?>> work(Remedy.Verb verb);

    /// Writes a support bundle into a file that the operator chose.
    Operation<Path> bundle(Path file);
}
