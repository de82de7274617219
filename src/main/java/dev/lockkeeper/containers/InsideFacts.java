package dev.lockkeeper.containers;

import java.util.Optional;

/// What only somebody inside the running container can tell, within a few seconds; empty where it cannot be asked.
public interface InsideFacts {

    /// Names the database cluster whose files are in this container, whoever answers at its port.
    Optional<String> systemIdentifier(ContainerFacts container);

    /// The room on the disk that holds the database's files.
    Optional<Disk> disk(ContainerFacts container);

    /// Bytes.
    record Disk(long free, long total) {}
}
