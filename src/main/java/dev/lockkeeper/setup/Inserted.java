package dev.lockkeeper.setup;

import dev.lockkeeper.operation.Intent;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The journal of a run whose steps have work of their own below them: that work's steps are put into the run's plan where they happen,
/// so that what it is about to change is on record under the right number.
final class Inserted {

    private final Journal journal;
    private final List<Message> plan;
    private final int all;
    private int passed;
    private int own;

    Inserted(Journal journal, List<Message> titles) {
        this.journal = journal;
        this.plan = new ArrayList<>(titles);
        this.all = titles.size();
        journal.plan(plan);
    }

    /// Begins the next of the run's own steps.
    void next() {
        passed++;
        own++;
        journal.stage(own, all);
        journal.step(passed);
    }

    /// The journal for work below the present step; `heard` is told how it goes.
    Journal below(Consumer<List<StepState.Part>> heard) {
        return new Journal() {

            private final int first = passed;
            private List<Message> parts = List.of();

            @Override
            public void plan(List<Message> steps) {
                plan.subList(first, first + parts.size()).clear();
                parts = List.copyOf(steps);
                plan.addAll(first, parts);
                passed = first + parts.size();
                journal.plan(plan);
                tell(0);
            }

            @Override
            public void intends(Intent intent) {
                journal.intends(new Intent(intent.verb(), intent.database(), intent.from(), intent.to(), first + intent.first(),
                        intent.steps()));
            }

            @Override
            public void step(int number) {
                journal.step(first + number);
                tell(number);
            }

            @Override
            public void progress(long done, long total) {
                journal.progress(done, total);
            }

            @Override
            public void line(Source source, Level level, String text) {
                journal.line(source, level, text);
            }

            private void tell(int number) {
                List<StepState.Part> now = new ArrayList<>();
                for (int i = 1; i <= parts.size(); i++) {
                    now.add(new StepState.Part(parts.get(i - 1),
                            i < number
                                    ? StepState.Stage.DONE
                                    : i == number ? StepState.Stage.RUNNING : StepState.Stage.AHEAD));
                }
                heard.accept(now);
            }
        };
    }
}
