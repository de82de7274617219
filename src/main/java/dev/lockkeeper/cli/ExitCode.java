package dev.lockkeeper.cli;

import dev.lockkeeper.accounts.AccountsProblem;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.ResetProblem;
import dev.lockkeeper.operation.OperationProblem;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.support.SupportProblem;
import java.util.Locale;

/// How a verb ended, for scripts. The numbers are published and never change their meaning.
///
/// | code | name | meaning |
/// | --- | --- | --- |
/// | 0 | `DONE` | Done, or already as asked; `doctor`: all green; `current`: at the latest revision |
/// | 1 | `ATTENTION` | It works, and something should be done: `doctor` with warnings only, `current` below the latest revision, `schedule` with a missed run, `verify` of a backup that restores with problems, `preview` and `rehearse` where the data would refuse a statement, `lint` with amber hazards, `round-trip` with a way back that does not lead back |
/// | 2 | `FAILED` | Tried and failed, also after a part of it was done, or not reachable; `doctor`: a broken link. The text says what state the data is in |
/// | 3 | `REFUSED` | Not begun, nothing changed: a confirmation is missing, another writer, a finding that must be mended first (also a red one of `lint`), an unknown target |
/// | 4 | `STOPPED` | Stopped on request (Ctrl-C, SIGTERM). The text says what state the data is in |
/// | 64 | `USAGE` | The command line was not understood |
/// | 70 | `UNEXPECTED` | Nobody foresaw it; the log file has the stack |
public enum ExitCode {
    DONE(0), ATTENTION(1), FAILED(2), REFUSED(3), STOPPED(4), USAGE(64), UNEXPECTED(70);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /// The key of its words in the help: `cli.exit.done`.
    String key() {
        return "cli.exit." + name().toLowerCase(Locale.ROOT);
    }

    /// What a problem means for a script: whether it was refused before anything began, or failed.
    static ExitCode of(Problem problem) {
        return switch (problem) {
            case CommandProblem.Usage _ -> USAGE;
            case CommandProblem _ -> REFUSED;
            case OperationProblem _ -> REFUSED;
            case ConnectionProblem.TransactionPooler _ -> REFUSED;
            case SupportProblem.BundleExists _ -> REFUSED;
            case ResetProblem.VolumeNotRemoved _ -> FAILED;
            case ResetProblem _ -> REFUSED;
            case ContainerProblem.PortFree _,ContainerProblem.SeveralServices _,ContainerProblem.SeveralDatabases _,ContainerProblem.VolumeInUseTwice _,ContainerProblem.ActionUnderWay _ ->
                REFUSED;
            case ConnectionProblem.AnotherServer _ -> REFUSED;
            case SchemaProblem schema -> of(schema);
            case AccountsProblem.UnlockRefused _ -> FAILED;
            case AccountsProblem _ -> REFUSED;
            // seen before anything was begun
            case BackupProblem.DiskTooSmall _,BackupProblem.DumpToolMissing _,BackupProblem.RecipientsUnusable _,BackupProblem.KeyExists _,BackupProblem.LauncherMissing _,BackupProblem.BackupUnknown _,BackupProblem.NoBackup _,BackupProblem.ManifestForeign _,BackupProblem.ArchiveTooNew _,BackupProblem.KeyMissing _,BackupProblem.KeyWrong _,BackupProblem.RoomTooSmall _,BackupProblem.NoRightToCreate _,BackupProblem.GuardRequired _,BackupProblem.NothingKept _,BackupProblem.SqlMetaCommand _,BackupProblem.RestoreCutOff _,BackupProblem.RetentionFrozen _,BackupProblem.SchedulerMissing _ ->
                REFUSED;
            case EngineProblem.EngineByHand _ -> REFUSED;
            case Problem.Unexpected _ -> UNEXPECTED;
            default -> FAILED;
        };
    }

    private static ExitCode of(SchemaProblem problem) {
        return switch (problem) {
            case SchemaProblem.ScriptFailed _,SchemaProblem.ScriptHalfDone _,SchemaProblem.WayBackHalfDone _,SchemaProblem.VerifyFailed _,SchemaProblem.BlockedBySession _,SchemaProblem.StatementEnded _,SchemaProblem.ServerProcessEnded _,SchemaProblem.RehearsalFailed _,SchemaProblem.RehearsalTooLong _,SchemaProblem.RehearsalBlocked _ ->
                FAILED;
            // line 0: seen before anything was run
            case SchemaProblem.SchemaAhead ahead -> ahead.line() == 0 ? REFUSED : FAILED;
            default -> REFUSED;
        };
    }
}
