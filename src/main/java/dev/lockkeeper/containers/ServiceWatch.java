package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps an eye on the service: looks whenever the engine tells that something happened, and every few seconds although it tells nothing, since
/// a stream can die in silence. A stream that broke is opened again from the moment it had reached.
public final class ServiceWatch implements AutoCloseable {

    private static final Duration PAST = Duration.ofDays(7);
    /// What comes while nobody could listen; more is dropped, since the next look shows where it led to.
    private static final int WAITING = 1_000;
    /// Every so many looks without a word from the engine look for the container anew: another may have come.
    private static final int ANEW = 4;
    /// How long a look may take.
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final Services services;
    private final ServiceEvents events;
    private final Pace pace;
    private final InstantSource clock;

    private final List<Consumer<ServiceSight>> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore wake = new Semaphore(0);
    private final Deque<ServiceEvent> arrived = new ArrayDeque<>();
    private final Chronicle chronicle = new Chronicle();
    private volatile ServiceSight sight = ServiceSight.BLANK;
    private @Nullable Thread thread;
    private volatile boolean closed;

    // the watching thread's own
    private @Nullable Stream stream;
    private Instant reached;
    private long heard;
    private long heardWhenUntold = -1;

    public ServiceWatch(Services services, ServiceEvents events) {
        this(services, events, Pace.USUAL, InstantSource.system());
    }

    ServiceWatch(Services services, ServiceEvents events, Pace pace, InstantSource clock) {
        this.services = services;
        this.events = events;
        this.pace = pace;
        this.clock = clock;
        this.reached = clock.instant().minus(PAST);
    }

    /// How often to look although nothing was told, how soon again where the engine is away, and how long to gather what comes in bursts.
    record Pace(Duration floor, Duration away, Duration burst) {

        static final Pace USUAL = new Pace(Duration.ofSeconds(8), Duration.ofSeconds(1), Duration.ofMillis(40));
    }

    /// Begins to watch; does nothing where it already does. Returns at once.
    public synchronized void start() {
        if (thread == null && !closed) {
            thread = Thread.ofVirtual().name("lockkeeper-watch").start(this::watch);
        }
    }

    /// What was seen last.
    public ServiceSight now() {
        return sight;
    }

    /// Whether what was seen last is as young as it gets while nothing happens, and the engine answered then.
    public boolean current() {
        ServiceSight last = sight;
        return last.looked() && last.problem().isEmpty()
                && Duration.between(last.at(), clock.instant()).compareTo(pace.floor.plus(SLACK)) <= 0;
    }

    /// Looks at once, although nothing was told.
    public void lookAgain() {
        wake.release();
    }

    /// `listener` hears of each change on the watch's thread, of bursts once; it must only note it. Closing ends that.
    public Following onChange(Consumer<ServiceSight> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
            thread = null;
        }
        if (running != null) {
            running.interrupt();
            try {
                running.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void watch() {
        try {
            int anew = 0;
            while (!closed) {
                open();
                boolean away = round(anew);
                boolean told = wake.tryAcquire((away ? pace.away : pace.floor).toMillis(), TimeUnit.MILLISECONDS);
                anew = told || away ? 0 : (anew + 1) % ANEW;
                if (told) {
                    wake.drainPermits();
                } else if (heardWhenUntold == heard) {
                    // It changed, and all this time nobody told: the stream is only pretending.
                    leave();
                }
            }
        } catch (InterruptedException | CancellationException e) {
            // closed
        } finally {
            leave();
        }
    }

    private void open() {
        Stream open = stream;
        if (open != null && !open.over) {
            return;
        }
        leave();
        Stream fresh = new Stream();
        try {
            fresh.following = events.follow(reached, fresh);
            stream = fresh;
        } catch (ProblemException e) {
            // the look that comes now says it too
        }
    }

    private void leave() {
        Stream open = stream;
        stream = null;
        heardWhenUntold = -1;
        if (open != null) {
            open.leave();
        }
    }

    /// One look, `since` so many that looked for the container anew. Says whether the engine was away.
    private boolean round(int since) throws InterruptedException {
        boolean told = takeArrived();
        Optional<ServiceFacts> facts = sight.facts();
        Optional<Problem> problem = Optional.empty();
        Instant at = clock.instant();
        try {
            facts = since > 0 && facts.isPresent() ? services.lookAgain(facts.get()) : services.look();
            // what was told while we looked belongs to what we saw
            told |= takeArrived();
            if (chronicle.seen(facts, at) && heardWhenUntold < 0 && sight.looked()) {
                heardWhenUntold = heard;
            }
        } catch (ProblemException e) {
            problem = Optional.of(e.problem());
            at = sight.at().equals(Instant.EPOCH) ? at : sight.at();
        }
        publish(new ServiceSight(facts, problem, chronicle.timeline(), chronicle.events(), at));
        if (told) {
            // A burst has more to come; the first of it was shown at once.
            Thread.sleep(pace.burst);
        }
        return problem.isPresent();
    }

    private boolean takeArrived() {
        List<ServiceEvent> told;
        synchronized (arrived) {
            told = new ArrayList<>(arrived);
            arrived.clear();
        }
        for (ServiceEvent event : told) {
            heard++;
            heardWhenUntold = -1;
            chronicle.told(event);
            if (event.at().isAfter(reached)) {
                reached = event.at();
            }
        }
        return !told.isEmpty();
    }

    private void publish(ServiceSight fresh) {
        boolean same = fresh.same(sight);
        sight = fresh;
        if (!same) {
            listeners.forEach(listener -> listener.accept(fresh));
        }
    }

    /// One opening of the engine's stream.
    private final class Stream implements ServiceEvents.Listener {

        private volatile boolean over;
        private @Nullable Following following;

        @Override
        public void happened(ServiceEvent event) {
            synchronized (arrived) {
                if (arrived.size() == WAITING) {
                    arrived.removeFirst();
                }
                arrived.addLast(event);
            }
            wake.release();
        }

        @Override
        public void ended() {
            over = true;
            wake.release();
        }

        void leave() {
            Following open = following;
            if (open != null) {
                open.close();
            }
        }
    }
}
