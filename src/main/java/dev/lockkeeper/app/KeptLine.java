package dev.lockkeeper.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One line that somebody chose, in a small file of the console's own folder. Read anew each time: another console may have chosen.
record KeptLine(Path file) {

    /// Without the space around it; empty where none was kept or the file cannot be read.
    Optional<String> read() {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// For the next start; empty takes it away. Throws [UncheckedIOException].
    void keep(Optional<String> line) {
        try {
            if (line.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, line.get() + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
