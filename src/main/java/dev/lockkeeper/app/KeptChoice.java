package dev.lockkeeper.app;

import dev.lockkeeper.containers.ServiceChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The chosen Compose project, in a small file of the console's own folder. Read anew each time: another console may have chosen.
record KeptChoice(Path file) implements ServiceChoice {

    @Override
    public Optional<String> project() {
        try {
            return Optional.of(Files.readString(file).strip()).filter(name -> name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void choose(Optional<String> project) {
        try {
            if (project.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, project.get() + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
