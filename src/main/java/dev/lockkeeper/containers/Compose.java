package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.StopSignal;
import java.nio.file.Path;
import java.util.Optional;

/// The Compose command line of this machine, for the project's file.
public interface Compose {

    /// The service that holds the database.
    String SERVICE = "postgres";

    /// The project's Compose file; empty where the folder has none.
    Optional<Path> file();

    /// The command that brings the database up, as a person would type it.
    String upCommand();

    /// Runs it and streams what it prints. Throws [ContainerProblem] unless it ended well.
    void up(Journal journal, StopSignal stop);
}
