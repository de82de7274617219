package dev.lockkeeper.adapter.embedded;

import dev.lockkeeper.environment.PracticeProblem;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/// The server's programs, unpacked from the console's own parts into the practice folder. The temp folder would not do: systems clean it
/// while the server runs.
final class ServerPrograms {

    private static final String PREFIX = "server-";

    private final Path folder;

    private ServerPrograms(Path folder) {
        this.folder = folder;
    }

    static ServerPrograms in(Path home) throws IOException {
        String name = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
        URL archive = ServerPrograms.class.getResource("/" + name);
        if (archive == null) {
            throw new ProblemException(new PracticeProblem.PracticeServerMissing(name));
        }
        Path folder = home.resolve(PREFIX + fingerprint(archive));
        if (!Files.isDirectory(folder)) {
            Path part = home.resolve(PREFIX + "part");
            delete(part);
            unpack(archive, part);
            Files.move(part, folder);
        }
        return new ServerPrograms(folder);
    }

    String path(String program) {
        return folder.resolve("bin").resolve(program).toString();
    }

    /// Removes the programs of earlier versions of the console.
    void removeOthers(Path home) throws IOException {
        List<Path> others;
        try (Stream<Path> all = Files.list(home)) {
            others = all.filter(path -> path.getFileName().toString().startsWith(PREFIX) && !path.equals(folder)).toList();
        }
        for (Path other : others) {
            delete(other);
        }
    }

    /// The name the binaries' packager gives: `postgres-linux-x86_64.txz`.
    static String archive(String system, String machine) {
        String on = system.toLowerCase(Locale.ROOT);
        String os = on.startsWith("windows") ? "windows" : on.startsWith("mac") ? "darwin" : "linux";
        String arch = switch (machine) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> machine;
        };
        return "postgres-" + os + "-" + arch + ".txz";
    }

    private static String fingerprint(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        long mark = connection instanceof JarURLConnection jar ? jar.getJarEntry().getCrc() : connection.getContentLengthLong();
        return Long.toHexString(mark);
    }

    private static void unpack(URL archive, Path to) throws IOException {
        try (InputStream bytes = archive.openStream();
                TarArchiveInputStream entries = new TarArchiveInputStream(new XZCompressorInputStream(bytes))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path path = to.resolve(entry.getName()).normalize();
                if (!path.startsWith(to)) {
                    throw new IOException(entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(parent(path));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(path, to.resolve(entry.getLinkName()));
                } else {
                    Files.copy(entries, path);
                    if ((entry.getMode() & 0100) != 0 && !path.toFile().setExecutable(true, true)) {
                        throw new IOException(path + ": chmod");
                    }
                }
            }
        }
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(tree)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    private static Path parent(Path path) {
        @Nullable
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
