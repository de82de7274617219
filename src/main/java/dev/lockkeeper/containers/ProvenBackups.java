package dev.lockkeeper.containers;

import java.time.Instant;
import java.util.Optional;

/// The backups of this database that were restored once, as their proof.
@FunctionalInterface
public interface ProvenBackups {

    /// The newest by the time it was taken.
    Optional<Proven> newest();

    /// `name` is what a restore takes; bytes.
    record Proven(String name, Instant at, long bytes) {}
}
