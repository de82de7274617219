package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// Watches bytes on their way to or from an engine: tells how far they are, heeds the stop, and gives up when nothing moves any more.
record Transfer(AtomicLong copied, long bytes, Message stopped, Journal journal, StopSignal stop) {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    /// An engine that hands over nothing for so long will not any more.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Waits for the end of `task`; the caller cancels it where this throws.
    void watch(FutureTask<Boolean> task) {
        long last = -1;
        long since = System.nanoTime();
        while (true) {
            stop.heed(stopped);
            long now = copied.get();
            journal.progress(now, bytes);
            if (now != last) {
                last = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
                throw ContainerPrograms
                        .interrupted("nothing moved for " + PATIENCE.toSeconds() + " s, " + now + " of " + bytes + " bytes");
            }
            try {
                task.get(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
                journal.progress(bytes, bytes);
                return;
            } catch (TimeoutException e) {
                // look again
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException known
                        ? known
                        : ContainerPrograms.interrupted(EngineErrors.text(java.util.Objects.requireNonNullElse(e.getCause(), e)));
            }
        }
    }
}
