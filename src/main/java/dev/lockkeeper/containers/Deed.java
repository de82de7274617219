package dev.lockkeeper.containers;

import java.util.Locale;

/// What Compose can do with the service.
public enum Deed {
    UP, START, STOP, RESTART, RECREATE, UNPAUSE, PULL, REMOVE;

    /// Whether sessions end by it.
    boolean interrupts() {
        return switch (this) {
            case STOP, RESTART, RECREATE, REMOVE -> true;
            case UP, START, UNPAUSE, PULL -> false;
        };
    }

    /// Whether the database's server runs after it.
    boolean starts() {
        return switch (this) {
            case UP, START, RESTART, RECREATE, UNPAUSE -> true;
            case STOP, PULL, REMOVE -> false;
        };
    }

    /// The key of its words: `deed.recreate`.
    public String key() {
        return "deed." + name().toLowerCase(Locale.ROOT);
    }
}
