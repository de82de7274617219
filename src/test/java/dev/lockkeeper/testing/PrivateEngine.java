package dev.lockkeeper.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Docker engines of a test's own, of any release, one after the other on one socket: to be stopped, killed, frozen and exchanged. They
/// have a network of their own, so that no other engine notices them, and run no containers.
public final class PrivateEngine implements AutoCloseable {

    private final Path folder;
    private @Nullable Process daemon;
    private Path release = Path.of("");

    public PrivateEngine(Path folder) {
        this.folder = folder;
    }

    /// The unpacked engine of a Debian release; empty where this machine cannot have it.
    public static Optional<Path> release(String suite) {
        try {
            Process process = new ProcessBuilder(".ci/engine/programs", suite).redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0
                    ? Optional.of(Path.of(said))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path socket() {
        return folder.resolve("docker.sock");
    }

    /// Starts one and waits until it takes connections. `variables` are name=value.
    public void start(Path root, String... variables) {
        release = root;
        // a data folder for each: an older engine need not understand a newer one's
        Path home = folder.resolve(Objects.requireNonNull(root.getParent()).getFileName().toString());
        List<String> command = new ArrayList<>(List.of("unshare", "-n", root + "/usr/sbin/dockerd", "-H", "unix://" + socket(),
                "--data-root=" + home + "/data", "--exec-root=" + home + "/exec", "--pidfile=" + home + "/pid",
                "--bridge=none", "--iptables=false", "--ip6tables=false", "--ip-masq=false"));
        try {
            Files.createDirectories(home);
            Files.deleteIfExists(home.resolve("pid"));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(home.resolve("log").toFile());
            builder.environment().merge("PATH", root + "/usr/sbin:" + root + "/usr/bin:", (path, first) -> first + path);
            for (String variable : variables) {
                int equals = variable.indexOf('=');
                builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
            }
            Process started = builder.start();
            daemon = started;
            Await.until("engine of " + root + " answers", Duration.ofSeconds(90), () -> {
                if (!started.isAlive()) {
                    throw new AssertionError("dockerd ended: " + tail(home.resolve("log")));
                }
                return docker("version", "--format", "{{.Server.Version}}").isPresent();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// What Docker's own program says to it; empty where that fails.
    public Optional<String> docker(String... arguments) {
        return run(Stream.concat(Stream.of("docker", "-H", "unix://" + socket()), Stream.of(arguments)).toArray(String[]::new));
    }

    /// Puts a container beside it that Compose might have made for the database of a project, and never runs.
    public void holding(Path project) {
        must(run("sh", "-c", "tar c -T /dev/null | docker -H unix://" + socket() + " import - tiny:1"));
        must(docker("create", "--network", "none", "--name", "held", "--label", "com.docker.compose.project=private", "--label",
                "com.docker.compose.service=postgres", "--label", "com.docker.compose.project.working_dir=" + project, "tiny:1",
                "/none"));
    }

    private static void must(Optional<String> ran) {
        if (ran.isEmpty()) {
            throw new AssertionError("a program failed");
        }
    }

    private static Optional<String> run(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? Optional.of(said.strip())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Sends a signal to it, such as `STOP`.
    public void signal(String name) {
        Process known = daemon;
        if (known != null) {
            must(run("kill", "-" + name, Long.toString(known.pid())));
        }
    }

    /// Ends it with a signal and waits for its end.
    public void end(String signal) {
        Process known = daemon;
        if (known == null) {
            return;
        }
        List<ProcessHandle> children = known.descendants().toList();
        run("kill", "-" + signal, Long.toString(known.pid()));
        try {
            if (!known.waitFor(60, TimeUnit.SECONDS)) {
                known.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        // killed at once, it leaves its own children behind
        for (ProcessHandle child : children) {
            child.destroyForcibly();
            child.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        }
        // and it would wait for them at the next start
        run("sh", "-c", "rm -f " + folder + "/*/exec/containerd/containerd.pid " + folder + "/*/exec/containerd/*.sock*");
        daemon = null;
    }

    @Override
    public void close() {
        if (daemon != null) {
            run("kill", "-CONT", Long.toString(daemon.pid()));
            end("TERM");
        }
        // whatever an engine left mounted would keep the test's folder
        run("sh", "-c", "grep -o ' " + folder + "[^ ]* ' /proc/mounts | sort -r | xargs -r -n1 umount");
    }

    @Override
    public String toString() {
        return release + " at " + socket();
    }
}
