package dev.lockkeeper.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.EngineProblem.EngineStopped;
import dev.lockkeeper.containers.ServiceEvent.Kind;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.testing.FakeService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServiceWatchTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Instant T = FakeService.MADE;

    private final FakeService service = new FakeService();
    private final FakeEvents events = new FakeEvents();
    private volatile boolean away;
    private final AtomicInteger looks = new AtomicInteger();
    private final Semaphore hanging = new Semaphore(1);
    private volatile Instant now = T.plusSeconds(1_000);
    private final ServiceWatch watch = new ServiceWatch(() -> {
        looks.incrementAndGet();
        hanging.acquireUninterruptibly();
        hanging.release();
        if (away) {
            throw new ProblemException(new EngineStopped("unix:///x", "refused"));
        }
        return service.look();
    }, events, new ServiceWatch.Pace(Duration.ofMillis(150), Duration.ofMillis(30), Duration.ofMillis(40)),
            () -> now);

    @AfterEach
    void leave() {
        watch.close();
    }

    /// Streams that say what the test lets them say.
    private final class FakeEvents implements ServiceEvents {

        final List<Instant> opened = new CopyOnWriteArrayList<>();
        final AtomicInteger closed = new AtomicInteger();
        volatile Optional<Listener> listener = Optional.empty();

        @Override
        public Following follow(Instant since, Listener heard) {
            if (away) {
                throw new ProblemException(new EngineStopped("unix:///x", "refused"));
            }
            opened.add(since);
            listener = Optional.of(heard);
            return closed::incrementAndGet;
        }

        void say(Instant at, Kind kind) {
            listener.orElseThrow().happened(new ServiceEvent(at, FakeService.ID, kind, Optional.empty()));
        }
    }

    private void until(Condition condition) {
        Await.until(condition.toString(), SOON,
                () -> watch.now().problem().isEmpty()
                        && watch.now().facts().filter(facts -> facts.condition() == condition).isPresent());
    }

    private List<Condition> phases() {
        return watch.now().timeline().phases().stream().map(Phase::condition).toList();
    }

    @Test
    void what_is_told_is_looked_at_and_handed_on() {
        List<ServiceSight> seen = new CopyOnWriteArrayList<>();
        watch.onChange(seen::add);
        watch.start();
        until(Condition.HEALTHY);
        service.state = Optional.of(State.EXITED);
        service.exitCode = 137;
        service.finishedAt = Optional.of(T.plusSeconds(60));
        events.say(T.plusSeconds(60).plusMillis(3), Kind.DIED);
        until(Condition.EXITED);
        assertThat(seen.getLast().facts().orElseThrow().condition()).isEqualTo(Condition.EXITED);
        assertThat(phases()).containsExactly(Condition.CREATED, Condition.STARTING, Condition.HEALTHY, Condition.EXITED);
        assertThat(watch.now().timeline().last().orElseThrow().exitCode()).contains(137);
    }

    @Test
    void a_stream_that_died_in_silence_does_not_keep_the_truth_away_and_is_opened_anew() {
        watch.start();
        until(Condition.HEALTHY);
        service.health = Health.UNHEALTHY;
        service.check = new HealthCheck(service.check.test(), Duration.ofSeconds(2), Duration.ofSeconds(3), 5, 1,
                List.of(new HealthCheck.Probe(T.plusSeconds(20), Duration.ZERO, 2, "no response")));
        until(Condition.UNHEALTHY);
        Await.until("another stream", SOON, () -> events.opened.size() == 2);
        assertThat(events.closed).hasValue(1);
    }

    @Test
    void after_an_outage_the_old_facts_stay_until_there_are_new_ones_and_the_stream_goes_on_where_it_was() {
        watch.start();
        until(Condition.HEALTHY);
        events.say(T.plusSeconds(99), Kind.HEALTHY);
        Await.until("heard", SOON, () -> watch.now().events().size() > 2);
        away = true;
        events.listener.orElseThrow().ended();
        Await.until("away", SOON, () -> watch.now().problem().isPresent());
        assertThat(watch.now().facts()).isPresent();
        service.state = Optional.of(State.PAUSED);
        away = false;
        until(Condition.PAUSED);
        assertThat(events.opened.getLast()).isEqualTo(T.plusSeconds(99));
    }

    @Test
    void a_storm_costs_few_looks_and_no_memory() {
        watch.start();
        until(Condition.HEALTHY);
        int before = looks.get();
        long began = System.nanoTime();
        for (int i = 0; i < 5_000; i++) {
            events.say(T.plusSeconds(100 + i), i % 2 == 0 ? Kind.DIED : Kind.STARTED);
        }
        Await.until("calm", SOON, () -> watch.now().events().stream().anyMatch(event -> event.at().equals(T.plusSeconds(5_099))));
        long ms = (System.nanoTime() - began) / 1_000_000;
        assertThat(looks.get() - before).isLessThan((int) (ms / 40) + 60);
        assertThat(watch.now().events()).hasSizeLessThanOrEqualTo(2_000);
    }

    @Test
    void nobody_hears_of_a_look_that_showed_nothing_new() {
        List<ServiceSight> seen = new CopyOnWriteArrayList<>();
        watch.start();
        until(Condition.HEALTHY);
        watch.onChange(seen::add);
        int before = looks.get();
        Await.until("looks", SOON, () -> looks.get() > before + 3);
        assertThat(seen).isEmpty();
    }

    @Test
    void a_look_counts_for_the_engines_answer_while_it_is_young_and_was_answered() {
        assertThat(watch.current()).as("nobody has looked").isFalse();
        watch.start();
        until(Condition.HEALTHY);
        assertThat(watch.current()).isTrue();
        now = now.plusSeconds(60);
        watch.lookAgain();
        Await.until("current again", SOON, watch::current);
        away = true;
        watch.lookAgain();
        Await.until("away", SOON, () -> watch.now().problem().isPresent());
        assertThat(watch.current()).isFalse();
    }

    @Test
    void a_look_that_hangs_makes_the_last_one_old() throws InterruptedException {
        watch.start();
        until(Condition.HEALTHY);
        hanging.acquire();
        try {
            int before = looks.get();
            watch.lookAgain();
            Await.until("a look begun", SOON, () -> looks.get() > before);
            now = now.plusSeconds(1);
            assertThat(watch.current()).isTrue();
            now = now.plusSeconds(10);
            assertThat(watch.current()).isFalse();
        } finally {
            hanging.release();
        }
    }

    @Test
    void closing_ends_the_thread_and_the_stream() {
        watch.start();
        until(Condition.HEALTHY);
        watch.close();
        int before = looks.get();
        assertThat(events.closed).hasValue(1);
        service.state = Optional.empty();
        assertThat(looks.get()).isEqualTo(before);
    }

    @Test
    void a_container_that_is_gone_is_gone() {
        watch.start();
        until(Condition.HEALTHY);
        service.state = Optional.empty();
        events.say(T.plusSeconds(70), Kind.REMOVED);
        Await.until("gone", SOON, () -> watch.now().facts().isEmpty());
        assertThat(phases().getLast()).isEqualTo(Condition.REMOVED);
    }

    @Test
    void the_meter_measures_while_it_runs_and_stops_when_it_has_ended() {
        List<String> open = new ArrayList<>();
        Loads loads = (container, sample) -> {
            open.add(container);
            for (int i = 0; i < 70; i++) {
                sample.accept(new Load(T.plusSeconds(i), i, java.util.OptionalLong.of(i), java.util.OptionalLong.empty()));
            }
            return () -> open.remove(container);
        };
        LoadMeter meter = new LoadMeter(loads, watch);
        watch.start();
        until(Condition.HEALTHY);
        meter.start();
        Await.until("all samples that are kept", SOON, () -> meter.samples().size() == 60);
        assertThat(meter.samples().getLast().cpu()).isEqualTo(69);
        service.state = Optional.of(State.EXITED);
        watch.lookAgain();
        Await.until("no data", SOON, () -> meter.samples().isEmpty() && open.isEmpty());
        service.state = Optional.of(State.RUNNING);
        service.startedAt = Optional.of(T.plusSeconds(500));
        watch.lookAgain();
        Await.until("again", SOON, () -> open.size() == 1);
        meter.stop();
        assertThat(open).isEmpty();
    }
}
