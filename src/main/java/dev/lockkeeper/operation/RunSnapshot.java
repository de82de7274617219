package dev.lockkeeper.operation;

import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a run stands at one moment.
public record RunSnapshot(OperationId id, Message title, Instant startedAt, List<Step> steps, Optional<Progress> progress,
        Optional<Outcome<?>> outcome, Duration elapsed, Path log) {

    public RunSnapshot {
        steps = List.copyOf(steps);
    }

    public boolean running() {
        return outcome.isEmpty();
    }

    /// The step at work or at which the run ended, counted from 1; 0 before the first.
    public int step() {
        int number = 0;
        for (Step step : steps) {
            if (step.state() != StepState.AHEAD) {
                number++;
            }
        }
        return number;
    }

    /// One step of a run. `took` grows while it runs.
    public record Step(Message title, StepState state, Duration took) {}

    public enum StepState {
        AHEAD, RUNNING, DONE, STOPPED, FAILED
    }

    /// Bytes done of a known total.
    public record Progress(long done, long total) {}
}
