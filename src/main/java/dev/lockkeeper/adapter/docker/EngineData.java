package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.operation.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder of this machine in which the engine keeps images and volumes. Docker Desktop has them in the file of a virtual disk, which
/// grows on a disk of this machine.
public final class EngineData {

    private final DockerConnection connection;
    private final Machine machine;

    public EngineData(DockerConnection connection) {
        this(connection, Machine.here());
    }

    EngineData(DockerConnection connection, Machine machine) {
        this.connection = connection;
        this.machine = machine;
    }

    /// Empty where it is not on this machine, or cannot be told. Asks the engine: not on the screen's thread.
    public Optional<Path> folder() {
        try {
            return connection.root().or(this::virtualDisk);
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private Optional<Path> virtualDisk() {
        Stream<Path> places = machine.windows()
                ? machine.variable("LOCALAPPDATA").map(folder -> Path.of(folder, "Docker", "wsl")).stream()
                : List.of(machine.home().resolve("Library/Containers/com.docker.docker/Data"),
                        machine.home().resolve(".docker/desktop")).stream();
        return places.filter(Files::isDirectory).findFirst();
    }
}
