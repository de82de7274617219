package dev.lockkeeper.app;

import dev.lockkeeper.environment.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The web application's address as somebody set it for a project, in a small file of the console's own folder.
record KeptAddress(Path file) {

    /// Empty where none was set, and where the file says nothing that is one.
    Optional<URI> read() {
        try {
            return Project.page(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Keeps it for the next start; empty takes it away.
    void keep(Optional<URI> address) {
        try {
            if (address.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, address.get() + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
