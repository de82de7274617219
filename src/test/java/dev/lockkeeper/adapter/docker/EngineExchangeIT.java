package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.Engine;
import dev.lockkeeper.containers.EngineFacts;
import dev.lockkeeper.containers.EngineProblem.EngineSilent;
import dev.lockkeeper.containers.EngineProblem.EngineStopped;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.testing.PrivateEngine;
import dev.lockkeeper.testing.RealParts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Real engines that stop, die, freeze and are exchanged beneath one connection: it never hangs and never says what is no longer so.
@Tag("engine")
class EngineExchangeIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;
    private Path project;
    private PrivateEngine engine;
    private DockerConnection connection;

    @BeforeEach
    void a_connection() throws Exception {
        project = Files.createDirectories(folder.resolve("project"));
        engine = new PrivateEngine(folder);
        connection = DockerConnection.to("unix://" + engine.socket());
    }

    @AfterEach
    void everything_ends() {
        connection.close();
        engine.close();
    }

    private static Path release(String suite) {
        Optional<Path> found = PrivateEngine.release(suite);
        // sid moves: what it holds tomorrow is not ours to promise
        RealParts.needed(suite.equals("sid") ? "LOCKKEEPER_ENGINE_SID" : "LOCKKEEPER_ENGINE", found.isPresent(),
                "engine of " + suite);
        return found.orElseThrow();
    }

    private EngineFacts facts() {
        return timed("serves", () -> new DockerEngine(connection).ask());
    }

    private Problem problem(String what) {
        return timed(what, () -> {
            try {
                throw new AssertionError(new DockerEngine(connection).ask());
            } catch (ProblemException e) {
                return e.problem();
            }
        });
    }

    private static <T> T timed(String what, Supplier<T> question) {
        long began = System.nanoTime();
        T answer = question.get();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        System.getLogger("dev.lockkeeper.test").log(System.Logger.Level.INFO, "{0}: {1} ms: {2}", what, took.toMillis(), answer);
        assertThat(took).as(what).isLessThan(Duration.ofSeconds(9));
        return answer;
    }

    @Test
    void one_connection_outlives_stop_freeze_kill_and_restart() {
        Path old = release("bookworm");
        assertThat(problem("nothing there")).isInstanceOf(EngineStopped.class);
        engine.start(old);
        assertThat(facts().version()).startsWith("20.10.");
        engine.holding(project);
        Containers containers = new DockerContainers(connection, project);
        assertThat(containers.find().map(ContainerFacts::name)).contains("held");

        engine.signal("STOP");
        assertThat(problem("frozen")).isEqualTo(new EngineSilent("unix://" + engine.socket(), 3));
        assertThat(problem("still frozen")).isInstanceOf(EngineSilent.class);
        engine.signal("CONT");
        assertThat(facts().version()).startsWith("20.10.");

        engine.end("TERM");
        assertThat(problem("stopped")).isInstanceOf(EngineStopped.class);
        engine.start(old);
        assertThat(containers.find().map(ContainerFacts::name)).contains("held");

        engine.end("KILL");
        assertThat(problem("killed")).isInstanceOf(EngineStopped.class);
        engine.start(old);
        assertThat(facts().version()).startsWith("20.10.");
    }

    @Test
    void one_connection_outlives_upgrades_over_four_engines_and_the_way_back() {
        Path old = release("bookworm");
        Path newer = release("trixie");
        Path newest = release("sid");
        Containers containers = new DockerContainers(connection, project);
        String last = "";
        for (Path root : new Path[]{old, newer, newest, old}) {
            engine.start(root);
            EngineFacts facts = facts();
            assertThat(facts.version()).as("no stale answer").isNotEqualTo(last).isEqualTo(
                    engine.docker("version", "--format", "{{.Server.Version}}").orElseThrow());
            assertThat(containers.find()).isEmpty();
            last = facts.version();
            engine.end("TERM");
        }
        // an engine that no longer takes what the last one spoke, as 29 does
        engine.start(newest, "DOCKER_MIN_API_VERSION=1.44");
        assertThat(containers.find()).isEmpty();
        assertThat(facts().version()).isNotEqualTo(last);
    }

    @Test
    void a_second_engine_named_by_a_setting_is_used_for_everything_and_named() throws Exception {
        Path old = release("bookworm");
        engine.start(old);
        engine.holding(project);
        String address = "unix://" + engine.socket();
        Machine byHost = new Machine("Linux", Path.of("/"), folder, Map.of("DOCKER_HOST", address), java.util.Set::of,
                java.util.stream.Stream::empty);
        check(byHost, "DOCKER_HOST=" + address);

        String id = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest("second".getBytes(StandardCharsets.UTF_8)));
        Path meta = Files.createDirectories(folder.resolve(".docker/contexts/meta").resolve(id));
        Files.writeString(meta.resolve("meta.json"), "{\"Endpoints\":{\"docker\":{\"Host\":\"" + address + "\"}}}");
        Files.writeString(folder.resolve(".docker/config.json"), "{\"currentContext\":\"second\"}");
        check(new Machine("Linux", Path.of("/"), folder, Map.of(), java.util.Set::of, java.util.stream.Stream::empty),
                address + " (context second)");
    }

    private void check(Machine machine, String named) {
        try (DockerConnection second = DockerConnection.of(machine)) {
            Engine asked = new DockerEngine(second);
            assertThat(asked.ask().version()).startsWith("20.10.");
            assertThat(asked.ask().reach().chosenBy()).contains(named);
            assertThat(new DockerContainers(second, project).find().map(ContainerFacts::name)).contains("held");
        }
    }
}
