package dev.lockkeeper.adapter.embedded;

import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.adapter.postgres.PostgresMoments;
import dev.lockkeeper.backup.Archive;
import dev.lockkeeper.backup.ArchiveTool;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.Contents;
import dev.lockkeeper.backup.FileKind;
import dev.lockkeeper.backup.Moments;
import dev.lockkeeper.backup.RestoreSite;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.FaultPoint;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.PrivateFiles;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Where backups of the practice database come back to life. A cold copy needs no program of PostgreSQL's: a second server is started on the
/// unpacked folder, and the folders change places while the first one stands still. Everything else is done as on any other server.
public final class PracticeRestoreSite implements RestoreSite {

    private static final Message NOT_RESTORED = Message.of("state.not-restored");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss");

    /// A restore that builds touches its folder all the time.
    private static final Duration DEAD_AFTER = Duration.ofHours(1);

    private final PracticeDatabase practice;
    private final RestoreSite databases;

    /// `databases` is how it is done on any server.
    public PracticeRestoreSite(PracticeDatabase practice, RestoreSite databases) {
        this.practice = practice;
        this.databases = databases;
    }

    @Override
    public Beside build(Archive archive, Purpose purpose, OperationId operation, Journal journal, StopSignal stop) {
        if (!(archive.kind() instanceof FileKind.ColdCopy)) {
            return databases.build(archive, purpose, operation, journal, stop);
        }
        Path home = practice.place().home().resolve(PracticeFolder.BESIDE + operation);
        try {
            sweep();
            PrivateFiles.makeFolder(home);
            Folder beside = new Folder(home, operation);
            try {
                beside.fill(archive, stop);
                beside.count(operation, journal, stop);
                return beside;
            } catch (IOException | RuntimeException e) {
                beside.close();
                throw e;
            }
        } catch (IOException | UncheckedIOException e) {
            throw new ProblemException(new BackupProblem.RestoreFailed("cold copy", -1, List.of(e.toString())), e);
        }
    }

    private void sweep() throws IOException {
        for (Path left : folders(PracticeFolder.BESIDE)) {
            if (Files.getLastModifiedTime(left).toInstant().isBefore(Instant.now().minus(DEAD_AFTER))) {
                new PracticeDatabase(new PracticeFolder(left, practice.place().programs())).stop();
                ServerPrograms.delete(left);
            }
        }
    }

