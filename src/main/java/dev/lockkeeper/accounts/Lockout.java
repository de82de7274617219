package dev.lockkeeper.accounts;

import java.time.Duration;
import java.util.Optional;

/// How an account stands, by the server's clock and one written rule: inactive before locked before expired before active.
public sealed interface Lockout {

    record Active() implements Lockout {}

    record Inactive() implements Lockout {}

    /// `left` is empty when it is locked without an end.
    record Locked(Optional<Duration> left) implements Lockout {}

    /// Its time is over; the next good login will clear it.
    record LockExpired() implements Lockout {}
}
