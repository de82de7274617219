package dev.lockkeeper.ui.setup;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.setup.Checklist;
import dev.lockkeeper.setup.Step;
import dev.lockkeeper.setup.StepState;
import java.time.Instant;
import java.util.Optional;

/// What the set-up page shows: the steps as they are known, and what is going on. `since` is when the present step began.
public record SetupPage(Checklist list, Activity activity, Optional<Problem> failure, Optional<Instant> since) {

    public static final SetupPage BLANK = new SetupPage(Checklist.BLANK, Activity.LOOKING, Optional.empty(), Optional.empty());

    /// What is going on at this moment.
    public enum Activity {
        IDLE, LOOKING, RUNNING, PAUSING
    }

    /// How the whole stands. These exclude one another.
    public sealed interface Stage {
        record Beginning() implements Stage {}

        record Running(Optional<Step> at, boolean pausing) implements Stage {}

        record Stopped(Step at, Problem problem) implements Stage {}

        /// The question itself failed.
        record Unknown(Problem problem) implements Stage {}

        record Done() implements Stage {}
    }

    SetupPage doing(Activity now) {
        return new SetupPage(list, now, failure, since);
    }

    SetupPage listing(Checklist now, Instant at) {
        boolean same = now.next().map(Step::name).equals(list.next().map(Step::name)) && since.isPresent();
        return new SetupPage(now, activity, Optional.empty(), same ? since : Optional.of(at));
    }

    SetupPage failed(Problem problem) {
        return new SetupPage(list, Activity.IDLE, Optional.of(problem), since);
    }

    public Stage stage() {
        if (activity == Activity.RUNNING || activity == Activity.PAUSING) {
            return new Stage.Running(list.next(), activity == Activity.PAUSING);
        }
        if (failure.isPresent()) {
            return new Stage.Unknown(failure.get());
        }
        Optional<Step> broken = list.broken();
        if (broken.isPresent()) {
            return new Stage.Stopped(broken.get(), ((StepState.Broken) broken.get().state()).problem());
        }
        return list.finished() ? new Stage.Done() : new Stage.Beginning();
    }
}