    private List<Path> folders(String beginning) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(practice.place().home(), beginning + "*")) {
            all.forEach(found::add);
        }
        found.sort(Comparator.comparing(Path::toString).reversed());
        return found;
    }

    @Override
    public String serverVersion() {
        return databases.serverVersion();
    }

    @Override
    public String identity() {
        return databases.identity();
    }

    @Override
    public Contents liveContents(StopSignal stop) {
        return databases.liveContents(stop);
    }

    @Override
    public List<String> dangers(Archive archive, StopSignal stop) {
        return databases.dangers(archive, stop);
    }

    @Override
    public List<Session> sessions() {
        return databases.sessions();
    }

    @Override
    public List<Kept> kept() {
        try {
            Stream<Kept> folders = folders(PracticeFolder.FORMER).stream().map(PracticeRestoreSite::kept);
            return Stream.concat(folders, databases.kept().stream()).sorted(Comparator.comparing(Kept::since).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Kept kept(Path folder) {
        String name = String.valueOf(folder.getFileName());
        Instant since;
        try {
            since = STAMP.withZone(ZoneOffset.UTC).parse(
                    name.substring(PracticeFolder.FORMER.length(), PracticeFolder.FORMER.length() + 15),
                    Instant::from);
        } catch (RuntimeException e) {
            since = Instant.EPOCH;
        }
        return new Kept(name, Role.FORMER, since, OptionalLong.empty(), false);
    }

    private Optional<Path> folder(Kept kept) {
        Path folder = practice.place().home().resolve(kept.name());
        return kept.name().startsWith(PracticeFolder.FORMER) && Files.isDirectory(folder)
                ? Optional.of(folder)
                : Optional.empty();
    }

    @Override
    public Optional<Interrupted> interrupted() {
        return databases.interrupted(); // an exchange of folders that was cut off is ended by the next start of the server
    }

    @Override
    public String swapBack(Kept former, OneWriter.Held lock, OperationId operation, Journal journal, StopSignal stop) {
        Optional<Path> folder = folder(former);
        if (folder.isEmpty()) {
            return databases.swapBack(former, lock, operation, journal, stop);
        }
        stop.heed(NOT_RESTORED);
        return exchange(folder.get(), operation, lock, journal);
    }

    @Override
    public void end(Interrupted interrupted, boolean finish, OperationId operation, Journal journal) {
        databases.end(interrupted, finish, operation, journal);
    }

    @Override
    public void drop(Kept kept, Journal journal) {
        Optional<Path> folder = folder(kept);
        if (folder.isEmpty()) {
            databases.drop(kept, journal);
            return;
        }
        try {
            ServerPrograms.delete(folder.get());
            journal.info(Source.KEEPER, "deleted " + kept.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String exchange(Path next, OperationId operation, OneWriter.Held lock, Journal journal) {
        Path former = practice.place().home()
                .resolve(PracticeFolder.FORMER + STAMP.format(Instant.now().atOffset(ZoneOffset.UTC)) + "_" + operation);
        lock.close();
        practice.whileStopped(journal, _ -> {
            FaultPoint.reached("restore.fenced");
            practice.place().exchange(next, former);
            return former;
        });
        FaultPoint.reached("restore.swapped");
        journal.line(Source.KEEPER, Level.OK,
                "the practice database is the restored one; the former is kept as " + former.getFileName());
        return String.valueOf(former.getFileName());
    }

    /// A data folder with a server of its own.
    private final class Folder implements Beside {

        private final Path home;
        private final OperationId operation;
        private final PracticeDatabase server;
        private Contents contents = new Contents(new java.util.TreeMap<>(), "");

        Folder(Path home, OperationId operation) {
            this.home = home;
            this.operation = operation;
            this.server = new PracticeDatabase(new PracticeFolder(home, practice.place().programs()));
        }

        void fill(Archive archive, StopSignal stop) throws IOException {
            Files.copy(practice.place().settingsFile(), server.place().settingsFile(), StandardCopyOption.COPY_ATTRIBUTES);
            try (InputStream bytes = archive.open();
                    TarArchiveInputStream entries = new TarArchiveInputStream(new GZIPInputStream(bytes, 1 << 16), "UTF-8")) {
                for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                    stop.heed(NOT_RESTORED);
                    Path path = home.resolve(entry.getName()).normalize();
                    if (!path.startsWith(server.place().data())) {
                        throw new IOException(entry.getName());
                    }
                    if (entry.isDirectory()) {
                        PrivateFiles.makeFolder(path);
                    } else {
                        PrivateFiles.makeFile(path);
                        Files.copy(entries, path, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
            FaultPoint.reached("restore.filled");
        }

        void count(OperationId id, Journal journal, StopSignal stop) {
            Environment environment = server.start(journal);
            try (PostgresAccess access = new PostgresAccess(environment);
                    Moments.Moment moment = new PostgresMoments(access).hold(id)) {
                contents = moment.contents(stop);
            } finally {
                server.stop();
            }
            FaultPoint.reached("restore.counted");
        }

        @Override
        public String name() {
            return String.valueOf(home.getFileName());
        }

        @Override
        public Contents contents() {
            return contents;
        }

        @Override
        public ArchiveTool.Restored restored() {
            return new ArchiveTool.Restored("cold copy", 0, List.of());
        }

        @Override
        public String takePlace(OneWriter.Held lock, Journal journal, StopSignal stop) {
            stop.heed(NOT_RESTORED);
            FaultPoint.reached("restore.proven");
            return exchange(server.place().data(), operation, lock, journal);
        }

        @Override
        public void close() {
            try {
                server.stop();
                ServerPrograms.delete(home);
            } catch (IOException e) {
                // removed by a later restore
            }
        }
    }
}
