package dev.lockkeeper.ui;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.ui.kit.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A screen whose thread is the test's: questions wait until they are answered, in the order that the test wants.
public final class QueuedThreads implements Threads {

    private final BlockingQueue<Runnable> screen = new LinkedBlockingQueue<>();
    private final List<Runnable> questions = new ArrayList<>();

    @Override
    public <A> void ask(Callable<A> question, Consumer<A> answer, Consumer<dev.lockkeeper.operation.Problem> problem) {
        questions.add(() -> {
            try {
                A known = question.call();
                screen.add(() -> answer.accept(known));
            } catch (Exception e) {
                screen.add(() -> problem.accept(ProblemException.of(e)));
            }
        });
    }

    @Override
    public void onScreen(Runnable change) {
        screen.add(change);
    }

    /// Never comes by itself: the test calls what it waits for.
    @Override
    public Later later(Duration wait, Runnable change) {
        return () -> {};
    }

    /// Answers every question, also those that the answers lead to.
    public void answerAll() {
        do {
            while (!questions.isEmpty()) {
                answer(0);
            }
            show();
        } while (!questions.isEmpty());
    }

    /// Answers one of the questions that wait, counted from 0, and shows it.
    public void answer(int number) {
        questions.remove(number).run();
        show();
    }

    public int waiting() {
        return questions.size();
    }

    /// Lets the work of other threads arrive until something is so.
    public void until(BooleanSupplier so) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        answerAll();
        while (!so.getAsBoolean()) {
            try {
                Runnable next = screen.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new AssertionError("not within 10 seconds");
                }
                next.run();
                answerAll();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void show() {
        for (Runnable next = screen.poll(); next != null; next = screen.poll()) {
            next.run();
        }
    }
}
