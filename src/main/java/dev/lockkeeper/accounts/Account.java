package dev.lockkeeper.accounts;

import java.time.Instant;
import java.util.Optional;

/// One person's account. `id` is the primary key as text, whatever its type. Times are UTC.
/// `contradiction`: its columns say two things at once (not locked, and locked until a time to come). `lockedUntil` as the server has it.
/// `seen` is the row's lockout as read, compared again before an unlock.
public record Account(String id, String username, Optional<String> email, Lockout lockout, boolean active, int failedAttempts,
        Optional<Instant> lockedUntil, Optional<Instant> lastLogin, boolean contradiction, Seen seen) {

    /// The three columns as they were read, in the server's own text.
    public record Seen(boolean locked, Optional<String> until, int failedAttempts) {}

    /// Whether an unlock would change anything.
    public boolean unlockable() {
        return seen.locked || seen.until.isPresent() || seen.failedAttempts > 0;
    }
}
