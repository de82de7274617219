package dev.lockkeeper.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/// A backup's content, opened for reading: without encryption, `bytes` long. `plain` is the file itself where it is not encrypted. `vouched`
/// says that this console made it, and that it is still what it made; what is in another one is its maker's word.
public record Archive(String name, FileKind kind, long bytes, Optional<Path> plain, boolean vouched, Opening opening) {

    /// A fresh stream from the beginning.
    public InputStream open() throws IOException {
        return opening.open();
    }

    @FunctionalInterface
    public interface Opening {
        InputStream open() throws IOException;
    }
}
