package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.containers.ContainerLine;
import dev.lockkeeper.containers.ContainerLog;
import dev.lockkeeper.containers.LogMark;
import dev.lockkeeper.containers.LogStart;
import dev.lockkeeper.containers.Unread;
import dev.lockkeeper.operation.ProblemException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Follows one container's log over its ends: after each it is read once more without following, because an engine may end a followed log before it
/// has told everything (20.10 does, where the reader lags), and what was told before is left out.
final class LogFollowing implements ContainerLog.Following {

    /// Between the end of a container and its next start, which is soon to be or has just been.
    private static final long PAUSE_MILLIS = 500;

    private final LogPipe pipe;
    private final ContainerLog.Listener listener;
    private final Reading reading;
    private final Unread unread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable LogFrames open;

    /// Waits until a log was read without following, and throws what went wrong.
    @FunctionalInterface
    interface Reading {
        void finish(LogFrames frames);
    }

    LogFollowing(LogPipe pipe, LogStart start, ContainerLog.Listener listener, Reading reading) {
        this.pipe = pipe;
        this.listener = listener;
        this.reading = reading;
        this.unread = new Unread(start instanceof LogStart.After(LogMark mark) ? mark : LogMark.NOTHING);
        Thread.ofVirtual().name("lockkeeper-log").start(() -> run(start));
    }

    private void run(LogStart start) {
        try {
            LogStart from = start;
            while (true) {
                LogFrames followed = open(from, true);
                followed.await();
                if (closed()) {
                    return;
                }
                if (followed.failure().isEmpty()) {
                    LogStart missed = after(start);
                    reading.finish(open(missed, false));
                } else {
                    reading.finish(followed);
                }
                switch (pipe.life()) {
                    case ENDED -> {
                        tell(listener::ended);
                        return;
                    }
                    case COMES_BACK, RUNS -> {
                        if (closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                            return;
                        }
                    }
                }
                from = after(start);
            }
        } catch (CancellationException | InterruptedException e) {
            // closed
        } catch (RuntimeException e) {
            tell(() -> listener.broken(ProblemException.of(e)));
        }
    }

    /// The way on; where nothing was read yet, the way it began.
    private LogStart after(LogStart start) {
        LogMark mark = unread.mark();
        unread.again();
        return mark.equals(LogMark.NOTHING) ? start : new LogStart.After(mark);
    }

    private LogFrames open(LogStart from, boolean follow) {
        LogFrames frames = pipe.open(from, follow, this::line);
        synchronized (this) {
            if (closing.getCount() > 0) {
                open = frames;
                return frames;
            }
        }
        frames.close();
        throw new CancellationException();
    }

    private void line(ContainerLine line) {
        if (closing.getCount() > 0 && unread.take(line)) {
            listener.line(line);
        }
    }

    private void tell(Runnable what) {
        if (!closed()) {
            what.run();
        }
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    @Override
    public LogMark mark() {
        return unread.mark();
    }

    @Override
    public void close() {
        LogFrames last;
        synchronized (this) {
            closing.countDown();
            last = open;
        }
        if (last != null) {
            last.close();
        }
    }
}
