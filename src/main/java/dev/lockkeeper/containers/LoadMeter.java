package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.operation.ProblemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The last samples of the service's use of processor and memory, taken while somebody wants to see them.
public final class LoadMeter implements AutoCloseable {

    private static final int SAMPLES = 60;

    private final Loads loads;
    private final ServiceWatch watch;
    private final Deque<Load> ring = new ArrayDeque<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private @Nullable Following watching;
    private @Nullable Following measuring;
    private Optional<String> life = Optional.empty();

    /// Follows the container that `watch` sees, from one life to the next.
    public LoadMeter(Loads loads, ServiceWatch watch) {
        this.loads = loads;
        this.watch = watch;
    }

    /// Begins to measure; returns at once.
    public synchronized void start() {
        if (watching == null) {
            watching = watch.onChange(_ -> adjust());
            adjust();
        }
    }

    /// Stops measuring; the samples stay.
    public synchronized void stop() {
        if (watching != null) {
            watching.close();
            watching = null;
        }
        leave();
    }

    /// Oldest first. Empty where nothing runs.
    public List<Load> samples() {
        synchronized (ring) {
            return new ArrayList<>(ring);
        }
    }

    /// `listener` is called from any thread, at every sample; it must only note it.
    public Following onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        stop();
    }

    private void adjust() {
        // Never on the watch's thread: the engine may take its time.
        Thread.ofVirtual().name("lockkeeper-load").start(this::follow);
    }

    private synchronized void follow() {
        if (watching == null) {
            return;
        }
        Optional<ContainerFacts> running = watch.now().facts().map(ServiceFacts::container)
                .filter(facts -> facts.state() == State.RUNNING || facts.state() == State.PAUSED)
                .filter(_ -> watch.now().problem().isEmpty());
        Optional<String> now = running.map(facts -> facts.id() + facts.startedAt());
        if (now.equals(life)) {
            return;
        }
        leave();
        synchronized (ring) {
            ring.clear();
        }
        listeners.forEach(Runnable::run);
        if (running.isPresent()) {
            try {
                measuring = loads.follow(running.get().id(), this::sampled);
                life = now;
            } catch (ProblemException | CancellationException e) {
                // the next change tries again
            }
        }
    }

    private void sampled(Load load) {
        synchronized (ring) {
            if (ring.size() == SAMPLES) {
                ring.removeFirst();
            }
            ring.addLast(load);
        }
        listeners.forEach(Runnable::run);
    }

    private void leave() {
        life = Optional.empty();
        if (measuring != null) {
            measuring.close();
            measuring = null;
        }
    }
}
