package dev.lockkeeper.readiness;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.words.Message;
import java.time.Duration;
import java.util.Optional;

/// One row of the checklist: how it stands, the one fact that belongs to it, and how long the asking took.
public record Check(CheckName name, StationState state, Message fact, Duration took) {

    static Check waiting(CheckName name) {
        return new Check(name, new StationState.Waiting(), Message.of("check.not-checked"), Duration.ZERO);
    }

    static Check broken(CheckName name, Problem problem) {
        return new Check(name, new StationState.Broken(problem), Message.of("station.broken"), Duration.ZERO);
    }

    /// What should be mended here.
    public Optional<Problem> problem() {
        return switch (state) {
            case StationState.Attention(var problem) -> Optional.of(problem);
            case StationState.Broken(var problem) -> Optional.of(problem);
            case StationState.Ok _,StationState.NotNeeded _,StationState.Waiting _,StationState.Checking _ -> Optional.empty();
        };
    }
}
