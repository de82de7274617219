package dev.lockkeeper.schema;

import dev.lockkeeper.operation.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What stands between a database and the revision it should be at.
public sealed interface SchemaProblem extends Problem {

    /// Revisions of the folder that are not applied.
    record SchemaBehind(Revision current, Revision head, int pending) implements SchemaProblem {}

    /// What `revision` would create is there already; its ledger says otherwise. `line` is counted from 1 in `file`,
    /// 0 where nothing was run. `present` names what is there, `absent` what is not.
    record SchemaAhead(Revision current, Revision revision, String file, int line, List<String> present, List<String> absent,
            String evidence) implements SchemaProblem {}

    /// The ledger says `revision`, and part of what it brings is not there.
    record SchemaBehindLedger(Revision revision, String file, List<String> absent) implements SchemaProblem {}

    /// Alembic moved the schema since our last change; our ledger follows at the next one.
    record MovedByAlembic(Revision ours, Revision alembic) implements SchemaProblem {}

    /// Only Alembic keeps a ledger here.
    record NotAdopted(Revision alembic) implements SchemaProblem {}

    /// Tables, and no ledger at all.
    record LedgerMissing(List<String> tables) implements SchemaProblem {}

    /// Alembic's ledger names a revision that this folder does not have.
    record RevisionUnknown(String id, String ledger) implements SchemaProblem {}

    /// Applied revisions whose files are not in this folder: the database is newer than this checkout.
    record ScriptMissing(List<Revision> revisions) implements SchemaProblem {}

    record ScriptEdited(List<String> files) implements SchemaProblem {}

    record ScriptMisnamed(List<String> files) implements SchemaProblem {}

    record ScriptDuplicate(Revision revision, List<String> files) implements SchemaProblem {}

    /// A revision below the current one that was never applied.
    record OutOfOrder(List<Revision> revisions) implements SchemaProblem {}

    record ScriptUnreadable(String file, String reason) implements SchemaProblem {}

    /// A script whose statements cannot all run in one transaction, mixed with ones that must.
    record ScriptMixed(String file, String evidence) implements SchemaProblem {}

    /// The server refused a statement. The step was undone: the database is at `standing`.
    record ScriptFailed(Revision revision, Revision standing, String file, int line, String statement, String sqlState,
            String message,
            Optional<String> hint) implements SchemaProblem {}

    /// A step that runs outside a transaction failed or was cut off: it may be half done.
    record StepHalfDone(Revision revision, String file) implements SchemaProblem {}

    /// The work of a step that runs outside a transaction is there, and no ledger says so: its run was cut off.
    record DoneNotRecorded(Revision revision, String file, List<String> objects) implements SchemaProblem {}

    /// A step that runs outside a transaction was cut off: these indexes are there and unusable, those are sound, those not there.
    record InvalidIndex(Revision revision, String file, List<String> invalid, List<String> sound, List<String> absent)
            implements
                SchemaProblem {}

    /// Not everything that the revision makes is there and sound, so it is not written down as applied.
    record NotProven(Revision revision, List<String> missing) implements SchemaProblem {}

    /// The server ended a statement that nobody here asked it to end: its own time limit (`timedOut`), or somebody's cancel. The step was
    /// undone.
    record StatementEnded(Revision revision, Revision standing, String file, int line, boolean timedOut, String message)
            implements
                SchemaProblem {}

    record WayBackMissing(Revision revision, String expectedFile) implements SchemaProblem {}

    /// Another session holds a table that the step needs; nothing was changed. `blockers` describe the sessions.
    record BlockedBySession(Revision standing, String file, List<Blocker> blockers) implements SchemaProblem {}

    record TargetUnknown(String asked, List<String> available) implements SchemaProblem {}

    /// Somebody else moved the schema between the look and the act.
    record MovedMeanwhile(Revision expected, Revision found) implements SchemaProblem {}

    /// The target is not above (`up`) or not below the current level.
    record NothingToDo(Revision current, boolean up) implements SchemaProblem {}

    record MigrationFolderMissing(Path folder) implements SchemaProblem {}

    record MigrationFolderEmpty(String folder) implements SchemaProblem {}
}
