package dev.lockkeeper.environment;

import java.nio.file.Path;
import java.util.Optional;

/// One database, as a project's `.env` file names it, or the practice database.
///
/// `name` is what `--environment` takes: `default` is `.env`, `development` is `.env.development`, `practice` has no file.
/// `address` is how this machine reaches it: where the file names the Compose service as host, that is the loopback address.
public record Environment(String name, Care care, Address address, Secret password, Optional<Path> file) {

    public static final String DEFAULT = "default";
    public static final String PRACTICE = "practice";

    public boolean practice() {
        return care == Care.PRACTICE;
    }

    public boolean production() {
        return care == Care.PRODUCTION;
    }

    /// Whether its file is still to be made, or its password in it: nobody can log in with it.
    public boolean unwritten() {
        return !practice() && password.isEmpty();
    }

    /// Whether the database is expected in a container of this machine's engine.
    public boolean inContainer() {
        return !practice() && address.loopback();
    }
}
