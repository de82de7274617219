package dev.lockkeeper.containers;

import java.util.List;
import java.util.Optional;

/// The containers of the engine, found by their Compose labels. Throws [EngineProblem] when the engine does not serve.
public interface Containers {

    /// What the project's database service is called; where several could be meant, the likely one. Never throws.
    default String service() {
        return Compose.SERVICE;
    }

    /// The container of the project's database service; empty where there is none.
    Optional<ContainerFacts> find();

    /// The containers that could be meant whatever somebody chose, each behind its Compose project's name; empty where one could at most.
    default List<String> several() {
        return List.of();
    }

    /// How the life before this one ended, of a container that runs; empty where the engine no longer knows.
    default Optional<Ending> formerEnding(ContainerFacts container) {
        return Optional.empty();
    }

    /// The name of another container that runs, whose server has the same data as this one's; empty where none has.
    default Optional<String> secondServer(ContainerFacts container) {
        return Optional.empty();
    }

    /// The last lines of its log, oldest first, both streams, without colours.
    List<String> logTail(String id, int lines);
}
