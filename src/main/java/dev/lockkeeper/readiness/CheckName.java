package dev.lockkeeper.readiness;

import java.util.Locale;

/// The rows of the checklist, in the order in which they depend on each other.
public enum CheckName {
    ENGINE, COMPOSE_FILE, ENVIRONMENT_FILE, CONTAINER, HEALTH, LOGIN, LEDGER, SCHEMA;

    /// For programs: `compose-file`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The key of its name on the screen: `check.compose-file`.
    public String key() {
        return "check." + label();
    }
}
