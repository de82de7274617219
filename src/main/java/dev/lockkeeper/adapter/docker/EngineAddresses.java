package dev.lockkeeper.adapter.docker;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import java.io.File;
import dev.lockkeeper.containers.EngineProblem.EngineAddressInvalid;
import dev.lockkeeper.operation.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Where the engine of this machine listens: `DOCKER_HOST`, else the Docker context, else the system's usual place.
final class EngineAddresses {

    private static final String PIPES = "\\\\.\\pipe\\";

    private static final String HOST = "DOCKER_HOST";
    private static final Set<String> SCHEMES = Set.of("unix", "npipe", "tcp", "http", "https");

    private EngineAddresses() {}

    /// Reads the settings anew: contexts are switched while we run.
    static URI ofThisMachine() {
        host(System.getenv()).ifPresent(EngineAddresses::mustBeAddress);
        URI configured = DefaultDockerClientConfig.createDefaultConfigBuilder().build().getDockerHost();
        if (!windows() || !configured.getScheme().equals("npipe")) {
            return configured;
        }
        return onWindows(configured, EngineAddresses::pipes);
    }

    private static Optional<String> host(Map<String, String> variables) {
        return Optional.ofNullable(variables.get(HOST)).filter(text -> !text.isBlank());
    }

    static void mustBeAddress(String host) {
        try {
            String scheme = new URI(host).getScheme();
            if (scheme != null && SCHEMES.contains(scheme)) {
                return;
            }
        } catch (URISyntaxException e) {
            // told below like any other
        }
        throw new ProblemException(new EngineAddressInvalid(HOST, host));
    }

    /// The address as a person should see it: with the variable that it comes from, if it does.
    static String told(URI address, Map<String, String> variables) {
        String text = address.toString();
        return host(variables).filter(text::equals).map(host -> HOST + "=" + host).orElse(text);
    }

    /// The first pipe that exists. Docker Desktop keeps `docker_engine`, the default, only as an option.
    static URI onWindows(URI configured, Supplier<Set<String>> existing) {
        Set<URI> candidates = new LinkedHashSet<>(List.of(configured, URI.create("npipe:////./pipe/dockerDesktopLinuxEngine"),
                URI.create("npipe:////./pipe/docker_engine")));
        Set<String> pipes = existing.get();
        return candidates.stream().filter(uri -> pipes.contains(pipe(uri))).findFirst().orElse(configured);
    }

    /// Whether there is anything to connect to, known without connecting; empty where only connecting tells.
    static Optional<Boolean> exists(URI address) {
        return switch (address.getScheme()) {
            case "unix" -> Optional.of(Files.exists(Path.of(address.getPath())));
            // Connecting to a missing pipe keeps docker-java busy for ten seconds.
            case "npipe" -> windows() ? Optional.of(pipes().contains(pipe(address))) : Optional.of(false);
            default -> Optional.empty();
        };
    }

    /// Whether Docker is installed here, as far as its programs tell.
    static boolean installed() {
        Map<String, String> variables = System.getenv();
        for (String name : windows() ? List.of("docker.exe", "dockerd.exe") : List.of("dockerd", "docker")) {
            if (Programs.find(name, variables).isPresent()) {
                return true;
            }
        }
        return Programs.desktop(variables).isPresent();
    }

    static boolean windows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    private static String pipe(URI address) {
        String path = address.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Set<String> pipes() {
        String[] names = new File(PIPES).list();
        return names == null ? Set.of() : Set.of(names);
    }
}
