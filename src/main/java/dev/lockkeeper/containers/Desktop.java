package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.StopSignal;
import java.util.Optional;

/// The program that runs the engine on this machine: Docker Desktop, or a service of the system.
public interface Desktop {

    /// What is known without starting anything. Looks anew each time, and never takes longer than a few seconds.
    DesktopFacts look();

    /// What is broken in the system beneath it, in the system's own words: WSL on Windows.
    Optional<String> fault();

    /// The Linux beneath it, asked anew within a few seconds; empty where there is no such thing: elsewhere than on Windows, and on Hyper-V.
    Optional<Wsl> wsl();

    /// Has it started, and does not wait until it is ready. Throws [EngineProblem].
    void start(Journal journal, StopSignal stop);
}
