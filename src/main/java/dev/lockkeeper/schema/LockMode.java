package dev.lockkeeper.schema;

import java.util.Arrays;
import java.util.Optional;

/// How a table is held, from the weakest to the strongest.
public enum LockMode {
    ACCESS_SHARE("AccessShareLock"), ROW_SHARE("RowShareLock"), ROW_EXCLUSIVE("RowExclusiveLock"), SHARE_UPDATE_EXCLUSIVE(
            "ShareUpdateExclusiveLock"), SHARE(
                    "ShareLock"), SHARE_ROW_EXCLUSIVE(
                            "ShareRowExclusiveLock"), EXCLUSIVE("ExclusiveLock"), ACCESS_EXCLUSIVE("AccessExclusiveLock");

    private final String inCatalog;

    LockMode(String inCatalog) {
        this.inCatalog = inCatalog;
    }

    /// By the name that `pg_locks` gives it.
    public static Optional<LockMode> of(String inCatalog) {
        return Arrays.stream(values()).filter(mode -> mode.inCatalog.equals(inCatalog)).findFirst();
    }

    public boolean stopsWriters() {
        return compareTo(SHARE) >= 0;
    }

    public boolean stopsReaders() {
        return this == ACCESS_EXCLUSIVE;
    }

    /// As SQL writes it: `ACCESS EXCLUSIVE`.
    @Override
    public String toString() {
        return name().replace('_', ' ');
    }
}
