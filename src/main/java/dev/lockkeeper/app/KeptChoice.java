package dev.lockkeeper.app;

import dev.lockkeeper.containers.ServiceChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The chosen Compose project and the chosen service, in small files of the console's own folder. Read anew each time: another console may
/// have chosen.
record KeptChoice(Path file) implements ServiceChoice {

    @Override
    public Optional<String> project() {
        return read(file);
    }

    @Override
    public void choose(Optional<String> project) {
        keep(file, project);
    }

    @Override
    public Optional<String> service() {
        return read(ofService());
    }

    @Override
    public void chooseService(Optional<String> service) {
        keep(ofService(), service);
    }

    private Path ofService() {
        return file.resolveSibling(file.getFileName() + ".service");
    }

    private static Optional<String> read(Path from) {
        try {
            return Optional.of(Files.readString(from).strip()).filter(name -> name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void keep(Path into, Optional<String> name) {
        try {
            if (name.isEmpty()) {
                Files.deleteIfExists(into);
            } else {
                Files.createDirectories(into.toAbsolutePath().getParent());
                Files.writeString(into, name.get() + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
