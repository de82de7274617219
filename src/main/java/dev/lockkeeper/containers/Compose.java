package dev.lockkeeper.containers;

import dev.lockkeeper.environment.ComposeText;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.StopSignal;
import java.util.List;
import java.util.Optional;

/// The Compose command line of this machine, for the project's file.
public interface Compose {

    /// What the service that holds the database is usually called.
    String SERVICE = "postgres";

    /// What it is called in the project's file; where several could be meant, the likely one. Never throws.
    default String service() {
        return SERVICE;
    }

    /// The services of the file that could be meant.
    default List<String> candidates() {
        return List.of(service());
    }

    /// The command for it, as a person would type it in the project's folder.
    String command(Deed deed);

    /// Says the command, runs it, and streams what it prints. Throws [ContainerProblem] unless it ended well.
    void run(Deed deed, Journal journal, StopSignal stop);

    /// The project's file; empty where there is none.
    Optional<ComposeText> text();

    /// The command that brings the database up.
    default String upCommand() {
        return command(Deed.UP);
    }
}
