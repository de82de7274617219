package dev.lockkeeper.advice;

import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.BackupProblem.BackupFolderUnusable;
import dev.lockkeeper.backup.BackupProblem.BackupUnreadable;
import dev.lockkeeper.backup.BackupProblem.CopyDiffers;
import dev.lockkeeper.backup.BackupProblem.DiskFull;
import dev.lockkeeper.backup.BackupProblem.DiskTooSmall;
import dev.lockkeeper.backup.BackupProblem.DumpFailed;
import dev.lockkeeper.backup.BackupProblem.DumpInterrupted;
import dev.lockkeeper.backup.BackupProblem.DumpToolMissing;
import dev.lockkeeper.backup.BackupProblem.TablesBusy;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;
import java.util.List;

/// Words and ways out where there is no backup that could be trusted. Database and earlier backups are untouched in every case.
final class BackupAdvice {

    private BackupAdvice() {}

    static Advice on(BackupProblem problem) {
        return switch (problem) {
            case BackupFolderUnusable(var folder, var reason) -> Advice.on(problem, folder.toString()).showing(List.of(reason))
                    .offering(Remedy.of(Verb.CHOOSE_BACKUP_FOLDER), Remedy.of(Verb.TRY_AGAIN));
            case DiskTooSmall(var where, long free, long needed) -> Advice.on(problem, where, megabytes(free), megabytes(needed))
                    .offering(Remedy.of(Verb.CHOOSE_BACKUP_FOLDER), Remedy.of(Verb.TRY_AGAIN));
            case DiskFull(var where, long written) -> Advice.on(problem, where, megabytes(written))
                    .offering(Remedy.of(Verb.CHOOSE_BACKUP_FOLDER), Remedy.of(Verb.TRY_AGAIN));
            case DumpFailed(var tool, int exitCode, var lines) -> Advice.on(problem, tool, exitCode).showing(lines)
                    .offering(Remedy.of(Verb.SHOW_ACTIVITY), Remedy.of(Verb.TRY_AGAIN));
            case TablesBusy(var evidence) -> Advice.on(problem).showing(evidence.lines().toList())
                    .offering(Remedy.of(Verb.TRY_AGAIN), Remedy.of(Verb.SHOW_ACTIVITY));
            case DumpInterrupted(var evidence) -> Advice.on(problem).showing(evidence.lines().toList())
                    .offering(Remedy.of(Verb.CHECK_AGAIN), Remedy.of(Verb.TRY_AGAIN));
            case CopyDiffers(var sentHash, var receivedHash, long sent, long received) -> Advice.on(problem, sent, received)
                    .showing(List.of("sha256 " + sentHash + " (" + sent + ")", "sha256 " + receivedHash + " (" + received + ")"))
                    .offering(Remedy.of(Verb.TRY_AGAIN), Remedy.of(Verb.CHOOSE_BACKUP_FOLDER));
            case BackupUnreadable(var file, var lines) -> Advice.on(problem, file.toString()).showing(lines)
                    .offering(Remedy.of(Verb.TRY_AGAIN), Remedy.of(Verb.CHOOSE_BACKUP_FOLDER));
            case DumpToolMissing(int serverMajor, var lookedAt) -> Advice.on(problem, serverMajor).showing(lookedAt)
                    .offering(Remedy.of(Verb.CHECK_AGAIN), Remedy.of(Verb.COPY_REPORT));
        };
    }

    private static double megabytes(long bytes) {
        return bytes / 1_000_000.0;
    }
}
