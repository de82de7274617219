package dev.lockkeeper.setup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The seven steps at one moment, and what was mended so far.
public record Checklist(List<Step> steps, List<Fixed> fixed) {

    public static final Checklist BLANK = new Checklist(Arrays.stream(StepName.values()).map(Step::waiting).toList(),
            List.of());

    public Checklist {
        steps = List.copyOf(steps);
        fixed = List.copyOf(fixed);
    }

    public Step step(StepName name) {
        return steps.get(name.number() - 1);
    }

    /// How many steps are done.
    public int done() {
        return (int) steps.stream().filter(step -> step.state().passed()).count();
    }

    public boolean finished() {
        return done() == steps.size();
    }

    /// The step that holds up the rest.
    public Optional<Step> broken() {
        return steps.stream().filter(step -> step.state() instanceof StepState.Broken).findFirst();
    }

    /// The first step that is not done.
    public Optional<Step> next() {
        return steps.stream().filter(step -> !step.state().passed()).findFirst();
    }

    /// What a look knows, and of an earlier run what still holds: that a step was mended, what that was, that the schema was proven.
    public Checklist after(Checklist before) {
        List<Step> merged = new ArrayList<>();
        for (Step step : steps) {
            Step earlier = before.step(step.name());
            boolean proven = step.name() == StepName.PROOF && step(StepName.SCHEMA).state().passed()
                    && step(StepName.CONNECTION).state().passed();
            boolean holds = earlier.state().passed() && (proven || (step.state() instanceof StepState.Ready && earlier.mended()));
            merged.add(holds ? earlier : step);
        }
        return new Checklist(merged, before.fixed());
    }

    Checklist with(Step step) {
        List<Step> changed = new ArrayList<>(steps);
        changed.set(step.name().number() - 1, step);
        return new Checklist(changed, fixed);
    }

    Checklist mended(Fixed what) {
        List<Fixed> more = new ArrayList<>(fixed);
        more.removeIf(known -> known.step() == what.step());
        more.add(what);
        return new Checklist(steps, more);
    }

    /// From this step on nothing is known.
    Checklist waitingFrom(StepName name) {
        List<Step> changed = new ArrayList<>(steps);
        for (Step step : steps) {
            if (step.name().compareTo(name) >= 0) {
                changed.set(step.name().number() - 1, new Step(step.name(), new StepState.Waiting(), step.fact()));
            }
        }
        return new Checklist(changed, fixed);
    }
}
