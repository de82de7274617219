package dev.lockkeeper.setup;

import dev.lockkeeper.words.Message;
import java.time.Duration;

/// One step as it stands: the one fact that belongs to it, how long it took, and whether we mended it.
public record Step(StepName name, StepState state, Message fact, Duration took, boolean mended) {

    Step(StepName name, StepState state, Message fact) {
        this(name, state, fact, Duration.ZERO, false);
    }

    static Step waiting(StepName name) {
        return new Step(name, new StepState.Waiting(), Message.of("check.not-checked"));
    }

    /// The same, with what is known of it all the same.
    static Step ahead(StepName name) {
        return new Step(name, new StepState.Waiting(), Message.of(name.key() + ".ahead"));
    }
}
