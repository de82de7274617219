package dev.lockkeeper.ui.kit;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.application.Platform;

/// Threads of a running window: each question on a virtual thread of its own, each answer on JavaFX's.
public final class ScreenThreads implements Threads {

    private final Executor away = task -> Thread.ofVirtual().name("lockkeeper-ask").start(task);

    /// Starts JavaFX in this process and runs `first` on its thread; returns at once.
    public static void startUp(Runnable first) {
        Platform.startup(() -> {
            var _ = RestingPulse.begin();
            first.run();
        });
    }

    /// Runs something on the screen's thread after what it does now, for a control that has to be laid out in between.
    public static void afterThis(Runnable change) {
        Platform.runLater(change);
    }

    @Override
    public <A> void ask(Callable<A> question, Consumer<A> answer, Consumer<Problem> problem) {
        away.execute(() -> {
            A found;
            try {
                found = question.call();
            } catch (Throwable e) {
                Problem known = ProblemException.of(e);
                onScreen(() -> problem.accept(known));
                return;
            }
            onScreen(() -> answer.accept(found));
        });
    }

    @Override
    public void onScreen(Runnable change) {
        Platform.runLater(change);
    }

    @Override
    public Later later(Duration wait, Runnable change) {
        AtomicBoolean calledOff = new AtomicBoolean();
        Future<Void> timer = CompletableFuture.runAsync(() -> onScreen(() -> {
            if (!calledOff.get()) {
                change.run();
            }
        }), CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS, away));
        return () -> {
            calledOff.set(true);
            timer.cancel(false);
        };
    }
}
