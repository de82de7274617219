package dev.lockkeeper.readiness;

import java.time.Duration;
import java.time.Instant;

/// The server's clock beside this machine's at one moment. The two were read at most `within` apart.
public record Clocks(Instant here, Instant server, Duration within) {

    /// Less than this, two machines that are set by the network may differ by now and then.
    static final Duration TOLERATED = Duration.ofSeconds(60);

    /// How far the server's clock is ahead; negative where it is behind.
    public Duration ahead() {
        return Duration.between(here, server);
    }

    /// Whether they tell another time, however the reading is taken.
    public boolean apart() {
        return ahead().abs().minus(within).compareTo(TOLERATED) > 0;
    }
}
