package dev.lockkeeper.ui.containers;

import dev.lockkeeper.containers.Condition;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.HealthCheck;
import dev.lockkeeper.containers.HealthCheck.Probe;
import dev.lockkeeper.containers.InsideFacts.Disk;
import dev.lockkeeper.containers.Phase;
import dev.lockkeeper.containers.ServiceFacts;
import dev.lockkeeper.containers.ServiceSight;
import dev.lockkeeper.containers.Timeline;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import java.time.Duration;
import java.time.Instant;
import dev.lockkeeper.containers.UnusedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A service that stands as a test wants it to. Filled with what the picture of the page shows.
final class FakeRoom implements ServiceRoom {

    /// 14:06:12 in Seoul.
    static final Instant NOW = Instant.parse("2025-11-04T05:06:12Z");
    static final Commands COMMANDS = new Commands(Map.of("start", "docker compose up -d postgres", "stop",
            "docker compose stop postgres", "restart", "docker compose restart postgres", "unpause",
            "docker compose unpause postgres", "recreate", "docker compose up -d --force-recreate postgres", "pull",
            "docker compose pull postgres", "load", "docker load -i " + Commands.FILE, "prune",
            "docker image rm " + Commands.IMAGES));
    private static final String RESETTING = "docker compose rm -sf postgres && docker volume rm llm-webapp_postgres_data && docker compose up -d postgres";

    volatile ServiceSight sight = ServiceSight.BLANK;
    volatile Beside beside = beside(Optional.empty(), Optional.of(new Disk(38_200_000_000L, 64_000_000_000L)));
    volatile Reset reset = allowed();
    final AtomicInteger looks = new AtomicInteger();
    final AtomicInteger besides = new AtomicInteger();
    volatile List<UnusedImage> unused = List.of(
            new UnusedImage("sha256:" + "1a2b3c4d5e6f".repeat(5) + "1a2b", NOW.minus(Duration.ofDays(40)), 431_000_000),
            new UnusedImage("sha256:" + "9e8d7c6b5a4f".repeat(5) + "9e8d", NOW.minus(Duration.ofDays(3)), 118_000_000));
    volatile Optional<String> chosenService = Optional.empty();
    volatile Optional<String> chosen = Optional.empty();
    final List<Wish> done = new ArrayList<>();
    final CountDownLatch go = new CountDownLatch(1);
    volatile boolean slow;
    private Optional<Consumer<ServiceSight>> watching = Optional.empty();

    @Override
    public void watch(Consumer<ServiceSight> seen) {
        watching = Optional.of(seen);
        seen.accept(sight);
    }

    void now(ServiceSight fresh) {
        sight = fresh;
        watching.ifPresent(listener -> listener.accept(fresh));
    }

    @Override
    public void lookAgain() {
        looks.incrementAndGet();
    }

    @Override
    public Beside beside(ServiceSight of) {
        besides.incrementAndGet();
        return beside;
    }

    @Override
    public Operation<?> work(Wish wish, OperationId id) {
        return (_, _) -> {
            if (slow) {
                go.await();
            }
            synchronized (done) {
                done.add(wish);
            }
            return true;
        };
    }

    @Override
    public Reset reset() {
        return reset;
    }

    @Override
    public List<UnusedImage> unused() {
        return unused;
    }

    @Override
    public void chooseService(String service) {
        chosenService = Optional.of(service);
    }

    @Override
    public void choose(String project) {
        chosen = Optional.of(project);
    }

    static Beside beside(Optional<Problem> problem, Optional<Disk> disk) {
        return new Beside(problem, disk, List.of(), false, COMMANDS);
    }

    static Beside without(boolean image) {
        return new Beside(Optional.empty(), Optional.empty(), List.of(), image, COMMANDS);
    }

    static Reset allowed() {
        return new Reset("llm-webapp_postgres_data", OptionalLong.of(412_000_000),
                Optional.of(new Saved(NOW.minus(Duration.ofHours(2)), true)), Optional.empty(), false, RESETTING);
    }

    static Reset refused(Problem why) {
        return new Reset("llm-webapp_postgres_data", OptionalLong.of(412_000_000),
                Optional.of(new Saved(NOW.minus(Duration.ofDays(3)), true)), Optional.of(why), true, RESETTING);
    }

    static ServiceSight missing() {
        return new ServiceSight(Optional.empty(), Optional.empty(), Timeline.BLANK, List.of(), NOW);
    }

    static ServiceSight off(ServiceSight before, Problem problem) {
        return new ServiceSight(before.facts(), Optional.of(problem), before.timeline(), List.of(), NOW.minusSeconds(240));
    }

