package dev.lockkeeper.containers;

import java.util.Optional;

/// Finds out who has a TCP port of this machine, within a few seconds.
@FunctionalInterface
public interface PortHolders {

    /// Empty where nobody has it, or the system does not tell.
    Optional<PortHolder> of(int port);

    /// The first that knows.
    default PortHolders or(PortHolders others) {
        return port -> of(port).or(() -> others.of(port));
    }
}
