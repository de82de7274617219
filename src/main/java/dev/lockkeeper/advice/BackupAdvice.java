package dev.lockkeeper.advice;

import dev.lockkeeper.backup.BackupProblem.ArchiveTooNew;
import dev.lockkeeper.backup.BackupProblem.BackupDamaged;
import dev.lockkeeper.backup.BackupProblem.BackupFolderUnusable;
import dev.lockkeeper.backup.BackupProblem.BackupUnknown;
import dev.lockkeeper.backup.BackupProblem.BackupUnreadable;
import dev.lockkeeper.backup.BackupProblem.ContentsDiffer;
import dev.lockkeeper.backup.BackupProblem.CopyDiffers;
import dev.lockkeeper.backup.BackupProblem.DiskFull;
import dev.lockkeeper.backup.BackupProblem.DiskTooSmall;
import dev.lockkeeper.backup.BackupProblem.DumpFailed;
import dev.lockkeeper.backup.BackupProblem.DumpInterrupted;
import dev.lockkeeper.backup.BackupProblem.DumpToolMissing;
import dev.lockkeeper.backup.BackupProblem.GuardRequired;
import dev.lockkeeper.backup.BackupProblem.KeyExists;
import dev.lockkeeper.backup.BackupProblem.KeyMissing;
import dev.lockkeeper.backup.BackupProblem.KeyWrong;
import dev.lockkeeper.backup.BackupProblem.LauncherMissing;
import dev.lockkeeper.backup.BackupProblem.ManifestForeign;
import dev.lockkeeper.backup.BackupProblem.NoRightToCreate;
import dev.lockkeeper.backup.BackupProblem.NoBackup;
import dev.lockkeeper.backup.BackupProblem.NothingKept;
import dev.lockkeeper.backup.BackupProblem.RecipientsUnusable;
import dev.lockkeeper.backup.BackupProblem.ReportAltered;
import dev.lockkeeper.backup.BackupProblem.RestoreCutOff;
import dev.lockkeeper.backup.BackupProblem.RestoreFailed;
import dev.lockkeeper.backup.BackupProblem.RestoredWithProblems;
import dev.lockkeeper.backup.BackupProblem.RetentionFrozen;
import dev.lockkeeper.backup.BackupProblem.RoomTooSmall;
import dev.lockkeeper.backup.BackupProblem.SchedulerFailed;
import dev.lockkeeper.backup.BackupProblem.SchedulerMissing;
import dev.lockkeeper.backup.BackupProblem.SessionsStay;
import dev.lockkeeper.backup.BackupProblem.SqlMetaCommand;
import dev.lockkeeper.backup.BackupProblem.SqlRefused;
import dev.lockkeeper.backup.BackupProblem.TablesBusy;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy.Verb;
import dev.lockkeeper.operation.Remedy;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;

/// Words and ways out where there is no backup that could be trusted. Database and earlier backups are untouched in every case.
final class BackupAdvice {

    private static final Pattern WHY = Pattern.compile("(?i)\\b(error|fatal|panic|detail|hint|query was|aborted|failed)\\b");

    private BackupAdvice() {}

