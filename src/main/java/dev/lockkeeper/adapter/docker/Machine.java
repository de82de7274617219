package dev.lockkeeper.adapter.docker;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What of this machine tells where the engine is and which programs there are; a test brings its own. `pipes` are the names of the open
/// pipes of Windows, `processes` the commands of what runs, `root` is where the file system begins.
record Machine(String system, Path root, Path home, Map<String, String> variables, Supplier<Set<String>> pipes,
        Supplier<Stream<String>> processes) {

    private static final String PIPES = "\\\\.\\pipe\\";

    static Machine here() {
        return new Machine(System.getProperty("os.name"), Path.of("/"), Path.of(System.getProperty("user.home")), System.getenv(),
                Machine::openPipes,
                () -> ProcessHandle.allProcesses().flatMap(process -> process.info().command().stream()));
    }

    boolean windows() {
        return system.toLowerCase(Locale.ROOT).startsWith("windows");
    }

    boolean mac() {
        return system.startsWith("Mac");
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
    }

    /// Whether Docker is installed here, as far as its programs tell.
    boolean hasDocker() {
        List<String> names = windows() ? List.of("docker.exe", "dockerd.exe") : List.of("dockerd", "docker");
        return names.stream().anyMatch(name -> Programs.find(name, variables).isPresent())
                || Programs.desktop(variables, root).isPresent();
    }

    /// The names as Windows lists them: connecting to a missing pipe keeps docker-java busy for ten seconds.
    private static Set<String> openPipes() {
        String[] names = new File(PIPES).list();
        return names == null ? Set.of() : Set.of(names);
    }
}
