package dev.lockkeeper.readiness;

import java.time.Duration;

/// What a logged-in connection told. `systemIdentifier` names the database cluster, whatever its address.
public record ConnectionFacts(String serverVersion, Duration roundTrip, int sessions, boolean readOnly,
        String systemIdentifier) {}
