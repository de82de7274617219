package dev.lockkeeper.setup;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.words.Message;
import java.util.List;

/// How one step of the set-up stands. These exclude one another.
public sealed interface StepState {

    /// Not asked: an earlier step is not done.
    record Waiting() implements StepState {}

    record Looking() implements StepState {}

    record Ready() implements StepState {}

    /// This database does not need it.
    record NotNeeded() implements StepState {}

    /// Not so yet; a run will mend it.
    record ToDo(Problem problem) implements StepState {}

    /// Being mended.
    record Working(List<Part> parts) implements StepState {
        public Working {
            parts = List.copyOf(parts);
        }
    }

    /// It holds everything after it up, until somebody chooses a way out.
    record Broken(Problem problem) implements StepState {}

    /// One part of the work on a step.
    record Part(Message title, Stage stage) {}

    /// How far a part is.
    enum Stage {
        AHEAD, RUNNING, DONE
    }

    /// Whether the next step may follow.
    default boolean passed() {
        return switch (this) {
            case Ready _,NotNeeded _ -> true;
            case Waiting _,Looking _,ToDo _,Working _,Broken _ -> false;
        };
    }
}
