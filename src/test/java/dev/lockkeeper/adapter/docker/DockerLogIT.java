package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerLine;
import dev.lockkeeper.containers.ContainerLog;
import dev.lockkeeper.containers.ContainerLogContract;
import dev.lockkeeper.containers.LogStart;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.testing.RealEngine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
class DockerLogIT extends ContainerLogContract {

    private static final List<String> STARTED = new ArrayList<>();
    private static RealEngine engine;
    private static RealEngine.Project project;
    private static String ended;

    private String running = "";

    @TempDir
    Path folder;

    @BeforeAll
    static void have_one_that_ended() {
        engine = RealEngine.orSkip();
        project = engine.project();
        ended = start("echo one; echo '둘 🙂'; sleep 0.3; echo wrong >&2; sleep 0.3; echo three; echo");
        project.docker("wait", ended);
    }

    @AfterAll
    static void remove_them() {
        if (engine != null) {
            STARTED.forEach(id -> project.docker("rm", "-fv", id));
            project.close();
            engine.close();
        }
    }

    private static String start(String script) {
        String id = project.docker("run", "-d", "--network", "none", "--entrypoint", "sh", "postgres:15", "-c", script);
        STARTED.add(id);
        return id;
    }

    @Override
    protected ContainerLog log() {
        return new DockerLog(engine.connection());
    }

    @Override
    protected String ended() {
        return ended;
    }

    @Override
    protected String running() {
        running = start(
                "mkfifo /tmp/said; echo ready; while read -r line; do [ \"$line\" = END ] && exit; echo \"$line\"; done <> /tmp/said");
        return running;
    }

    @Override
    protected void say(String line) {
        project.docker("exec", running, "sh", "-c", "echo '" + line + "' > /tmp/said");
    }

    @Override
    protected void sayAndEnd(String line) {
        // in the background: the end of the container is the end of whoever waits in it
        project.docker("exec", "-d", running, "sh", "-c", "printf '%s\\nEND\\n' '" + line + "' > /tmp/said");
    }

    @Test
    void a_saved_log_has_the_very_bytes_that_docker_logs_prints() throws Exception {
        // both streams, bytes that are no text, colours, carriage returns, a very long line, and no end at the end
        String id = start(
                """
                    i=0; while [ $i -lt 3000 ]; do echo "line $i 한글 🙂"; [ $((i %% 5)) = 0 ] && echo "wrong $i" >&2; i=$((i+1)); done
                    head -c 400000 /dev/urandom; echo; head -c 300000 /dev/zero | tr '\\0' x; echo; printf '\\033[31mred\\033[0m 1%%\\r2%%\\n'
                    head -c 50000 /dev/urandom >&2; printf 'no end'
                    """.replace(
                        "%%", "%"));
        project.docker("wait", id);
        Path theirs = folder.resolve("theirs");
        Path ours = folder.resolve("ours");
        Process cli = new ProcessBuilder("sh", "-c", "docker logs " + id + " > '" + theirs + "' 2>&1").start();
        assertThat(cli.waitFor(60, TimeUnit.SECONDS)).isTrue();
        try (OutputStream to = Files.newOutputStream(ours)) {
            log().copy(id, to, _ -> {}, new StopSignal());
        }
        assertThat(Files.size(ours)).isGreaterThan(800_000);
        assertThat(ours).hasSameBinaryContentAs(theirs);
    }

    @Test
    void a_line_of_ten_megabytes_is_cut_and_its_length_is_known() {
        String id = start("head -c 10000001 /dev/zero | tr '\\0' x; echo; echo next");
        project.docker("wait", id);
        List<ContainerLine> lines = new ArrayList<>();
        log().read(id, new LogStart.Beginning(), lines::add);
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().bytes()).isEqualTo(10_000_001);
        assertThat(lines.getFirst().text()).isEqualTo("x".repeat(ContainerLine.LONGEST));
        assertThat(lines.getLast().text()).isEqualTo("next");
    }

    @Test
    void everything_a_dying_container_said_in_haste_is_there_once() {
        for (int round = 0; round < 3; round++) {
            String id = start("sleep 0.3; seq 1 20000; seq 1 20000 >&2");
            Heard heard = new Heard();
            try (var _ = log().follow(id, new LogStart.Beginning(), heard)) {
                heard.awaitEnd();
            }
            for (ContainerLine.Stream stream : ContainerLine.Stream.values()) {
                List<String> said = heard.lines.stream().filter(line -> line.stream() == stream).map(ContainerLine::text)
                        .toList();
                assertThat(said).hasSize(20_000).doesNotHaveDuplicates().endsWith("20000");
            }
        }
    }

    @Test
    void a_container_that_is_stopped_and_started_is_followed_on_from_the_mark() {
        String id = start("echo started; sleep 1000");
        Heard first = new Heard();
        try (var following = log().follow(id, new LogStart.Beginning(), first)) {
            first.await("started");
            project.docker("kill", id);
            first.awaitEnd();
            project.docker("start", id);
            Heard second = new Heard();
            try (var _ = log().follow(id, new LogStart.After(following.mark()), second)) {
                second.await("started");
                assertThat(second.texts()).containsExactly("started");
                project.docker("rm", "-f", id);
                second.awaitEnd();
            }
        }
        STARTED.remove(id);
    }

    @Test
    void opening_and_closing_five_hundred_times_leaves_nothing_behind() {
        String id = running();
        ContainerLog log = log();
        for (int i = 0; i < 5; i++) {
            openAndClose(log, id, true);
        }
        long sockets = sockets();
        long threads = threads();
        for (int i = 0; i < 500; i++) {
            openAndClose(log, id, i % 2 == 0);
        }
        Await.until("as many sockets and threads as before", Duration.ofSeconds(20),
                () -> sockets() <= sockets && threads() <= threads);
    }

    private static void openAndClose(ContainerLog log, String id, boolean afterALine) {
        Heard heard = new Heard();
        try (var _ = log.follow(id, new LogStart.Tail(1), heard)) {
            if (afterALine) {
                heard.await("ready");
            }
        }
    }

    private static long sockets() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(file -> {
                try {
                    return Files.readSymbolicLink(file).toString().startsWith("socket:");
                } catch (IOException e) {
                    return false; // closed since it was listed
                }
            }).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("docker-java-stream"))
                .count();
    }
}
