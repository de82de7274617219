package dev.lockkeeper.containers;

import java.util.Optional;

/// The database's service in full, asked anew each time. Throws [EngineProblem] when the engine does not serve, and
/// [ContainerProblem.SeveralServices] when more than one could be meant and nobody has chosen.
public interface Services {

    /// Empty where it has no container.
    Optional<ServiceFacts> look();
}
