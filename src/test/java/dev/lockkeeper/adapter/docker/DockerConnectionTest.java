package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.lockkeeper.containers.EngineFacts;
import dev.lockkeeper.containers.EngineProblem.EngineAbsent;
import dev.lockkeeper.containers.EngineProblem.EngineForWindows;
import dev.lockkeeper.containers.EngineProblem.EngineSilent;
import dev.lockkeeper.containers.EngineProblem.EngineStarting;
import dev.lockkeeper.containers.EngineProblem.EngineStopped;
import dev.lockkeeper.containers.EngineProblem.EngineUnreachable;
import dev.lockkeeper.containers.EngineProblem.EngineVersionUnsupported;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.CountDownLatch;
import java.nio.channels.SocketChannel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DockerConnectionTest {

    @TempDir
    Path folder;

    private static Problem problem(DockerConnection connection) {
        try {
            throw new AssertionError(new DockerEngine(connection).ask());
        } catch (ProblemException e) {
            return e.problem();
        }
    }

    private static DockerConnection to(URI address, boolean installed) {
        return new DockerConnection(() -> EngineAddress.at(address), Machine.here(), new EngineErrors(() -> installed));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void no_engine_is_told_at_once_and_asked_anew_each_time() {
        URI nowhere = URI.create("unix://" + folder.resolve("none.sock"));
        try (DockerConnection connection = to(nowhere, false)) {
            problem(connection);
            long began = System.nanoTime();
            assertThat(problem(connection)).isEqualTo(new EngineAbsent(nowhere.toString()));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(200));
        }
        try (DockerConnection connection = to(nowhere, true)) {
            assertThat(problem(connection)).isInstanceOf(EngineStopped.class);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_stale_socket_is_a_stopped_engine() throws IOException {
        Path socket = folder.resolve("stale.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket)).close();
        assertThat(Files.exists(socket)).isTrue();
        try (DockerConnection connection = to(URI.create("unix://" + socket), true)) {
            assertThat(problem(connection)).isInstanceOfSatisfying(EngineStopped.class,
                    stopped -> assertThat(stopped.evidence()).contains("refused"));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void an_engine_that_says_nothing_is_told_within_its_limit() throws IOException {
        Path socket = folder.resolve("mute.sock");
        try (ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket));
                DockerConnection connection = to(URI.create("unix://" + socket), true)) {
            assertThat(mute.isOpen()).isTrue();
            long began = System.nanoTime();
            assertThat(problem(connection)).isEqualTo(new EngineSilent("unix://" + socket, 3));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(4500));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void an_engine_that_answers_a_letter_at_a_time_is_as_silent_as_one_that_says_nothing() throws IOException {
        Path socket = folder.resolve("drip.sock");
        try (ServerSocketChannel dripping = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket));
                DockerConnection connection = to(URI.create("unix://" + socket), true)) {
            Thread.ofPlatform().daemon().start(() -> drip(dripping));
            long began = System.nanoTime();
            assertThat(problem(connection)).isEqualTo(new EngineSilent("unix://" + socket, 3));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(4500));
        }
    }

    private static void drip(ServerSocketChannel server) {
        try (SocketChannel client = server.accept()) {
            client.write(
                    ByteBuffer.wrap("HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n{".getBytes(StandardCharsets.US_ASCII)));
            while (true) {
                client.write(ByteBuffer.wrap(new byte[]{' '}));
                new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
            }
        } catch (IOException | InterruptedException e) {
            // it was given up
        }
    }

    @Test
    void an_engine_that_is_still_starting_is_told_apart_and_serves_as_soon_as_it_can() throws IOException {
        try (FakeEngine engine = new FakeEngine(); DockerConnection connection = to(engine.address(), true)) {
            engine.answer = 500;
            assertThat(problem(connection)).isInstanceOf(EngineStarting.class);
            engine.answer = 200;
            EngineFacts facts = new DockerEngine(connection).ask();
            assertThat(facts.version()).isEqualTo("28.5.2");
            assertThat(facts.desktop()).contains("4.50.0");
            assertThat(facts.operatingSystem()).isEqualTo("Docker Desktop");
        }
    }

    @Test
    void the_first_question_has_no_version_and_the_others_the_best_that_both_know() throws IOException {
        try (FakeEngine engine = new FakeEngine(); DockerConnection connection = to(engine.address(), true)) {
            new DockerEngine(connection).ask();
            assertThat(engine.asked).containsExactly("/version", "/v1.44/version", "/v1.44/info");
        }
    }

    @Test
    void an_engine_upgraded_beneath_us_is_asked_again_in_its_new_version() throws IOException {
        try (FakeEngine engine = new FakeEngine(); DockerConnection connection = to(engine.address(), true)) {
            new DockerEngine(connection).ask();
            engine.oldest = "1.48";
            engine.asked.clear();
            assertThat(new DockerEngine(connection).ask().version()).isEqualTo("28.5.2");
            assertThat(engine.asked).containsExactly("/v1.44/version", "/version", "/v1.48/version", "/v1.48/info");
        }
    }

    @Test
    void an_engine_too_old_for_us_is_told() throws IOException {
        try (FakeEngine engine = new FakeEngine(); DockerConnection connection = to(engine.address(), true)) {
            engine.newest = "1.23";
            engine.oldest = "1.12";
            assertThat(problem(connection)).isEqualTo(new EngineVersionUnsupported("1.12–1.23", "1.24–1.44", true));
        }
    }

    @Test
    void versions_are_chosen_within_what_both_sides_know() {
        assertThat(ApiVersions.spoken("1.12", "1.41").getVersion()).isEqualTo("1.41");
        assertThat(ApiVersions.spoken("1.24", "1.51").getVersion()).isEqualTo("1.44");
        assertThat(ApiVersions.spoken("1.44", "1.51").getVersion()).isEqualTo("1.44");
        assertThat(ApiVersions.spoken(null, "1.40").getVersion()).isEqualTo("1.40");
    }

    @Test
    void engines_of_either_age_list_their_containers() throws IOException {
        for (String[] range : new String[][]{{"1.44", "1.51"}, {"1.24", "1.43"}, {"1.52", "1.53"}}) {
            try (FakeEngine engine = new FakeEngine(); DockerConnection connection = to(engine.address(), true)) {
                engine.oldest = range[0];
                engine.newest = range[1];
                assertThat(new DockerContainers(connection, folder).find()).isEmpty();
                assertThat(engine.asked.getLast()).endsWith("/containers/json");
            }
        }
    }

    @Test
    void an_engine_exchanged_for_a_newer_one_that_still_takes_our_version_is_asked_in_the_best() throws IOException {
        try (FakeEngine engine = new FakeEngine(); DockerConnection connection = to(engine.address(), true)) {
            engine.newest = "1.41";
            new DockerEngine(connection).ask();
            engine.newest = "1.51";
            engine.asked.clear();
            new DockerEngine(connection).ask();
            assertThat(engine.asked).containsExactly("/v1.41/version", "/version", "/v1.44/info");
        }
    }

    @Test
    void one_that_refuses_the_version_it_told_is_said_with_both_ranges() throws IOException {
        try (FakeEngine engine = new FakeEngine(); DockerConnection connection = to(engine.address(), true)) {
            engine.refuses = "1.60";
            assertThat(problem(connection)).isEqualTo(new EngineVersionUnsupported("1.60–…", "1.24–1.44", false));
        }
    }

    @Test
    void an_engine_for_windows_containers_is_told() throws IOException {
        try (FakeEngine engine = new FakeEngine(); DockerConnection connection = to(engine.address(), true)) {
            engine.system = "windows";
            assertThat(problem(connection)).isEqualTo(new EngineForWindows(engine.address().toString()));
        }
    }

    @Test
    void a_rootless_engine_is_named_as_such() throws IOException {
        try (FakeEngine engine = new FakeEngine(); DockerConnection connection = to(engine.address(), true)) {
            assertThat(new DockerEngine(connection).ask().reach()).isEqualTo(EngineFacts.Reach.USUAL);
            engine.security = "\"name=seccomp,profile=builtin\",\"name=rootless\"";
            assertThat(new DockerEngine(connection).ask().reach().rootless()).isTrue();
        }
    }

    @Test
    void an_engine_of_another_machine_that_refuses_is_unreachable_and_not_stopped() {
        // the name is reserved and never resolves
        try (DockerConnection connection = to(URI.create("tcp://engine.invalid:2375"), true)) {
            assertThat(problem(connection)).isInstanceOf(EngineUnreachable.class);
        }
    }

    @Test
    void docker_desktop_is_known_by_its_platform() {
        assertThat(DockerConnection.desktop("Docker Desktop 4.50.0 (209931)", "Docker Desktop")).contains("4.50.0");
        assertThat(DockerConnection.desktop("", "Docker Desktop")).contains("");
        assertThat(DockerConnection.desktop("linux/amd64/debian-12", "Debian GNU/Linux 12 (bookworm)"))
                .isEqualTo(Optional.empty());
    }

    /// An engine in so far as it tells its version, over TCP.
    private static final class FakeEngine implements AutoCloseable {

        private final HttpServer server;
        final List<String> asked = new CopyOnWriteArrayList<>();
        volatile int answer = 200;
        volatile String oldest = "1.24";
        volatile String newest = "1.51";
        volatile String refuses = "";
        volatile String system = "linux";
        volatile String security = "";

        FakeEngine() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                String path = exchange.getRequestURI().getPath();
                asked.add(path);
                boolean old = path.startsWith("/v1.") && (!refuses.isEmpty()
                        || Integer.parseInt(path.substring(4, 6)) < Integer.parseInt(oldest.substring(2)));
                String said = old
                        ? "{\"message\":\"client version is too old. Minimum supported API version is "
                                + (refuses.isEmpty() ? oldest : refuses) + "\"}"
                        : answer != 200
                                ? "{\"message\":\"starting\"}"
                                : path.endsWith("/containers/json")
                                        ? "[]"
                                        : path.endsWith("/info")
                                                ? "{\"OperatingSystem\":\"Docker Desktop\",\"OSType\":\"" + system
                                                        + "\",\"SecurityOptions\":[" + security + "]}"
                                                : "{\"Version\":\"28.5.2\",\"ApiVersion\":\"" + newest + "\",\"MinAPIVersion\":\""
                                                        + oldest
                                                        + "\",\"Platform\":{\"Name\":\"Docker Desktop 4.50.0 (209931)\"}}";
                byte[] body = said.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(old ? 400 : answer, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }

        URI address() {
            return URI.create("tcp://127.0.0.1:" + server.getAddress().getPort());
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
