package dev.lockkeeper.containers;

import java.util.Optional;

/// Which Compose project is meant where several could be, as somebody once said. Kept for the next time.
public interface ServiceChoice {

    /// Empty where nobody had to choose yet.
    Optional<String> project();

    /// Keeps the choice; empty forgets it.
    void choose(Optional<String> project);

    /// Nobody has chosen, and nothing is kept.
    static ServiceChoice none() {
        return new ServiceChoice() {
            @Override
            public Optional<String> project() {
                return Optional.empty();
            }

            @Override
            public void choose(Optional<String> project) {}
        };
    }
}