    static ServiceSight healthy() {
        List<Probe> probes = List.of(probe("14:05:30", 0, "/var/run/postgresql:5432 - accepting connections"),
                probe("14:05:40", 0, "accepting connections"), probe("14:05:50", 0, "accepting connections"),
                probe("14:06:00", 0, "accepting connections"), probe("14:06:10", 0, "accepting connections"));
        List<Probe> all = new ArrayList<>(morning());
        all.addAll(probes);
        return new ServiceSight(Optional.of(facts(State.RUNNING, Health.HEALTHY, 0, probes)), Optional.empty(),
                new Timeline(List.of(phase(Condition.CREATED, "03:00:12", "03:00:13"),
                        phase(Condition.STARTING, "03:00:13", "03:00:24"),
                        new Phase(Condition.HEALTHY, at("03:00:24"), Optional.empty(), Optional.empty(), "c1")), all),
                List.of(), NOW);
    }

    /// The same after one more probe.
    static ServiceSight healthyLater() {
        return new ServiceSight(
                Optional.of(facts(State.RUNNING, Health.HEALTHY, 0, List.of(probe("14:06:20", 0, "accepting connections")))),
                Optional.empty(), healthy().timeline(), List.of(), NOW.plusSeconds(8));
    }

    /// The disk is full, as in the picture.
    static ServiceSight exited() {
        List<Probe> probes = List.of(probe("14:01:17", 0, "accepting connections"), probe("14:01:25", 0, "accepting connections"),
                probe("14:01:39", 2, "rejecting connections"), probe("14:01:49", 2, "rejecting connections"),
                probe("14:02:05", 2, ""));
        List<Probe> all = new ArrayList<>(morning());
        all.addAll(probes);
        return new ServiceSight(Optional.of(facts(State.EXITED, Health.NONE, 1, probes)), Optional.empty(),
                new Timeline(List.of(phase(Condition.CREATED, "03:00:12", "03:00:13"),
                        phase(Condition.STARTING, "03:00:13", "03:00:24"), phase(Condition.HEALTHY, "03:00:24", "14:01:38"),
                        phase(Condition.UNHEALTHY, "14:01:38", "14:02:07"),
                        new Phase(Condition.EXITED, at("14:02:07"), Optional.empty(), Optional.of(1), "c1")), all),
                List.of(), NOW);
    }

    static ServiceSight standing(State state) {
        return new ServiceSight(Optional.of(facts(state, Health.NONE, 0, List.of())), Optional.empty(), Timeline.BLANK, List.of(),
                NOW);
    }

    private static List<Probe> morning() {
        List<Probe> probes = new ArrayList<>();
        probes.add(probe("03:00:15", 2, "no response"));
        probes.add(probe("03:00:19", 2, "no response"));
        for (int minute = 1; minute < 660; minute++) {
            probes.add(new Probe(at("03:00:24").plusSeconds(60L * minute), Duration.ofMillis(40), 0, "accepting connections"));
        }
        return probes;
    }

    private static ServiceFacts facts(State state, Health health, int exitCode, List<Probe> probes) {
        ContainerFacts container = new ContainerFacts("9f3c1e77a2d4".repeat(5), "llm-webapp-postgres", "postgres:15", state,
                health, exitCode, 3, Optional.of(at("03:00:13")),
                state == State.EXITED ? Optional.of(at("14:02:07")) : Optional.empty(), Optional.of("127.0.0.1:5432"),
                Optional.of("llm-webapp_postgres_data"), Optional.empty(), Optional.empty());
        return new ServiceFacts(container, new ServiceFacts.Origin("llm-webapp", "postgres", "/srv/llm-webapp"),
                new ServiceFacts.Image("postgres:15", "sha256:1"),
                new HealthCheck(List.of("CMD-SHELL", "pg_isready -U llm_app -d llm_webapp"), Duration.ofSeconds(10),
                        Duration.ofSeconds(5), 5, 0, probes),
                new ServiceFacts.Policy("unless-stopped", 0),
                new ServiceFacts.Ways(List.of(new ServiceFacts.Port(Optional.of("127.0.0.1:5432"), "5432")),
                        List.of(new ServiceFacts.Attached("llm-webapp_postgres_data", "/var/lib/postgresql/data", true)),
                        "llm_app", "llm_webapp"),
                Optional.of(at("03:00:12")));
    }

    private static Probe probe(String seoul, int exitCode, String output) {
        return new Probe(at(seoul), Duration.ofMillis(40), exitCode, output);
    }

    private static Phase phase(Condition condition, String from, String until) {
        return new Phase(condition, at(from), Optional.of(at(until)), Optional.empty(), "c1");
    }

    private static Instant at(String seoul) {
        return Instant.parse("2025-11-04T" + seoul + "Z").minus(Duration.ofHours(9));
    }
}
