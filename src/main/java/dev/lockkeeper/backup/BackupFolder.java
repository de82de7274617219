package dev.lockkeeper.backup;

import dev.lockkeeper.operation.FaultPoint;
import dev.lockkeeper.operation.PrivateFiles;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// The folder that backups stand in. A file in it is a backup only if the manifest beside it fits; `.part` is work that is not done.
public final class BackupFolder {

    private static final String PART = ".part";
    private static final long LEAST_FREE = 64L << 20;

    /// A dump at work writes all the time; a part that rested for so long has lost its console.
    private static final Duration DEAD_AFTER = Duration.ofHours(1);

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss");

    private final Path path;
    private final long leastFree;

    public BackupFolder(Path path) {
        this(path, LEAST_FREE);
    }

    BackupFolder(Path path, long leastFree) {
        this.path = path;
        this.leastFree = leastFree;
    }

    public Path path() {
        return path;
    }

    /// Newest first; empty where the folder does not exist yet.
    List<BackupEntry> list() {
        try {
            removeDead();
            List<BackupEntry> entries = new ArrayList<>();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                for (Path file : files) {
                    look(file).ifPresent(entries::add);
                }
            }
            entries.sort(Comparator.comparing(BackupEntry::at).thenComparing(entry -> entry.file().getFileName().toString())
                    .reversed());
            return entries;
        } catch (NoSuchFileException e) {
            if (!reachable()) {
                throw unusable(e);
            }
            return List.of();
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            throw unusable(e);
        }
    }

    /// Whether the folder could be made: a disk that was taken away must not look like "no backups yet".
    private boolean reachable() {
        Path above = path.toAbsolutePath().getParent();
        while (above != null && Files.notExists(above)) {
            above = above.getParent();
        }
        try {
            return above != null && Files.isWritable(above) && Files.getFileStore(above).getTotalSpace() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /// Makes the folder where it is missing, and checks that there is room.
    void makeReady() {
        try {
            PrivateFiles.makeFolder(path);
            removeDead();
            long needed = list().stream().flatMap(entry -> entry.manifest().stream()).findFirst()
                    .map(last -> Math.max(leastFree, last.bytes() + last.bytes() / 5)).orElse(leastFree);
            long free = Files.getFileStore(path).getUsableSpace();
            if (free < needed) {
                throw new ProblemException(new BackupProblem.DiskTooSmall(path.toString(), free, needed));
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// A name that no other backup has, of this moment by this machine's clock.
    Path newFile(String database, String operation, Instant at, String ending) {
        return path
                .resolve(database.replaceAll("[^A-Za-z0-9._-]", "_") + "_" + STAMP.format(at.atZone(ZoneId.systemDefault())) + "_"
                        + operation + ending);
    }

    static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + PART);
    }

    /// Gives the finished part its name, then the manifest beside it: only with the manifest it is a backup.
    BackupEntry publish(Path file, Manifest manifest) throws IOException {
        Path beside = ManifestFile.beside(file);
        Path manifestPart = part(beside);
        try {
            PrivateFiles.makeFile(manifestPart);
            Files.writeString(manifestPart, ManifestFile.text(manifest));
            force(manifestPart);
            rename(part(file), file);
            FaultPoint.reached("backup.renamed");
            try {
                rename(manifestPart, beside);
            } catch (IOException e) {
                Files.deleteIfExists(file);
                throw e;
            }
            forceFolder();
            FaultPoint.reached("backup.published");
            return entry(file);
        } finally {
            Files.deleteIfExists(manifestPart);
        }
    }

    static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    ProblemException unusable(Exception e) {
        return new ProblemException(new BackupProblem.BackupFolderUnusable(path, reason(e)), e);
    }

    private static String reason(Exception e) {
        return switch (e) {
            case AccessDeniedException _ -> "access denied";
            case NotDirectoryException _ -> "not a folder";
            case java.nio.file.FileAlreadyExistsException _ -> "not a folder";
            case java.nio.file.FileSystemException known when known.getReason() != null -> String.valueOf(known.getReason());
            default -> e.toString();
        };
    }

    private static Optional<BackupEntry> look(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(PART) || name.startsWith(".")) {
            return Optional.empty();
        }
        BasicFileAttributes facts;
        try {
            facts = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return Optional.empty(); // gone since the folder was read
        }
        if (!facts.isRegularFile() || name.endsWith(".json") || name.endsWith(".properties")) {
            return Optional.empty();
        }
        Optional<Manifest> named = ManifestFile.read(ManifestFile.beside(file)).filter(told -> told.file().equals(name));
        Optional<Manifest> manifest = named.filter(told -> told.bytes() == facts.size());
        Optional<RestoreTest> test = RestoreTestFile.read(RestoreTestFile.beside(file)).filter(told -> told.file().equals(name))
                // a pass is for the very bytes that were tested; a failure stands until a later test
                .filter(told -> told.result() == RestoreTest.Result.FAILED
                        || manifest.map(Manifest::sha256).equals(Optional.of(told.sha256())));
        return Optional.of(new BackupEntry(file, facts.size(), facts.lastModifiedTime().toInstant(), manifest, test,
                named.isPresent() && manifest.isEmpty()));
    }

    /// The file as the list shows it.
    BackupEntry entry(Path file) throws IOException {
        return look(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
    }

    /// Writes a manifest for a file that stands there already.
    void describe(Path file, Manifest manifest) throws IOException {
        PrivateFiles.write(ManifestFile.beside(file), ManifestFile.text(manifest));
    }

    private void removeDead() throws IOException {
        if (!Files.isDirectory(path)) {
            return;
        }
        Instant dead = Instant.now().minus(DEAD_AFTER);
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(path, "*" + PART)) {
            for (Path part : parts) {
                if (Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)
                        && Files.getLastModifiedTime(part).toInstant().isBefore(dead)) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (AccessDeniedException e) {
            // it stays until we may; it counts for nothing
        }
    }

    /// A virus scanner or a folder that is being synchronised may hold a fresh file for a moment.
    private static void rename(Path from, Path to) throws IOException {
        for (int tries = 10;; tries--) {
            try {
                Files.move(from, to);
                return;
            } catch (AccessDeniedException e) {
                if (tries == 1) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
    }

    private void forceFolder() {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows has no such thing for folders
        }
    }
}
