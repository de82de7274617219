package dev.lockkeeper.readiness;

import java.util.Locale;

/// The stations of the chain, in the order in which they depend on each other.
public enum StationName {
    DESKTOP(1), ENGINE(2), CONTAINER(3), CONNECTION(4), SCHEMA(5);

    private final int number;

    StationName(int number) {
        this.number = number;
    }

    /// Counted from 1.
    public int number() {
        return number;
    }

    /// The key of its name on the screen: `station.engine`.
    public String key() {
        return "station." + name().toLowerCase(Locale.ROOT);
    }
}
