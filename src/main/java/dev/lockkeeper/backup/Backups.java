package dev.lockkeeper.backup;

import dev.lockkeeper.environment.Environment;
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
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Takes backups and lists them.
///
/// A backup is published last: the dump goes into a `.part`, is read back from the disk and compared with what the sender says it sent, and
/// only then gets its name and, after that, its manifest. Whatever fails before leaves nothing that could be taken for a backup.
public final class Backups {

    private final Environment environment;
    private final BackupFolder folder;
    private final Dump dump;
    private final OneWriter oneWriter;
    private final Supplier<String> revision;

    /// `revision` tells the schema's level for the manifest.
    public Backups(Environment environment, BackupFolder folder, Dump dump, OneWriter oneWriter, Supplier<String> revision) {
        this.environment = environment;
        this.folder = folder;
        this.dump = dump;
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
        Path file = folder.newFile(environment.address().database(), operation.text(), at, method.ending());
        Path part = BackupFolder.part(file);
        journal.info(Source.KEEPER, "backup → " + file);
        try {
            PrivateFiles.makeFile(part);
            Taken taken = taken(method, part, operation, journal, stop);
            compare(part, taken.sent());
            stop.heed(Message.of("state.no-backup"));
            Manifest manifest = new Manifest(Manifest.FORMAT, file.getFileName().toString(), taken.sent().sha256(),
                    taken.sent().bytes(),
                    method, reason, environment.name(), environment.address().database(), taken.revision(),
                    taken.sent().serverVersion(),
                    taken.sent().tool(), at, System.getProperty("user.name", "?"), operation.text(),
                    Optional.empty(), Optional.empty(), List.of());
            BackupEntry entry = folder.publish(file, manifest);
            journal.line(Source.KEEPER, Level.OK,
                    "backup " + manifest.file() + ", " + manifest.bytes() + " bytes, sha256 " + manifest.sha256());
            return entry;
        } catch (IOException e) {
            if (FullDisk.is(String.valueOf(e.getMessage()), folder.path())) {
                throw new ProblemException(new BackupProblem.DiskFull(folder.path().toString(), size(part)), e);
            }
            throw folder.unusable(e);
        } finally {
            remove(part);
        }
    }

    private Taken taken(BackupMethod method, Path part, OperationId operation, Journal journal, StopSignal stop) {
        String before;
        try (OneWriter.Held _ = oneWriter.hold(operation)) {
            stop.heed(Message.of("state.no-backup"));
            before = revision.get();
            if (!method.stopsServer()) {
                return new Taken(before, dump.write(part, operation, journal, stop));
            }
        }
        // The lock is a session's, and a cold copy ends all sessions: giving it back first is cleaner than losing it. Whoever slips in
        // between is cut off by the stop in mid transaction, or done before it; a level that moved shows below.
        Dump.Sent sent = dump.write(part, operation, journal, stop);
        String after = revision.get();
        return new Taken(before.equals(after) ? after : "unknown", sent);
    }

    private static void compare(Path part, Dump.Sent sent) throws IOException {
        BackupFolder.force(part);
        long bytes = 0;
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(part)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                bytes += read;
            }
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        if (bytes == 0 || bytes != sent.bytes() || !hash.equalsIgnoreCase(sent.sha256())) {
            throw new ProblemException(new BackupProblem.CopyDiffers(sent.sha256(), hash, sent.bytes(), bytes));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
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

    public BackupFolder folder() {
        return folder;
    }

    /// What was dumped, at which level.
    private record Taken(String revision, Dump.Sent sent) {}
}
