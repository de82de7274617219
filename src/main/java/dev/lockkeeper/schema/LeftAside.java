package dev.lockkeeper.schema;

import dev.lockkeeper.operation.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// The files that an operator let lie in a folder of migrations, though a script's name was probably meant: by name and content, so that
/// one that changes is asked about again. `file` is this console's own, one line each.
public final class LeftAside {

    private final Path file;

    public LeftAside(Path file) {
        this.file = file;
    }

    /// Whether this very content was let lie under this name.
    public boolean knows(String name, byte[] content) {
        return known().contains(line(name, content));
    }

    /// Keeps it for this and later consoles. Throws [IOException] where the disk refuses.
    public void add(String name, byte[] content) throws IOException {
        if (!knows(name, content)) {
            PrivateFiles.makeFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            Files.writeString(file, line(name, content) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private Set<String> known() {
        try {
            return new HashSet<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
        } catch (IOException e) {
            return Set.of(); // then they are asked about again
        }
    }

    private static String line(String name, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)) + "  "
                    + name.replaceAll("\\R", " ");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
