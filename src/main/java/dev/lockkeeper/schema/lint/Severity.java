package dev.lockkeeper.schema.lint;

import java.util.Locale;

/// How much a hazard matters. `RED` should not run in production, `AMBER` needs a thought, `NOTE` is good to know.
public enum Severity {
    RED, AMBER, NOTE;

    /// The key of its word: `severity.red`.
    public String key() {
        return "severity." + name().toLowerCase(Locale.ROOT);
    }
}
