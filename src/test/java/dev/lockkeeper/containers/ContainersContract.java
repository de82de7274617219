package dev.lockkeeper.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What any [Containers] keeps, the fake as well as the engine's.
public abstract class ContainersContract {

    /// A project that was never brought up.
    protected abstract Containers nothing();

    /// A project whose container runs and is healthy.
    protected abstract Containers healthy();

    @Test
    void a_project_that_was_never_brought_up_has_no_container() {
        assertThat(nothing().find()).isEmpty();
    }

    @Test
    void a_healthy_container_tells_all_its_facts() {
        ContainerFacts facts = healthy().find().orElseThrow();
        assertThat(facts.id()).matches("[0-9a-f]{64}");
        assertThat(facts.name()).isNotEmpty().doesNotStartWith("/");
        assertThat(facts.image()).isEqualTo("postgres:15");
        assertThat(facts.state()).isEqualTo(State.RUNNING);
        assertThat(facts.health()).isEqualTo(Health.HEALTHY);
        assertThat(facts.restarts()).isZero();
        assertThat(facts.startedAt()).isPresent();
        assertThat(facts.published()).hasValueSatisfying(at -> assertThat(at).matches("127\\.0\\.0\\.1:\\d+"));
        assertThat(facts.volume()).hasValueSatisfying(name -> assertThat(name).endsWith("_postgres_data"));
        assertThat(facts.lastProbe()).hasValueSatisfying(probe -> assertThat(probe).startsWith("("));
        assertThat(facts.startError()).isEmpty();
    }

    @Test
    void the_tail_of_the_log_has_the_last_lines_only_and_the_oldest_first() {
        Containers containers = healthy();
        String id = containers.find().orElseThrow().id();
        List<String> all = containers.logTail(id, 1000);
        assertThat(all).hasSizeGreaterThan(3);
        assertThat(containers.logTail(id, 2)).isEqualTo(all.subList(all.size() - 2, all.size()));
    }

    @Test
    void a_container_that_is_gone_has_no_log() {
        assertThat(healthy().logTail("0".repeat(64), 10)).isEmpty();
    }
}
