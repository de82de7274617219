package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.ContainersContract;
import dev.lockkeeper.containers.EngineFacts;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.testing.RealEngine;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class DockerContainersIT extends ContainersContract {

    private static RealEngine engine;
    private static RealEngine.Project project;
    private static RealEngine.Project empty;

    @BeforeAll
    static void bring_one_up() {
        engine = RealEngine.orSkip();
        empty = engine.project();
        project = engine.project(yaml -> yaml.replace("timeout: 3s", "timeout: 1s").replace("retries: 5", "retries: 1"));
        project.up();
    }

    @AfterAll
    static void remove_them() {
        if (engine != null) {
            project.close();
            empty.close();
            engine.close();
        }
    }

    @Override
    protected Containers nothing() {
        return empty.containers();
    }

    @Override
    protected Containers healthy() {
        return project.containers();
    }

    private static ContainerFacts seen() {
        return project.containers().find().orElseThrow();
    }

    @Test
    void the_engine_tells_its_version_and_system() {
        EngineFacts facts = new DockerEngine(engine.connection()).ask();
        assertThat(facts.version()).matches("\\d+\\..*");
        assertThat(facts.apiVersion()).matches("1\\.\\d+");
        assertThat(facts.operatingSystem()).isNotEmpty();
        assertThat(facts.address()).contains("://");
    }

    @Test
    void the_name_does_not_matter() {
        project.docker("rename", project.container(), project.container() + "-renamed");
        try {
            assertThat(seen().name()).isEqualTo(project.container() + "-renamed");
        } finally {
            project.docker("rename", project.container() + "-renamed", project.container());
        }
    }

    @Test
    void a_paused_container_is_paused() {
        project.docker("pause", project.container());
        try {
            assertThat(seen().state()).isEqualTo(State.PAUSED);
        } finally {
            project.docker("unpause", project.container());
        }
        Await.until("healthy again", Duration.ofSeconds(20), () -> seen().health() == Health.HEALTHY);
    }

    @Test
    void a_frozen_server_turns_unhealthy_and_the_last_probe_says_how() {
        project.docker("kill", "-s", "STOP", project.container());
        try {
            Await.until("unhealthy", Duration.ofSeconds(30), () -> seen().health() == Health.UNHEALTHY);
            assertThat(seen().lastProbe()).hasValueSatisfying(probe -> assertThat(probe).startsWith("("));
        } finally {
            project.docker("kill", "-s", "CONT", project.container());
        }
        Await.until("healthy again", Duration.ofSeconds(20), () -> seen().health() == Health.HEALTHY);
    }
}
