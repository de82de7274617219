package dev.lockkeeper.containers;

import java.util.Optional;

/// The database's service in full, asked anew each time. Throws [EngineProblem] when the engine does not serve, and
/// [ContainerProblem.SeveralServices] when more than one could be meant and nobody has chosen.
public interface Services {

    /// Empty where it has no container.
    Optional<ServiceFacts> look();

    /// The same where nothing was told since `known` was seen: whoever can ask after that one container alone may do so.
    default Optional<ServiceFacts> lookAgain(ServiceFacts known) {
        return look();
    }
}
