package dev.lockkeeper.backup;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.FaultPoint;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.PrivateFiles;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Takes backups and lists them.
///
/// A backup is published last: the dump goes into a `.part`, is read back from the disk and compared with what the sender says it sent, and
/// only then gets its name and, after that, its manifest. Whatever fails before leaves nothing that could be taken for a backup.
public final class Backups {

    private static final String SEALED_ENDING = ".age";
    private static final Message NO_BACKUP = Message.of("state.no-backup");

    private final Environment environment;
    private final BackupFolder folder;
    private final Dump dump;
    private final Sealing sealing;
    private final OneWriter oneWriter;
    private final Supplier<String> revision;

    /// `revision` tells the schema's level for the manifest.
    public Backups(Environment environment, BackupFolder folder, Dump dump, Sealing sealing, OneWriter oneWriter,
            Supplier<String> revision) {
        this.environment = environment;
        this.folder = folder;
        this.dump = dump;
        this.sealing = sealing;
        this.oneWriter = oneWriter;
        this.revision = revision;
    }

    /// A backup as an operation of its own.
    public Operation<BackupEntry> taking(BackupReason reason, OperationId operation) {
        return (journal, stop) -> {
            journal.plan(List.of(Message.of("step.backup")));
            journal.step(1);
            return take(reason, operation, journal, stop);
        };
    }

    /// Takes a backup within another operation, which must not hold the one-writer lock at that moment. Returns only after the file and its
    /// manifest stand in the folder; throws [BackupProblem], and [dev.lockkeeper.operation.StoppedException] where the stop was heeded.
    public BackupEntry take(BackupReason reason, OperationId operation, Journal journal, StopSignal stop) {
        return new Attempts(folder.path(), InstantSource.system()).keeping(reason,
                () -> attempt(reason, operation, journal, stop));
    }

    private BackupEntry attempt(BackupReason reason, OperationId operation, Journal journal, StopSignal stop) {
        BackupMethod method = dump.method();
        folder.makeReady();
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<String> recipients = sealing.recipients();
        Path file = folder.newFile(environment.address().database(), operation.text(), at,
                method.ending() + (recipients.isEmpty() ? "" : SEALED_ENDING));
        Path part = BackupFolder.part(file);
        journal.info(Source.KEEPER, "backup → " + file);
        try {
            PrivateFiles.makeFile(part);
            FaultPoint.reached("backup.begun");
            Written written = written(method, part, !recipients.isEmpty(), operation, journal, stop);
            FaultPoint.reached("backup.written");
            compare(part, written);
            stop.heed(NO_BACKUP);
            FaultPoint.reached("backup.compared");
            Manifest manifest = manifest(file, method, reason, at, operation, written, recipients);
            BackupEntry entry = folder.publish(file, manifest);
            journal.line(Source.KEEPER, Level.OK,
                    "backup " + manifest.file() + ", " + manifest.bytes() + " bytes, sha256 " + manifest.sha256());
            return entry;
        } catch (IOException e) {
            throw untaken(e, part);
        } finally {
            remove(part);
        }
    }

    private ProblemException untaken(IOException e, Path part) {
        return FullDisk.is(String.valueOf(e.getMessage()), folder.path())
                ? new ProblemException(new BackupProblem.DiskFull(folder.path().toString(), size(part)), e)
                : folder.unusable(e);
    }

