package dev.lockkeeper.schema;

import dev.lockkeeper.operation.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What revisions made of an empty database once, on disk: a file for each, with what it added to the one before. A file that is missing,
/// damaged or cut counts as not there. `folder` is this console's own.
public final class CatalogStore {

    private static final String SUM = "# sha256 ";

    private final Path folder;

    public CatalogStore(Path folder) {
        this.folder = folder;
    }

    /// The name under which a revision's catalog is kept: it changes with any script up to it, and with the server's version.
    static String key(String below, Script script) {
        return sum(below + "\n" + script.revision() + "\n" + script.sql());
    }

    static String key(String server) {
        return sum("postgresql " + server + ", catalog 1");
    }

    /// The lines, made of those of the revision below.
    Optional<List<String>> read(String key, List<String> below) {
        try {
            List<String> all = Files.readAllLines(folder.resolve(key));
            if (all.isEmpty() || !all.getLast().equals(SUM + sum(String.join("\n", all.subList(0, all.size() - 1))))) {
                return Optional.empty();
            }
            Set<String> gone = new HashSet<>();
            List<String> lines = new ArrayList<>();
            all.stream().filter(line -> line.startsWith("-")).forEach(line -> gone.add(line.substring(1)));
            below.stream().filter(line -> !gone.contains(line)).forEach(lines::add);
            all.stream().filter(line -> line.startsWith("+")).forEach(line -> lines.add(line.substring(1)));
            return Optional.of(lines);
        } catch (IOException e) {
            return Optional.empty(); // it is made again
        }
    }

    /// Keeps them; a disk that refuses costs only the time of the next build.
    void write(String key, List<String> below, List<String> lines) {
        Set<String> before = new HashSet<>(below);
        Set<String> after = new HashSet<>(lines);
        List<String> text = new ArrayList<>();
        below.stream().filter(line -> !after.contains(line)).forEach(line -> text.add("-" + line));
        lines.stream().filter(line -> !before.contains(line)).forEach(line -> text.add("+" + line));
        String body = String.join("\n", text);
        try {
            PrivateFiles.makeFolder(folder);
            Path part = Files.createTempFile(folder, "", ".part");
            Files.writeString(part, body + (text.isEmpty() ? "" : "\n") + SUM + sum(body) + "\n");
            Files.move(part, folder.resolve(key), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // the next one builds it again
        }
    }

    private static String sum(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
