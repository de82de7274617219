package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.Condition;
import dev.lockkeeper.containers.Load;
import dev.lockkeeper.containers.LoadMeter;
import dev.lockkeeper.containers.Phase;
import dev.lockkeeper.containers.ServiceChoice;
import dev.lockkeeper.containers.ServiceEvent.Kind;
import dev.lockkeeper.containers.ServiceWatch;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.testing.RealEngine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/// The watch on a real engine, while somebody else works on the container.
@Tag("engine")
@Timeout(180)
@SuppressWarnings("NullAway.Init")
class ServiceWatchIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static RealEngine engine;
    private static RealEngine.Project project;

    private @Nullable ServiceWatch opened;

    @BeforeAll
    static void bring_one_up() {
        engine = RealEngine.orSkip();
        project = engine.project(yaml -> yaml.replace("restart: unless-stopped", "restart: \"no\""));
        project.up();
    }

    @AfterAll
    static void remove_it() {
        if (engine != null) {
            project.close();
            engine.close();
        }
    }

    @AfterEach
    void leave() {
        if (opened != null) {
            opened.close();
        }
    }

    private ServiceWatch watch(DockerConnection connection) {
        ServiceWatch fresh = new ServiceWatch(new DockerContainers(connection, project.folder()),
                new DockerServiceEvents(connection, project.folder(), ServiceChoice.none()));
        opened = fresh;
        return fresh;
    }

    private static void until(ServiceWatch watch, Condition condition) {
        Await.until(condition + ", but " + watch.now().problem(), LIMIT, () -> is(watch, condition));
    }

    private static boolean is(ServiceWatch watch, Condition condition) {
        return watch.now().problem().isEmpty()
                && watch.now().facts().filter(facts -> facts.condition() == condition).isPresent();
    }

    private static void healthy(ServiceWatch watch) {
        project.docker("start", project.container());
        watch.start();
        until(watch, Condition.HEALTHY);
    }

    @Test
    void what_others_do_is_seen_at_once_and_makes_the_timeline() {
        ServiceWatch watch = watch(engine.connection());
        healthy(watch);
        List<Long> late = new CopyOnWriteArrayList<>();
        watch.onChange(sight -> sight.events().stream().reduce((_, last) -> last)
                .filter(last -> last.kind() != Kind.HEALTHY && Duration.between(last.at(), Instant.now()).toSeconds() < 2)
                .ifPresent(last -> late.add(Duration.between(last.at(), Instant.now()).toMillis())));

        project.docker("pause", project.container());
        until(watch, Condition.PAUSED);
        project.docker("unpause", project.container());
        until(watch, Condition.HEALTHY);
        project.docker("kill", project.container());
        until(watch, Condition.EXITED);
        assertThat(watch.now().facts().orElseThrow().container().exitCode()).isEqualTo(137);
        project.docker("start", project.container());
        until(watch, Condition.HEALTHY);
        project.docker("stop", project.container());
        until(watch, Condition.EXITED);

        List<Condition> phases = watch.now().timeline().phases().stream().map(Phase::condition).toList();
        assertThat(phases).as(watch.now().events().toString()).endsWith(Condition.STARTING, Condition.HEALTHY, Condition.PAUSED,
                Condition.HEALTHY, Condition.EXITED,
                Condition.STARTING, Condition.HEALTHY, Condition.EXITED);
        assertThat(watch.now().timeline().last().orElseThrow().exitCode()).isPresent();
        assertThat(watch.now().timeline().probes()).isNotEmpty();
        System.out.println("event to listener, ms: " + late);
        assertThat(late).isNotEmpty();
    }

    @Test
    void a_stream_that_fell_silent_is_made_up_for_within_ten_seconds_and_opened_anew(@TempDir Path folder) throws IOException {
        Path socket = folder.resolve("engine.sock");
        Path real = Path.of(URI.create(System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock")).getPath());
        try (MutedEngine proxy = new MutedEngine(socket, real);
                DockerConnection through = DockerConnection.to("unix://" + socket)) {
            ServiceWatch watch = watch(through);
            healthy(watch);
            proxy.mute();
            project.docker("pause", project.container());
            long began = System.nanoTime();
            until(watch, Condition.PAUSED);
            long ms = (System.nanoTime() - began) / 1_000_000;
            System.out.println("silent stream corrected after ms: " + ms);
            assertThat(ms).isLessThan(10_000);
            Await.until("a new stream", LIMIT, () -> proxy.streams.get() > 1);
            project.docker("unpause", project.container());
            until(watch, Condition.HEALTHY);
            watch.close();
        }
        assertThat(Files.exists(socket)).isTrue();
    }

    @Test
    void what_happened_before_anybody_watched_is_told_by_the_engine() {
        ServiceWatch watch = watch(engine.connection());
        project.docker("start", project.container());
        project.docker("stop", project.container());
        watch.start();
        until(watch, Condition.EXITED);
        Await.until("history", LIMIT, () -> watch.now().timeline().phases().size() >= 3);
        List<Phase> phases = watch.now().timeline().phases();
        assertThat(phases.getFirst().condition()).isEqualTo(Condition.CREATED);
        assertThat(phases.getLast().condition()).isEqualTo(Condition.EXITED);
    }

    @Test
    void the_load_is_measured_and_ends_with_the_container() {
        ServiceWatch watch = watch(engine.connection());
        healthy(watch);
        try (LoadMeter meter = new LoadMeter(new DockerLoads(engine.connection()), watch)) {
            meter.start();
            Await.until("two samples", LIMIT, () -> meter.samples().size() >= 2);
            Load last = meter.samples().getLast();
            assertThat(last.cpu()).isBetween(0.0, 10_000.0);
            assertThat(last.memory().orElseThrow()).isPositive();
            project.docker("stop", project.container());
            Await.until("no data", LIMIT, () -> meter.samples().isEmpty());
        }
    }
}
