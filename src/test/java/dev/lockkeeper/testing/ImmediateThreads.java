package dev.lockkeeper.testing;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.ui.kit.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// Threads for tests of models: every question is answered at once, or held back until the test lets it go; time passes when told.
public final class ImmediateThreads implements Threads {

    private final List<Runnable> held = new ArrayList<>();
    private final List<Alarm> alarms = new ArrayList<>();
    private boolean holding;
    private Duration now = Duration.ZERO;

    private record Alarm(Duration at, Runnable change) {}

    @Override
    public <A> void ask(Callable<A> question, Consumer<A> answer, Consumer<Problem> problem) {
        Runnable asking = () -> {
            A found;
            try {
                found = question.call();
            } catch (Exception e) {
                problem.accept(ProblemException.of(e));
                return;
            }
            answer.accept(found);
        };
        if (holding) {
            held.add(asking);
        } else {
            asking.run();
        }
    }

    @Override
    public void onScreen(Runnable change) {
        change.run();
    }

    @Override
    public Later later(Duration wait, Runnable change) {
        Alarm alarm = new Alarm(now.plus(wait), change);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    /// From now on questions wait for [#letGo()].
    public void hold() {
        holding = true;
    }

    /// Answers what was held back, in order.
    public void letGo() {
        holding = false;
        List<Runnable> waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(Runnable::run);
    }

    /// Answers the question that was asked last, before those that wait.
    public void letGoLast() {
        held.removeLast().run();
    }

    /// How many questions wait.
    public int held() {
        return held.size();
    }

    /// Lets time pass, and what was to happen in it happen.
    public void pass(Duration time) {
        now = now.plus(time);
        while (true) {
            List<Alarm> due = alarms.stream().filter(alarm -> alarm.at().compareTo(now) <= 0).toList();
            if (due.isEmpty()) {
                return;
            }
            alarms.removeAll(due);
            due.forEach(alarm -> alarm.change().run());
        }
    }
}
