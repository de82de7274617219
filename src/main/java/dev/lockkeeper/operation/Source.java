package dev.lockkeeper.operation;

import java.util.Locale;

/// Who said a log line. Set by us, so that no foreign text can pretend to be another source.
public enum Source {
    KEEPER, FLYWAY, POSTGRES, DOCKER;

    /// As it stands in the log: `keeper`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
