package dev.lockkeeper.readiness;

import java.time.Duration;

/// What a logged-in connection told. `systemIdentifier` names the database cluster, whatever its address;
/// `recovering` means that the server repairs itself or follows another one, so that nobody can write.
public record ConnectionFacts(String serverVersion, Duration roundTrip, int sessions, boolean readOnly,
        String systemIdentifier, boolean recovering) {

    /// Of a server that is not recovering.
    public ConnectionFacts(String serverVersion, Duration roundTrip, int sessions, boolean readOnly, String systemIdentifier) {
        this(serverVersion, roundTrip, sessions, readOnly, systemIdentifier, false);
    }
}
