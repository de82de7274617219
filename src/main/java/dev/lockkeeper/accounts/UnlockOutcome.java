package dev.lockkeeper.accounts;

import java.util.Locale;

/// How an unlock ended. Only `UNLOCKED` changed anything.
public enum UnlockOutcome {
    UNLOCKED,
    /// Somebody changed the row since it was read.
    CHANGED,
    /// There was nothing to clear.
    ALREADY,
    /// The account is no longer there.
    GONE;

    /// The key of its words: `unlock.unlocked`.
    public String key() {
        return "unlock." + name().toLowerCase(Locale.ROOT);
    }
}
