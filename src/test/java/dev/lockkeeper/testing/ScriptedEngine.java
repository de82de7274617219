package dev.lockkeeper.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A Docker engine of a test's own that runs the database and publishes its port, to be switched off and on beside the one that all tests
/// share. Started by the script that CI starts the shared one by.
public final class ScriptedEngine implements AutoCloseable {

    private static final String SHARED = "/var/tmp/lockkeeper-engine";

    private final Path home;
    private final Map<String, String> variables;

    private ScriptedEngine(Path home) {
        this.home = home;
        String cache = Optional.ofNullable(System.getenv("LOCKKEEPER_ENGINE_CACHE"))
                .orElse(Optional.ofNullable(System.getenv("LOCKKEEPER_ENGINE_HOME")).orElse(SHARED) + "/cache");
        this.variables = Map.of("LOCKKEEPER_ENGINE_PRIVATE", "1", "LOCKKEEPER_ENGINE_HOME", home.toString(),
                "LOCKKEEPER_ENGINE_SOCKET", home.resolve("docker.sock").toString(), "LOCKKEEPER_ENGINE_CACHE", cache,
                "LOCKKEEPER_ENGINE_IMAGES", "15");
    }

    /// A running one. Where the shared engine is not the script's own, its programs are not there, and the test is skipped.
    public static ScriptedEngine orSkip() {
        try {
            // a socket's path is short, and layers need a disk
            ScriptedEngine engine = new ScriptedEngine(Files.createTempDirectory(Path.of("/var/tmp"), "lk-engine-"));
            boolean own = Files.isDirectory(Path.of(String.valueOf(engine.variables.get("LOCKKEEPER_ENGINE_CACHE"))));
            if (!own) {
                Files.delete(engine.home);
            }
            RealParts.needed("LOCKKEEPER_ENGINE", own, "engine of the script's own");
            engine.start();
            return engine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "unix://" + home.resolve("docker.sock");
    }

    public void start() {
        run(Path.of("."), ".ci/engine/start");
    }

    public void stop() {
        run(Path.of("."), ".ci/engine/stop");
    }

    /// A line of shell that starts it and does not wait.
    public String launching() {
        return variables.entrySet().stream().map(entry -> entry.getKey() + "='" + entry.getValue() + "'").sorted()
                .collect(Collectors.joining(" ")) + " setsid '" + Path.of(".ci/engine/start").toAbsolutePath()
                + "' </dev/null >'" + home.resolve("launched.log") + "' 2>&1 &";
    }

    /// The `docker` command line, in a folder.
    public String docker(Path folder, String... arguments) {
        return run(folder, Stream.concat(Stream.of("docker"), Stream.of(arguments)).toArray(String[]::new));
    }

    private String run(Path folder, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(home.resolve("said.log").toFile());
            builder.environment().putAll(variables);
            builder.environment().put("DOCKER_HOST", address());
            // to a file: a pipe would stay open for as long as the engine lives
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(180, TimeUnit.SECONDS);
            String said = Files.readString(home.resolve("said.log"), StandardCharsets.UTF_8);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
            return said.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
        // what it said goes last: the shell still writes there
        run(Path.of("."), "sh", "-c", "grep -o ' " + home + "[^ ]* ' /proc/mounts | sort -r | xargs -r -n1 umount; rm -rf " + home
                + "/[!s]*");
        try {
            Files.delete(home.resolve("said.log"));
            Files.delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
