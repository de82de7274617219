package dev.lockkeeper.containers;

import java.util.List;
import java.util.Optional;

/// The containers of the engine, found by their Compose labels. Throws [EngineProblem] when the engine does not serve.
public interface Containers {

    /// The container of the project's database service; empty where there is none.
    Optional<ContainerFacts> find();

    /// The last lines of its log, oldest first, both streams, without colours.
    List<String> logTail(String id, int lines);
}
