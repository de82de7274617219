package dev.lockkeeper.readiness;

import java.time.Duration;
import java.util.Optional;

/// What a logged-in connection told. `systemIdentifier` names the database cluster, whatever its address;
/// `recovering` means that the server repairs itself or follows another one, so that nobody can write.
/// `collation` is empty where no library orders its text, or the server does not tell which.
public record ConnectionFacts(String serverVersion, Duration roundTrip, int sessions, boolean readOnly,
        String systemIdentifier, boolean recovering, Optional<Clocks> clocks, Optional<Collation> collation) {

    /// Of a server of which no more is known.
    public ConnectionFacts(String serverVersion, Duration roundTrip, int sessions, boolean readOnly, String systemIdentifier,
            boolean recovering) {
        this(serverVersion, roundTrip, sessions, readOnly, systemIdentifier, recovering, Optional.empty(), Optional.empty());
    }

    /// Of a server that is not recovering.
    public ConnectionFacts(String serverVersion, Duration roundTrip, int sessions, boolean readOnly, String systemIdentifier) {
        this(serverVersion, roundTrip, sessions, readOnly, systemIdentifier, false);
    }
}
