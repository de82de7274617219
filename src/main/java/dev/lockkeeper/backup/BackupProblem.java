package dev.lockkeeper.backup;

import dev.lockkeeper.operation.Problem;
import java.nio.file.Path;
import java.util.List;

/// Why there is no backup that could be trusted. Earlier backups are untouched in every case.
public sealed interface BackupProblem extends Problem {

    /// The folder is missing, read-only, or no folder.
    record BackupFolderUnusable(Path folder, String reason) implements BackupProblem {}

    /// Bytes; `where` is this machine or the container.
    record DiskTooSmall(String where, long free, long needed) implements BackupProblem {}

    record DiskFull(String where, long written) implements BackupProblem {}

    /// The dump program ended with an error; `lines` are its last words.
    record DumpFailed(String tool, int exitCode, List<String> lines) implements BackupProblem {}

    /// Somebody is rewriting a table, and kept it longer than we wait.
    record TablesBusy(String evidence) implements BackupProblem {}

    /// The engine or the container went away in the middle.
    record DumpInterrupted(String evidence) implements BackupProblem {}

    /// What arrived is not what was sent.
    record CopyDiffers(String sentSha256, String receivedSha256, long sent, long received) implements BackupProblem {}

    /// The finished file does not decode.
    record BackupUnreadable(Path file, List<String> lines) implements BackupProblem {}

    /// No way to dump this database from here: what was looked for.
    record DumpToolMissing(int serverMajor, List<String> lookedAt) implements BackupProblem {}

    /// No backup of that name in the folder, and no such file.
    record BackupUnknown(String asked, Path folder) implements BackupProblem {}

    /// The file is something else; `what` names it: `zip`, `png`, `empty`.
    record NoBackup(Path file, String what) implements BackupProblem {}

    /// The file is not as its manifest says. `lines` are what the programs say of it.
    record BackupDamaged(Path file, long bytes, long expectedBytes, List<String> lines) implements BackupProblem {}

    /// The manifest beside the file is another file's.
    record ManifestForeign(Path file, String named) implements BackupProblem {}

    /// Made by a newer PostgreSQL than the server's, or in a newer form than its programs know.
    record ArchiveTooNew(Path file, String madeBy, String server) implements BackupProblem {}

    /// The file is encrypted, and there is no key to open it with.
    record KeyMissing(String lookedAt) implements BackupProblem {}

    /// The file is encrypted for others.
    record KeyWrong(String lookedAt) implements BackupProblem {}

    /// The restore did not get to its end. The live database was not touched.
    record RestoreFailed(String tool, int exitCode, List<String> lines) implements BackupProblem {}

    /// Some objects could not be restored; which, say the lines. The live database was not touched.
    record RestoredWithProblems(int problems, List<String> lines) implements BackupProblem {}

    /// What was restored is not what the manifest says. The live database was not touched.
    record ContentsDiffer(List<String> differences) implements BackupProblem {}

    /// No room for a second database beside the live one; bytes.
    record RoomTooSmall(String where, long free, long needed) implements BackupProblem {}

    /// Sessions that we may not end keep the live database from being replaced. It is open again, as it was.
    record SessionsStay(List<String> sessions) implements BackupProblem {}

    /// The role may not create databases, so there is no place to restore to.
    record NoRightToCreate(String user) implements BackupProblem {}

    /// A backup first is not a choice in production.
    record GuardRequired(String environment) implements BackupProblem {}

    /// A restore was cut off while the live database was closed: nobody gets in until somebody decides.
    record RestoreCutOff(String live, String beside) implements BackupProblem {}

    /// No former database of that name is kept.
    record NothingKept(String asked) implements BackupProblem {}

    /// The SQL file has a command for psql, which we never run. `line` counts from 1.
    record SqlMetaCommand(Path file, long line, String command) implements BackupProblem {}

    /// The server refused a statement of the SQL file. Nothing of the file stayed.
    record SqlRefused(String file, long line, String state, String message) implements BackupProblem {}

    /// No backup is deleted while backups fail. `failure` is the code of why the last one failed.
    record RetentionFrozen(java.time.Instant since, String failure) implements BackupProblem {}

    /// The system's scheduler has no program here; what was looked for.
    record SchedulerMissing(List<String> lookedFor) implements BackupProblem {}

    record SchedulerFailed(String program, int exitCode, List<String> lines) implements BackupProblem {}

    /// The file that names who backups are encrypted for does not; `line` counts from 1, and is 0 where the file as a whole is meant.
    record RecipientsUnusable(Path file, long line) implements BackupProblem {}

    /// A key would take the place of a file.
    record KeyExists(Path file) implements BackupProblem {}

    /// Nobody knows by which program this console was started, so a scheduler cannot start it.
    record LauncherMissing() implements BackupProblem {}

    /// The report is not as it was written.
    record ReportAltered(Path report, String why) implements BackupProblem {}
}
