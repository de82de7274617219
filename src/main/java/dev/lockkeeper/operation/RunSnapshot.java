package dev.lockkeeper.operation;

import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a run stands at one moment.
public record RunSnapshot(OperationId id, Message title, Instant startedAt, List<Step> steps, Optional<Progress> progress,
        Optional<Count> stage, Optional<Outcome<?>> outcome, Duration elapsed, Path log) {

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

    /// What a person is told of how far it is: among its own steps where it has work below them, so that the whole never grows.
    public Count count() {
        return stage.orElseGet(() -> new Count(step(), steps.size()));
    }

    /// How many of the counted steps are behind it, from 0 to 1.
    public double share() {
        if (outcome.filter(Outcome.Done.class::isInstance).isPresent()) {
            return 1;
        }
        Count now = count();
        return now.of() == 0 ? 0 : Math.max(0, now.number() - 1) / (double) now.of();
    }

    /// Number `number` of `of`, counted from 1; 0 before the first.
    public record Count(int number, int of) {}

    /// One step of a run. `took` grows while it runs.
    public record Step(Message title, StepState state, Duration took) {}

    public enum StepState {
        AHEAD, RUNNING, DONE, STOPPED, FAILED
    }

    /// Bytes done of a known total.
    public record Progress(long done, long total) {}
}