    private Manifest manifest(Path file, BackupMethod method, BackupReason reason, Instant at, OperationId operation,
            Written written, List<String> recipients) {
        Dump.Sent sent = written.taken.sent();
        return new Manifest(Manifest.FORMAT, file.getFileName().toString(), written.stored.sha256(), written.stored.bytes(),
                method, reason, environment.name(), environment.address().database(), written.taken.revision(),
                sent.serverVersion(), sent.tool(), at, System.getProperty("user.name", "?"), operation.text(),
                Optional.of(sent.contents()),
                recipients.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Manifest.Sealed(sent.sha256(), sent.bytes(), recipients)),
                sent.warnings());
    }

    /// Lets the dump write into the part, through the seal where there is one; hashes what goes into the seal and what comes out of it.
    private Written written(BackupMethod method, Path part, boolean sealed, OperationId operation, Journal journal,
            StopSignal stop) throws IOException {
        MessageDigest stored = Sha256.digest();
        // without a seal, what comes in is what goes out: hashed once
        MessageDigest arrived = sealed ? Sha256.digest() : stored;
        Taken taken;
        try (OutputStream disk = Files.newOutputStream(part, StandardOpenOption.WRITE);
                OutputStream hashed = new DigestOutputStream(new BufferedOutputStream(disk, 1 << 16), stored);
                OutputStream through = sealed ? new DigestOutputStream(sealing.seal(hashed), arrived) : hashed;
                Sink sink = new Sink(through, e -> untaken(e, part))) {
            taken = taken(method, sink, operation, journal, stop);
            if (sink.bytes() == 0 || sink.bytes() != taken.sent().bytes()) {
                sink.flush();
                throw differs(taken.sent(), Sha256.told(arrived), sink.bytes());
            }
        }
        String came = Sha256.told(arrived);
        if (!came.equalsIgnoreCase(taken.sent().sha256())) {
            throw differs(taken.sent(), came, taken.sent().bytes());
        }
        return new Written(taken, new Sha256.Weight(sealed ? Sha256.told(stored) : came, Files.size(part)));
    }

    private static ProblemException differs(Dump.Sent sent, String sha256, long bytes) {
        return new ProblemException(new BackupProblem.CopyDiffers(sent.sha256(), sha256, sent.bytes(), bytes));
    }

    private Taken taken(BackupMethod method, Sink to, OperationId operation, Journal journal, StopSignal stop) {
        String before;
        try (OneWriter.Held _ = oneWriter.hold(operation)) {
            stop.heed(NO_BACKUP);
            before = revision.get();
            if (!method.stopsServer()) {
                return new Taken(before, dump.write(to, operation, journal, stop));
            }
        }
        // The lock is a session's, and a cold copy ends all sessions: giving it back first is cleaner than losing it. Whoever slips in
        // between is cut off by the stop in mid transaction, or done before it; a level that moved shows below.
        Dump.Sent sent = dump.write(to, operation, journal, stop);
        String after = revision.get();
        return new Taken(before.equals(after) ? after : "unknown", sent);
    }

    /// Reads back from the disk what was written to it.
    private static void compare(Path part, Written written) throws IOException {
        BackupFolder.force(part);
        Sha256.Weight back;
        try (InputStream in = Files.newInputStream(part)) {
            back = Sha256.of(in);
        }
        if (!back.equals(written.stored)) {
            throw new ProblemException(new BackupProblem.CopyDiffers(written.stored.sha256(), back.sha256(),
                    written.stored.bytes(), back.bytes()));
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // it counts for nothing, and is removed when it has rested long enough
        }
    }

    /// What the folder holds, newest first. Files without a manifest that fits are there too, as unverified. Throws [BackupProblem].
    public List<BackupEntry> list() {
        return folder.list();
    }

    /// How a backup would be made now; throws [BackupProblem].
    public BackupMethod method() {
        return dump.method();
    }

    /// The command a person would type for the same.
    public String command() {
        return dump.command();
    }

    /// Throws [BackupProblem.KeyMissing] where backups are encrypted and nothing here could open one to prove it.
    public void requireProvable() {
        if (!sealing.recipients().isEmpty() && !sealing.opens()) {
            throw new ProblemException(new BackupProblem.KeyMissing("LOCKKEEPER_IDENTITY"));
        }
    }

    public BackupFolder folder() {
        return folder;
    }

    /// The backup that is meant by a name of the folder, a path, or `latest`: the newest one that counts. Throws
    /// [BackupProblem.BackupUnknown].
    public Path find(String asked) {
        Path inFolder;
        Path anywhere;
        try {
            inFolder = folder.path().resolve(asked);
            anywhere = Path.of(asked).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new ProblemException(new BackupProblem.BackupUnknown(asked, folder.path()), e);
        }
        if (asked.isBlank()) {
            throw new ProblemException(new BackupProblem.BackupUnknown(asked, folder.path()));
        }
        if (asked.equals("latest")) {
            return list().stream().filter(entry -> entry.manifest().isPresent()).map(BackupEntry::file).findFirst()
                    .orElseThrow(() -> new ProblemException(new BackupProblem.BackupUnknown(asked, folder.path())));
        }
        return Stream.of(inFolder, anywhere).filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS)).findFirst()
                .orElseThrow(() -> new ProblemException(new BackupProblem.BackupUnknown(asked, folder.path())));
    }

    /// What was dumped, at which level.
    private record Taken(String revision, Dump.Sent sent) {}

    /// What stands in the part, as it was written to the disk.
    private record Written(Taken taken, Sha256.Weight stored) {}
}
