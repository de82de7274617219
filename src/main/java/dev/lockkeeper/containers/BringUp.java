package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.ContainerProblem.BringUpTimedOut;
import dev.lockkeeper.containers.ContainerProblem.ComposeFailed;
import dev.lockkeeper.containers.ContainerProblem.ContainerNotStarted;
import dev.lockkeeper.containers.ContainerProblem.ContainerPaused;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Brings the database's container up and waits until it is healthy and lets us in.
public final class BringUp implements Operation<ContainerFacts> {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final Compose compose;
    private final Containers containers;
    private final Reachable reachable;
    private final Duration limit;
    private final Deed deed;

    public BringUp(Compose compose, Containers containers, Reachable reachable) {
        this(compose, containers, reachable, Deed.UP);
    }

    /// By another deed that starts it.
    BringUp(Compose compose, Containers containers, Reachable reachable, Deed deed) {
        this(compose, containers, reachable, deed, LIMIT);
    }

    BringUp(Compose compose, Containers containers, Reachable reachable, Duration limit) {
        this(compose, containers, reachable, Deed.UP, limit);
    }

    /// `limit` bounds the waiting after Compose has ended, not Compose: it may have an image to fetch.
    BringUp(Compose compose, Containers containers, Reachable reachable, Deed deed, Duration limit) {
        this.compose = compose;
        this.containers = containers;
        this.reachable = reachable;
        this.limit = limit;
        this.deed = deed;
    }

    @Override
    public ContainerFacts run(Journal journal, StopSignal stop) throws InterruptedException {
        Message first = deed == Deed.UP ? Message.of("step.compose-up") : Message.of("step.deed-run", Message.of(deed.key()));
        journal.plan(List.of(first, Message.of("step.wait-healthy"), Message.of("step.wait-reachable")));
        journal.step(1);
        mustNotBePaused();
        up(journal, stop);
        journal.step(2);
        CountDownLatch stopped = new CountDownLatch(1);
        try (var _ = stop.whenRequested(stopped::countDown)) {
            return new Wait(journal, stop, stopped).untilReachable();
        }
    }

    /// Compose cannot start what is only paused, and does not say what to do instead.
    private void mustNotBePaused() {
        if (deed != Deed.UNPAUSE && containers.find().filter(facts -> facts.state() == State.PAUSED).isPresent()) {
            throw new ProblemException(new ContainerPaused(compose.service()));
        }
    }

    private void up(Journal journal, StopSignal stop) {
        try {
            compose.run(deed, journal, stop);
        } catch (ProblemException e) {
            if (e.problem() instanceof ComposeFailed) {
                // Where the engine is the reason, it says so itself, and better than Compose.
                containers.find();
            }
            throw e;
        }
    }

    /// The time after Compose, in which the container lives or dies.
    private final class Wait {

        private final Journal journal;
        private final StopSignal stop;
        private final CountDownLatch stopped;
        private final long deadline = System.nanoTime() + limit.toNanos();
        private String seen = "";
        private boolean wasStarting;
        private int restarts = -1;

        Wait(Journal journal, StopSignal stop, CountDownLatch stopped) {
            this.journal = journal;
            this.stop = stop;
            this.stopped = stopped;
        }

        ContainerFacts untilReachable() throws InterruptedException {
            Optional<ContainerFacts> found = Optional.empty();
            while (true) {
                stop.heed(Message.of("state.bring-up-stopped"));
                found = containers.find();
                found.ifPresent(this::mustLive);
                if (found.isPresent() && well(found.get())) {
                    journal.step(3);
                    if (reachable.now()) {
                        journal.line(Source.KEEPER, Level.OK, found.get().name() + ": " + seen);
                        return found.get();
                    }
                }
                if (System.nanoTime() - deadline > 0) {
                    break;
                }
                boolean woken = stopped.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
                if (woken) {
                    stop.heed(Message.of("state.bring-up-stopped"));
                }
            }
            if (found.isPresent() && found.get().health() == Health.UNHEALTHY) {
                throw new ProblemException(Ailment.unhealthy(found.get(), containers));
            }
            throw new ProblemException(new BringUpTimedOut(compose.service(), (int) limit.toSeconds(), seen));
        }

        private boolean well(ContainerFacts facts) {
            return facts.state() == State.RUNNING && (facts.health() == Health.HEALTHY || facts.health() == Health.NONE);
        }

        private void mustLive(ContainerFacts facts) {
            tell(facts);
            switch (facts.state()) {
                case EXITED, DEAD, RESTARTING, PAUSED ->
                    throw new ProblemException(Ailment.of(facts, containers).orElseThrow());
                case CREATED, REMOVING -> facts.startError().ifPresent(reason -> {
                    throw new ProblemException(new ContainerNotStarted(compose.service(), reason));
                });
                case RUNNING -> {
                    // A container that keeps dying is caught alive now and then.
                    restarts = restarts < 0 ? facts.restarts() : restarts;
                    if (facts.restarts() > restarts + 1) {
                        throw new ProblemException(Ailment.restarting(facts, containers));
                    }
                    // One that was unhealthy all along may recover; one that turned unhealthy now has failed.
                    if (wasStarting && facts.health() == Health.UNHEALTHY) {
                        throw new ProblemException(Ailment.unhealthy(facts, containers));
                    }
                    wasStarting |= facts.health() == Health.STARTING;
                }
            }
        }

        private void tell(ContainerFacts facts) {
            String now = (facts.state() + (facts.health() == Health.NONE ? "" : ", " + facts.health())).toLowerCase(Locale.ROOT);
            if (!now.equals(seen)) {
                seen = now;
                journal.info(Source.DOCKER, facts.name() + ": " + now);
            }
        }
    }

    /// Whether the database lets us in now. Not what the health check says: what we see. Throws what waiting cannot mend,
    /// such as a wrong password: trying that again and again would only lock the account.
    @FunctionalInterface
    public interface Reachable {
        boolean now();
    }
}
