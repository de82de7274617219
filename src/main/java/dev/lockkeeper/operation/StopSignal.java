package dev.lockkeeper.operation;

import dev.lockkeeper.words.Message;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// A request to stop, heeded where stopping is safe.
public final class StopSignal {

    private final AtomicBoolean requested = new AtomicBoolean();
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();

    /// Asks for the stop; runs what waits for it on the caller's thread. Asking twice changes nothing.
    public void request() {
        if (requested.compareAndSet(false, true)) {
            actions.forEach(Runnable::run);
        }
    }

    public boolean requested() {
        return requested.get();
    }

    /// Stops here if asked to: `state` says in which state the data then is.
    public void heed(Message state) {
        if (requested()) {
            throw new StoppedException(state);
        }
    }

    /// Waits this long, or until the stop is asked for.
    public void pause(java.time.Duration duration) throws InterruptedException {
        java.util.concurrent.CountDownLatch asked = new java.util.concurrent.CountDownLatch(1);
        try (Waiting _ = whenRequested(asked::countDown)) {
            var _ = asked.await(duration.toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS);
        }
    }

    /// Runs `action` when the stop is asked for, at once if it was already, until the answer is closed.
    public Waiting whenRequested(Runnable action) {
        AtomicBoolean ran = new AtomicBoolean();
        Runnable once = () -> {
            if (ran.compareAndSet(false, true)) {
                action.run();
            }
        };
        actions.add(once);
        if (requested()) {
            once.run();
        }
        return () -> actions.remove(once);
    }

    /// Somebody who waits for the stop.
    public interface Waiting extends AutoCloseable {
        @Override
        void close();
    }
}
