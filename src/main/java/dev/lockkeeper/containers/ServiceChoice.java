package dev.lockkeeper.containers;

import java.util.Optional;

/// Which Compose project, and which service of its file, is meant where several could be, as somebody once said. Kept for the next time.
public interface ServiceChoice {

    /// Empty where nobody had to choose yet.
    Optional<String> project();

    /// Keeps the choice; empty forgets it.
    void choose(Optional<String> project);

    /// Which service of the Compose file holds the database; empty where nobody had to choose yet.
    Optional<String> service();

    /// Keeps the choice of the service; empty forgets it.
    void chooseService(Optional<String> service);

    /// Nobody has chosen, and nothing is kept.
    static ServiceChoice none() {
        return new ServiceChoice() {
            @Override
            public Optional<String> project() {
                return Optional.empty();
            }

            @Override
            public void choose(Optional<String> project) {}

            @Override
            public Optional<String> service() {
                return Optional.empty();
            }

            @Override
            public void chooseService(Optional<String> service) {}
        };
    }
}
