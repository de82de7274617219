package dev.lockkeeper.testing;

import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.adapter.postgres.PostgresOneWriter;
import dev.lockkeeper.adapter.postgres.PostgresRestoreSite;
import dev.lockkeeper.backup.ArchiveTool;
import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.BackupFolder;
import dev.lockkeeper.backup.BackupReason;
import dev.lockkeeper.backup.Backups;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.backup.RestoreTest;
import dev.lockkeeper.backup.RestoreTests;
import dev.lockkeeper.backup.Restores;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.backup.Sealing;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import java.nio.file.Path;

/// The product's own rooms for backups, on a real database.
public record RealVault(PostgresRestoreSite site, Backups backups, RestoreTests tests, Restores restores) {

    public static RealVault of(Environment environment, PostgresAccess access, Dump dump, ArchiveTool tool, Sealing sealing,
            Path folder) {
        PostgresRestoreSite site = new PostgresRestoreSite(access, tool);
        PostgresOneWriter oneWriter = new PostgresOneWriter(access);
        Backups backups = new Backups(environment, new BackupFolder(folder), dump, sealing, oneWriter, () -> "004");
        RestoreTests tests = new RestoreTests(environment, backups.folder(), sealing, site, tool);
        return new RealVault(site, backups, tests, new Restores(environment, backups,
                new Safeguard(environment, backups, tests), sealing, site, tool, oneWriter));
    }

    public static RealVault of(RealEngine.Project project, Path folder) {
        return of(project.environment(), project.access(), project.dump(), project.restore(), Sealing.none(), folder);
    }

    public BackupEntry backup() {
        return backups.take(BackupReason.ASKED, OperationId.fresh(), Journal.silent(), new StopSignal());
    }

    public RestoreTest test(Path file) {
        return run(tests.testing(file, OperationId.fresh()));
    }

    public Restores.Restored restore(Path file, Safeguard.Wish wish) {
        return run(restores.restoring(file, site.identity(), wish, OperationId.fresh()));
    }

    /// Drops everything that is kept beside the live database.
    public void dropKept() {
        site.kept().forEach(kept -> site.drop(kept, Journal.silent()));
    }

    public static <R> R run(Operation<R> operation) {
        try {
            return operation.run(Journal.silent(), new StopSignal());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Why it did not end well.
    public static Problem problem(Operation<?> operation) {
        try {
            run(operation);
        } catch (ProblemException e) {
            return e.problem();
        }
        throw new AssertionError("it ended well");
    }
}
