package dev.lockkeeper.setup;

import java.util.Locale;

/// The steps from a bare machine to a proven schema, in the order in which they depend on each other.
public enum StepName {
    DOCKER(1), ENGINE(2), FILE(3), CONTAINER(4), CONNECTION(5), SCHEMA(6), PROOF(7);

    private final int number;

    StepName(int number) {
        this.number = number;
    }

    /// Counted from 1.
    public int number() {
        return number;
    }

    /// Begins the keys of its words: `setup.file`.
    public String key() {
        return "setup." + name().toLowerCase(Locale.ROOT);
    }
}