    static Advice on(BackupProblem problem) {
        return switch (problem) {
            case BackupFolderUnusable(var folder, var reason) -> Advice.on(problem, folder.toString()).showing(List.of(reason))
                    .offering(Remedy.of(Verb.CHOOSE_BACKUP_FOLDER), Remedy.of(Verb.TRY_AGAIN));
            case DiskTooSmall(var where, long free, long needed) -> Advice.on(problem, where, megabytes(free), megabytes(needed))
                    .offering(Remedy.of(Verb.CHOOSE_BACKUP_FOLDER), Remedy.of(Verb.TRY_AGAIN));
            case DiskFull(var where, long written) -> Advice.on(problem, where, megabytes(written))
                    .offering(Remedy.of(Verb.CHOOSE_BACKUP_FOLDER), Remedy.of(Verb.TRY_AGAIN));
            case DumpFailed(var tool, int exitCode, var lines) -> Advice.on(problem, tool, exitCode).showing(telling(lines))
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
            case BackupUnknown(var asked, var folder) -> Advice.on(problem, asked, folder.toString())
                    .offering(Remedy.of(Verb.TRY_AGAIN));
            case NoBackup(var file, var what) -> Advice.on(problem, name(file), what)
                    .showing(List.of(file.toString())).offering(Remedy.of(Verb.TRY_AGAIN));
            case BackupDamaged(var file, long bytes, long expected, var lines) -> Advice.on(problem, name(file), bytes, expected)
                    .showing(lines).offering(Remedy.of(Verb.TRY_AGAIN), Remedy.of(Verb.COPY_REPORT));
            case ManifestForeign(var file, var named) -> Advice.on(problem, name(file), named)
                    .showing(List.of(file.toString())).offering(Remedy.of(Verb.TRY_AGAIN));
            case ArchiveTooNew(var file, var madeBy, var server) -> Advice.on(problem, name(file), madeBy, server)
                    .offering(Remedy.of(Verb.COPY_REPORT));
            case KeyMissing(var lookedAt) -> Advice.on(problem, lookedAt).offering(Remedy.of(Verb.TRY_AGAIN));
            case KeyWrong(var lookedAt) -> Advice.on(problem, lookedAt).offering(Remedy.of(Verb.TRY_AGAIN));
            case RestoreFailed(var tool, int exitCode, var lines) -> Advice.on(problem, tool, exitCode).showing(lines)
                    .offering(Remedy.of(Verb.SHOW_ACTIVITY), Remedy.of(Verb.TRY_AGAIN));
            case RestoredWithProblems(int problems, var lines) -> Advice.on(problem, problems).showing(lines)
                    .offering(Remedy.of(Verb.SHOW_ACTIVITY), Remedy.of(Verb.COPY_REPORT));
            case ContentsDiffer(var differences) -> Advice.on(problem, differences.size()).showing(differences)
                    .offering(Remedy.of(Verb.SHOW_ACTIVITY), Remedy.of(Verb.COPY_REPORT));
            case RoomTooSmall(var where, long free, long needed) -> Advice
                    .on(problem, where, megabytes(free), megabytes(needed)).offering(Remedy.of(Verb.TRY_AGAIN));
            case SessionsStay(var sessions) -> Advice.on(problem, sessions.size()).showing(sessions)
                    .offering(Remedy.of(Verb.TRY_AGAIN));
            case NoRightToCreate(var user) -> Advice.on(problem, user).showing(List.of("ALTER ROLE " + user + " CREATEDB"))
                    .offering(Remedy.of(Verb.TRY_AGAIN));
            case GuardRequired(var environment) -> Advice.on(problem, environment).offering(Remedy.of(Verb.TRY_AGAIN));
            case RestoreCutOff(var live, var beside) -> Advice.on(problem, live, beside).showing(List.of(live, beside))
                    .offering(Remedy.of(Verb.REOPEN).running("lockkeeper restore --reopen"),
                            Remedy.of(Verb.FINISH_RESTORE).running("lockkeeper restore --finish"));
            case NothingKept(var asked) -> Advice.on(problem, asked).offering(Remedy.of(Verb.TRY_AGAIN));
            case SqlMetaCommand(var file, long line, var command) -> Advice.on(problem, name(file), line, command)
                    .showing(List.of(command)).offering(Remedy.of(Verb.COPY_REPORT));
            case SqlRefused(var file, long line, var state, var message) -> Advice.on(problem, file, line, state)
                    .showing(message.lines().toList()).offering(Remedy.of(Verb.SHOW_ACTIVITY), Remedy.of(Verb.COPY_REPORT));
            case RetentionFrozen(var since, var failure) -> Advice.on(problem, Date.from(since), failure)
                    .offering(Remedy.of(Verb.SHOW_ACTIVITY), Remedy.of(Verb.TRY_AGAIN));
            case SchedulerMissing(var lookedFor) -> Advice.on(problem).showing(lookedFor).offering(Remedy.of(Verb.TRY_AGAIN));
            case SchedulerFailed(var program, int exitCode, var lines) -> Advice.on(problem, program, exitCode).showing(lines)
                    .offering(Remedy.of(Verb.TRY_AGAIN));
            case RecipientsUnusable(var file, long line) -> Advice.on(problem, file.toString(), line)
                    .offering(Remedy.of(Verb.TRY_AGAIN));
            case KeyExists(var file) -> Advice.on(problem, file.toString()).offering(Remedy.of(Verb.TRY_AGAIN));
            case LauncherMissing() -> Advice.on(problem).offering(Remedy.of(Verb.TRY_AGAIN));
            case ReportAltered(var report, var why) -> Advice.on(problem, name(report)).showing(List.of(why))
                    .offering(Remedy.of(Verb.COPY_REPORT));
        };
    }

    /// Of a program's last words those that say why it ended; all, where none does.
    private static List<String> telling(List<String> lines) {
        List<String> told = lines.stream().filter(line -> WHY.matcher(line).find()).toList();
        return told.isEmpty() ? lines : told;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static double megabytes(long bytes) {
        return bytes / 1_000_000.0;
    }
}
