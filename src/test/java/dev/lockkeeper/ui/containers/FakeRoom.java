package dev.lockkeeper.ui.containers;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.ui.containers.Stretch.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/// A service that stands as a test wants it to. Filled with what the picture of the page shows.
final class FakeRoom implements ServiceRoom {

    /// 14:06:12 in Seoul.
    static final Instant NOW = Instant.parse("2025-11-04T05:06:12Z");
    static final Commands COMMANDS = new Commands(Map.of("start", "docker compose up -d postgres", "stop",
            "docker compose stop postgres", "restart", "docker compose restart postgres", "unpause",
            "docker compose unpause postgres", "recreate", "docker compose up -d --force-recreate postgres", "pull",
            "docker compose pull postgres", "load", "docker load -i " + Commands.FILE, "reset",
            "docker compose rm -sf postgres && docker volume rm llm-webapp_postgres_data && docker compose up -d postgres"));

    volatile Seen seen = healthy();
    volatile Optional<Problem> broken = Optional.empty();
    volatile Reset reset = allowed();
    volatile int looks;
    final List<Deed> done = new ArrayList<>();
    final CountDownLatch go = new CountDownLatch(1);
    volatile boolean slow;

    @Override
    public Seen look() {
        looks++;
        broken.ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        return seen;
    }

    @Override
    public Operation<?> work(Deed deed) {
        return (_, _) -> {
            if (slow) {
                go.await();
            }
            synchronized (done) {
                done.add(deed);
            }
            return true;
        };
    }

    @Override
    public Reset reset() {
        return reset;
    }

    static Reset allowed() {
        return new Reset("llm-webapp_postgres_data", OptionalLong.of(412_000_000),
                Optional.of(new Saved(NOW.minus(Duration.ofHours(2)), true)), Optional.empty(), false);
    }

    static Reset refused(Problem why) {
        return new Reset("llm-webapp_postgres_data", OptionalLong.of(412_000_000),
                Optional.of(new Saved(NOW.minus(Duration.ofDays(3)), true)), Optional.of(why), true);
    }

    static Seen missing(boolean image) {
        return new Seen(Optional.empty(), List.of(), Optional.empty(), image, COMMANDS);
    }

    static Seen healthy() {
        Instant began = at("03:00:12");
        return new Seen(Optional.of(shown(State.RUNNING, Health.HEALTHY, 0, new Disk(38_200_000_000L, 64_000_000_000L),
                List.of(new Probe(at("14:05:30"), 0, "/var/run/postgresql:5432 - accepting connections"),
                        new Probe(at("14:05:40"), 0, "accepting connections"),
                        new Probe(at("14:05:50"), 0, "accepting connections"),
                        new Probe(at("14:06:00"), 0, "accepting connections"),
                        new Probe(at("14:06:10"), 0, "accepting connections")))),
                List.of(new Stretch(Phase.CREATED, 0, began, Optional.of(at("03:00:13"))),
                        new Stretch(Phase.STARTING, 0, at("03:00:13"), Optional.of(at("03:00:24"))),
                        new Stretch(Phase.HEALTHY, 0, at("03:00:24"), Optional.empty())),
                Optional.empty(), false, COMMANDS);
    }

    /// The disk is full, as in the picture.
    static Seen exited(Problem problem) {
        List<Probe> probes = new ArrayList<>();
        probes.add(new Probe(at("03:00:15"), 2, "no response"));
        probes.add(new Probe(at("03:00:19"), 2, "no response"));
        for (int minute = 1; minute < 660; minute++) {
            probes.add(new Probe(at("03:00:24").plusSeconds(60L * minute), 0, "accepting connections"));
        }
        probes.add(new Probe(at("14:01:17"), 0, "accepting connections"));
        probes.add(new Probe(at("14:01:25"), 0, "accepting connections"));
        probes.add(new Probe(at("14:01:31"), 2, "rejecting connections"));
        probes.add(new Probe(at("14:01:45"), 2, "rejecting connections"));
        probes.add(new Probe(at("14:02:05"), 2, ""));
        return new Seen(Optional.of(shown(State.EXITED, Health.NONE, 1, new Disk(0, 64_000_000_000L), probes)),
                List.of(new Stretch(Phase.CREATED, 0, at("03:00:12"), Optional.of(at("03:00:13"))),
                        new Stretch(Phase.STARTING, 0, at("03:00:13"), Optional.of(at("03:00:24"))),
                        new Stretch(Phase.HEALTHY, 0, at("03:00:24"), Optional.of(at("14:01:38"))),
                        new Stretch(Phase.UNHEALTHY, 0, at("14:01:38"), Optional.of(at("14:02:07"))),
                        new Stretch(Phase.EXITED, 1, at("14:02:07"), Optional.empty())),
                Optional.of(problem), false, COMMANDS);
    }

    static Seen standing(State state) {
        return new Seen(Optional.of(shown(state, Health.NONE, 0, new Disk(38_200_000_000L, 64_000_000_000L), List.of())),
                List.of(),
                Optional.empty(), false, COMMANDS);
    }

    private static Shown shown(State state, Health health, int exitCode, Disk disk, List<Probe> probes) {
        ContainerFacts facts = new ContainerFacts("9f3c1e77a2d4".repeat(5), "llm-webapp-postgres", "postgres:15", state, health,
                exitCode, 3, Optional.of(at("03:00:13")), state == State.EXITED ? Optional.of(at("14:02:07")) : Optional.empty(),
                Optional.of("127.0.0.1:5432 → 5432"), Optional.of("llm-webapp_postgres_data"), Optional.empty(),
                Optional.empty());
        return new Shown(facts, Optional.of("llm-webapp"), probes, Optional.of("pg_isready -U llm_app -d llm_webapp"),
                Optional.of("unless-stopped"), Optional.of(disk), List.of());
    }

    private static Instant at(String seoul) {
        return Instant.parse("2025-11-04T" + seoul + "Z").minus(Duration.ofHours(9));
    }
}
