package dev.lockkeeper.testing;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.Containers;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A container whose life is told beforehand: each look sees the next state, the last one stays.
public final class FakeContainers implements Containers {

    private final Deque<Optional<ContainerFacts>> life = new ArrayDeque<>();
    private List<String> log = List.of();

    public FakeContainers none() {
        life.add(Optional.empty());
        return this;
    }

    public FakeContainers then(State state, Health health) {
        return then(state, health, 0);
    }

    public FakeContainers then(State state, Health health, int exitCode) {
        life.add(Optional.of(facts(state, health, exitCode)));
        return this;
    }

    public FakeContainers saying(String... lines) {
        log = List.of(lines);
        return this;
    }

    @Override
    public synchronized Optional<ContainerFacts> find() {
        return life.size() > 1 ? life.removeFirst() : life.isEmpty() ? Optional.empty() : life.getFirst();
    }

    @Override
    public List<String> logTail(String id, int lines) {
        return find().filter(facts -> facts.id().equals(id)).isEmpty()
                ? List.of()
                : log.subList(Math.max(0, log.size() - lines), log.size());
    }

    private static ContainerFacts facts(State state, Health health, int exitCode) {
        boolean ended = state == State.EXITED || state == State.DEAD;
        return new ContainerFacts("f".repeat(64), "demo-postgres-1", "postgres:15", state, ended ? Health.NONE : health, exitCode,
                0,
                Optional.of(Instant.parse("2026-01-02T03:04:05Z")),
                ended ? Optional.of(Instant.parse("2026-01-02T03:05:05Z")) : Optional.empty(),
                Optional.of("127.0.0.1:5432"), Optional.of("demo_postgres_data"),
                health == Health.NONE ? Optional.empty() : Optional.of("(2) 127.0.0.1:5432 - no response"), Optional.empty());
    }
}
