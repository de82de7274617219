package dev.lockkeeper.adapter.docker;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockkeeper.containers.EngineProblem.EngineAddressInvalid;
import dev.lockkeeper.containers.EngineProblem.EngineContextMissing;
import dev.lockkeeper.containers.EngineProblem.EngineSettingsUnreadable;
import dev.lockkeeper.containers.EngineProblem.EngineWayUnsupported;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Where the engine of a machine listens: `DOCKER_HOST`, else the Docker context, else the system's usual place. Read anew each time:
/// contexts are switched while we run.
final class EngineAddresses {

    static final String HOST = "DOCKER_HOST";

    private static final String CONTEXT = "DOCKER_CONTEXT";
    private static final Set<String> LOCAL = Set.of("unix", "npipe");
    private static final Set<String> SCHEMES = Set.of("unix", "npipe", "tcp", "http", "https");
    /// Ways that Docker's own program knows and we do not.
    private static final Set<String> FOREIGN = Set.of("ssh", "fd");

    /// After the one that is configured. Docker Desktop keeps `docker_engine`, the default, only as an option; the last is there alone
    /// while it runs containers of Windows.
    private static final List<String> PIPES = List.of("dockerDesktopLinuxEngine", "docker_engine", "dockerDesktopWindowsEngine");

    private final Machine machine;

    EngineAddresses(Machine machine) {
        this.machine = machine;
    }

    EngineAddress find() {
        EngineAddress configured = machine.variable(HOST).map(this::host)
                .or(() -> context().map(this::ofContext))
                .orElseGet(this::usual);
        if (configured.chosenBy().isPresent() && configured.uri().equals(usual().uri())) {
            configured = usual(); // a setting that changes nothing need not be told
        }
        return machine.windows() && configured.scheme().equals("npipe") ? openPipe(configured) : configured;
    }

    private EngineAddress host(String text) {
        EngineAddress chosen = new EngineAddress(uri(HOST, text), Optional.of(HOST));
        if (chosen.scheme().equals("tcp") && machine.variable("DOCKER_TLS_VERIFY").isPresent()) {
            throw new ProblemException(new EngineWayUnsupported(chosen.told(), "TLS"));
        }
        return chosen;
    }

