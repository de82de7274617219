package dev.lockkeeper.testing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;

/// Measures how long the screen's thread leaves a heartbeat waiting, while it is open.
///
/// What it tells: every 5 ms a heartbeat is put into the thread's queue. Where it is not served at once, what counts is the time that
/// the thread spent computing (its own CPU time) plus the time in which it was seen waiting for something: a lock, a monitor, input or
/// output. Time in which it could have run but the machine gave its cores to somebody else is not ours and does not count.
/// Nor does the toolkit's own wait for its renderer, which in tests draws in software on the same cores.
/// Building a scene is no steady use: begin after the window is shown and settled.
public final class FxWatchdog implements AutoCloseable {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Duration BEAT = Duration.ofMillis(5);

    private final Thread dog;
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Stall> stalls = new ArrayList<>();
    private final AtomicLong longest = new AtomicLong();

    /// A heartbeat that waited longer than it should.
    public record Stall(Duration time, List<StackTraceElement> doing) {}

    private FxWatchdog(Duration limit) {
        this.dog = Thread.ofPlatform().daemon().name("fx-watchdog").unstarted(() -> watch(limit));
    }

    /// Watches from now on for stalls above the limit.
    public static FxWatchdog watching(Duration limit) {
        FxWatchdog watchdog = new FxWatchdog(limit);
        watchdog.dog.start();
        return watchdog;
    }

    private void watch(Duration limit) {
        Thread[] screen = new Thread[1];
        CountDownLatch known = new CountDownLatch(1);
        Platform.runLater(() -> {
            screen[0] = Thread.currentThread();
            known.countDown();
        });
        try {
            known.await();
            while (!end.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                beat(limit, screen[0]);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat(Duration limit, Thread screen) throws InterruptedException {
        CountDownLatch served = new CountDownLatch(1);
        AtomicLong servedAt = new AtomicLong();
        long began = System.nanoTime();
        Platform.runLater(() -> {
            servedAt.set(System.nanoTime());
            served.countDown();
        });
        long cpu = THREADS.getThreadCpuTime(screen.threadId());
        long waiting = 0;
        List<StackTraceElement> doing = List.of();
        while (!served.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
            StackTraceElement[] stack = screen.getStackTrace();
            if (waits(screen.getState(), stack)) {
                waiting += BEAT.toNanos();
            }
            if (doing.isEmpty() && System.nanoTime() - began > limit.toNanos() / 2) {
                doing = List.of(stack);
            }
        }
        long wall = servedAt.get() - began;
        long stall = Math.min(wall, THREADS.getThreadCpuTime(screen.threadId()) - cpu + waiting);
        longest.accumulateAndGet(stall, Math::max);
        if (stall > limit.toNanos()) {
            synchronized (stalls) {
                stalls.add(new Stall(Duration.ofNanos(stall), doing));
            }
        }
    }

    private static boolean waits(Thread.State state, StackTraceElement[] stack) {
        if (state != Thread.State.RUNNABLE) {
            return Arrays.stream(stack).noneMatch(line -> line.getMethodName().equals("waitForRenderingToComplete"));
        }
        return stack.length > 0 && stack[0].isNativeMethod()
                && (stack[0].getClassName().startsWith("sun.nio.") || stack[0].getClassName().startsWith("java.io."));
    }

    /// The longest stall so far.
    public Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    /// Ends the watch; fails where a stall was above the limit.
    @Override
    public void close() {
        end.countDown();
        try {
            dog.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (stalls) {
            if (!stalls.isEmpty()) {
                StringBuilder told = new StringBuilder("The screen's thread stalled:");
                for (Stall stall : stalls) {
                    told.append("\n").append(stall.time().toMillis()).append(" ms");
                    stall.doing().stream().limit(30).forEach(line -> told.append("\n    ").append(line));
                }
                throw new AssertionError(told.toString());
            }
        }
    }
}
