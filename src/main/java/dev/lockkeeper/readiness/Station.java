package dev.lockkeeper.readiness;

import dev.lockkeeper.words.Message;
import java.time.Duration;

/// One station of the chain: how it stands, the one fact that belongs under it, and how long the asking took.
public record Station(StationName name, StationState state, Message fact, Duration took) {

    static Station waiting(StationName name) {
        return new Station(name, new StationState.Waiting(), Message.of("station.waiting"), Duration.ZERO);
    }
}