    private static URI uri(String setting, String text) {
        URI uri = null;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            // told below like any other
        }
        String scheme = uri == null ? null : uri.getScheme();
        if (scheme != null && FOREIGN.contains(scheme)) {
            throw new ProblemException(new EngineWayUnsupported(text, scheme));
        }
        if (uri == null || scheme == null || !SCHEMES.contains(scheme) || uri.isOpaque()) {
            throw new ProblemException(new EngineAddressInvalid(setting, text));
        }
        return uri;
    }

    /// The context that is chosen; empty for the one that every machine has.
    private Optional<String> context() {
        return machine.variable(CONTEXT).or(this::currentContext).filter(name -> !name.equals("default"));
    }

    private Optional<String> currentContext() {
        Path file = settings().resolve("config.json");
        return Files.exists(file) ? text(read(file), "currentContext") : Optional.empty();
    }

    private EngineAddress ofContext(String name) {
        Path folder = settings().resolve("contexts");
        Path file = folder.resolve("meta").resolve(id(name)).resolve("meta.json");
        if (!Files.exists(file)) {
            throw new ProblemException(new EngineContextMissing(name));
        }
        String setting = "context " + name;
        JsonNode endpoint = read(file).path("Endpoints").path("docker");
        EngineAddress chosen = new EngineAddress(uri(setting, text(endpoint, "Host").orElse("")), Optional.of(setting));
        if (Files.exists(folder.resolve("tls").resolve(id(name)).resolve("docker"))) {
            throw new ProblemException(new EngineWayUnsupported(chosen.told(), "TLS"));
        }
        return chosen;
    }

    private static Optional<String> text(JsonNode object, String field) {
        return Optional.of(object.path(field).asText("")).filter(text -> !text.isBlank());
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (JacksonException e) {
            throw new ProblemException(new EngineSettingsUnreadable(file.toString(), PlainText.of(e.getOriginalMessage())), e);
        } catch (IOException e) {
            throw new ProblemException(new EngineSettingsUnreadable(file.toString(), PlainText.of(e.toString())), e);
        }
    }

    /// Docker names a context's folder so.
    private static String id(String name) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path settings() {
        try {
            return machine.variable("DOCKER_CONFIG").map(Path::of).orElse(machine.home().resolve(".docker"));
        } catch (InvalidPathException e) {
            throw new ProblemException(new EngineSettingsUnreadable("DOCKER_CONFIG", String.valueOf(e.getMessage())), e);
        }
    }

    private EngineAddress usual() {
        if (machine.windows()) {
            return EngineAddress.at(URI.create("npipe:////./pipe/docker_engine"));
        }
        Path system = machine.root().resolve("var/run/docker.sock");
        Optional<Path> own = machine.mac()
                ? Optional.of(machine.home().resolve(".docker/run/docker.sock"))
                : machine.variable("XDG_RUNTIME_DIR").flatMap(EngineAddresses::path).map(folder -> folder.resolve("docker.sock"));
        Path socket = Stream.concat(Stream.of(system), own.stream()).filter(Files::exists).findFirst().orElse(system);
        return EngineAddress.at(URI.create("unix://" + socket.toUri().getRawPath()));
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// The other places of this machine at which an engine may listen: the usual ones, and those of its contexts; only those that are there.
    List<EngineAddress> others(EngineAddress asked) {
        List<EngineAddress> found = new ArrayList<>();
        if (machine.windows()) {
            PIPES.forEach(pipe -> found.add(usual().at(pipe)));
        } else {
            found.add(usual());
        }
        found.addAll(ofContexts());
        if (!machine.windows()) {
            Stream.of(machine.home().resolve(".docker/run/docker.sock"), machine.home().resolve(".docker/desktop/docker.sock"))
                    .forEach(socket -> found.add(EngineAddress.at(URI.create("unix://" + socket.toUri().getRawPath()))));
        }
        Set<URI> seen = new HashSet<>(Set.of(asked.uri()));
        return found.stream().filter(other -> seen.add(other.uri())).filter(other -> !missing(other, machine)).toList();
    }

    /// The contexts whose engine is on this machine; of those that cannot be read nothing is told.
    private List<EngineAddress> ofContexts() {
        List<EngineAddress> found = new ArrayList<>();
        Path folder = settings().resolve("contexts").resolve("meta");
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.map(one -> one.resolve("meta.json")).filter(Files::isRegularFile).sorted().toList()) {
                try {
                    text(read(file), "Name").map(this::ofContext).filter(at -> LOCAL.contains(at.scheme())).ifPresent(found::add);
                } catch (ProblemException e) {
                    // not one that could be recommended
                }
            }
        } catch (IOException e) {
            // there are none
        }
        return found;
    }

    /// The command after which `to` is asked in place of what the settings say now.
    String way(EngineAddress to) {
        Optional<String> context = to.chosenBy().map(setting -> setting.replaceFirst("^context ", ""))
                .or(() -> to.uri().equals(usual().uri()) ? Optional.of("default") : Optional.empty());
        if (context.isEmpty()) {
            return (machine.windows() ? "set " : "export ") + HOST + "=" + to.uri();
        }
        List<String> steps = new ArrayList<>();
        for (String variable : List.of(HOST, CONTEXT)) {
            if (machine.variable(variable).isPresent()) {
                steps.add(machine.windows() ? "set " + variable + "=" : "unset " + variable);
            }
        }
        if (!currentContext().orElse("default").equals(context.get())) {
            steps.add("docker context use " + context.get());
        }
        return String.join(machine.windows() ? "&& " : " && ", steps);
    }

    /// What made the settings name the address, for people.
    String setting(EngineAddress asked) {
        boolean byVariable = machine.variable(HOST).isEmpty() && machine.variable(CONTEXT).isPresent();
        return asked.chosenBy().orElse("") + (byVariable ? " (" + CONTEXT + ")" : "");
    }

    /// The first pipe that exists, the configured one before all.
    private EngineAddress openPipe(EngineAddress configured) {
        Set<String> open = machine.pipes().get();
        if (open.contains(configured.pipe())) {
            return configured;
        }
        return PIPES.stream().filter(open::contains).findFirst().map(configured::at).orElse(configured);
    }

    /// Whether there is nothing to connect to, known without connecting. Of what is not on this machine only connecting tells.
    static boolean missing(EngineAddress address, Machine machine) {
        return switch (address.scheme()) {
            case "unix" -> !Files.exists(Path.of(address.uri().getPath()));
            case "npipe" -> !machine.pipes().get().contains(address.pipe());
            default -> false;
        };
    }

    static boolean windows() {
        return Machine.here().windows();
    }
}
