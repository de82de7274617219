package dev.lockkeeper.environment;

import java.util.Locale;

/// How careful to be with a database.
public enum Care {
    LOCAL, STAGING, PRODUCTION, PRACTICE;

    /// The key of its name on the screen: `care.production`.
    public String key() {
        return "care." + name().toLowerCase(Locale.ROOT);
    }
}
