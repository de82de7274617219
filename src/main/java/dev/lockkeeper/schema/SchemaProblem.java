package dev.lockkeeper.schema;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.schema.catalog.Difference;
import dev.lockkeeper.schema.lint.Hazard;
import dev.lockkeeper.words.Message;
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
    /// `evidence` has both ledgers' last entries.
    record MovedByAlembic(Revision ours, Revision alembic, List<String> evidence) implements SchemaProblem {

        public MovedByAlembic(Revision ours, Revision alembic) {
            this(ours, alembic, List.of("flyway_schema_history = " + ours, "alembic_version = " + alembic));
        }
    }

    /// Only Alembic keeps a ledger here.
    /// `id` is what stands there for this level.
    record NotAdopted(Revision alembic, String id) implements SchemaProblem {

        public NotAdopted(Revision alembic) {
            this(alembic, alembic.id());
        }
    }

    /// Tables, and no ledger at all.
    record LedgerMissing(List<String> tables) implements SchemaProblem {}

    /// Alembic's ledger names a revision that this folder does not have.
    /// `hint` says where the id may come from.
    record RevisionUnknown(String id, String ledger, Message hint) implements SchemaProblem {

        public RevisionUnknown(String id, String ledger) {
            this(id, ledger, Message.of("alembic.hint.nowhere"));
        }
    }

    /// Applied revisions whose files are gone from between the others of this folder. `files` are the names they had.
    record ScriptMissing(List<Revision> revisions, List<String> files) implements SchemaProblem {}

    /// Applied revisions above all files of this folder: the database is newer than this checkout.
    record DatabaseNewer(List<Revision> revisions) implements SchemaProblem {}

    /// `checksums` has one line for each file: the one that was applied, and the file's now. `changes` are lines of a unified diff from what
    /// was applied, for those files whose older text is known.
    record ScriptEdited(List<String> files, List<String> checksums, List<String> changes) implements SchemaProblem {

        public ScriptEdited(List<String> files, List<String> checksums) {
            this(files, checksums, List.of());
        }

        public ScriptEdited(List<String> files) {
            this(files, files);
        }

        /// The part of the diff that is about one file.
        public List<String> changes(String file) {
            int begin = changes.indexOf("--- " + file + " (applied)");
            if (begin < 0) {
                return List.of();
            }
            List<String> rest = changes.subList(begin, changes.size());
            int end = java.util.stream.IntStream.range(1, rest.size())
                    .filter(line -> rest.get(line).startsWith("--- ") && rest.get(line).endsWith(" (applied)")).findFirst()
                    .orElse(rest.size());
            return List.copyOf(rest.subList(0, end));
        }
    }

    record ScriptMisnamed(List<String> files) implements SchemaProblem {}

    /// Rows that the server would surely refuse a pending statement for; nothing was run.
    record DataRefuses(List<DataFinding> findings) implements SchemaProblem {}

    /// Red hazards of pending scripts that nobody answers for, in production; nothing was run.
    record HazardsUnaccepted(List<Hazard> hazards) implements SchemaProblem {}

    record ScriptDuplicate(Revision revision, List<String> files) implements SchemaProblem {}

    /// A revision below the current one that was never applied.
    record OutOfOrder(List<Revision> revisions) implements SchemaProblem {}

    /// Numbers that are left out between the files' own: perhaps a file was forgotten. Told, and in nobody's way.
    record ScriptGap(List<String> absent) implements SchemaProblem {}

    /// Characters that make a script look other than it runs. `places` are `file:line: U+202E`; `refused` in production.
    record ScriptDisguised(List<String> places, boolean refused) implements SchemaProblem {}

    /// A link that leads out of the folder of migrations.
    record ScriptOutside(String file, String target) implements SchemaProblem {}

    /// Nothing that was applied here is in this folder: it belongs to another project. `applied` and `files` are what each has.
    record MigrationFolderForeign(List<String> applied, List<String> files) implements SchemaProblem {}

    record ScriptUnreadable(String file, String reason) implements SchemaProblem {}

    /// A script whose statements cannot all run in one transaction, mixed with ones that must.
    record ScriptMixed(String file, String evidence) implements SchemaProblem {}

    /// The server refused a statement. The step was undone: the database is at `standing`.
    record ScriptFailed(Revision revision, Revision standing, String file, int line, String statement, String sqlState,
            String message,
            Optional<String> hint) implements SchemaProblem {}

    /// A step that runs outside a transaction failed or was cut off: it may be half done.
    record StepHalfDone(Revision revision, String file) implements SchemaProblem {}

    /// A step that runs outside a transaction failed, and what it did stays. `why` is what it failed for; `invalid` are indexes that it left
    /// and nothing can use, `sound` what it left whole.
    record ScriptHalfDone(Revision revision, Revision standing, String file, SchemaProblem why, List<String> invalid,
            List<String> sound) implements SchemaProblem {}

    /// A revision that nothing has to be mended of.
    record NotHalfDone(Revision revision, Revision current) implements SchemaProblem {}

    /// The work of a step that runs outside a transaction is there, and no ledger says so: its run was cut off.
    record DoneNotRecorded(Revision revision, String file, List<String> objects) implements SchemaProblem {}

    /// A step that runs outside a transaction was cut off: these indexes are there and unusable, those are sound, those not there.
    record InvalidIndex(Revision revision, String file, List<String> invalid, List<String> sound, List<String> absent)
            implements
                SchemaProblem {}

    /// Not everything that the revision makes is there and sound, so it is not written down as applied. `invalid` are there and unusable.
    record NotProven(Revision revision, List<String> missing, List<String> invalid) implements SchemaProblem {}

    /// The server ended a statement that nobody here asked it to end: its own time limit (`timedOut`), or somebody's cancel. The step was
    /// undone.
    record StatementEnded(Revision revision, Revision standing, String file, int line, boolean timedOut, String message)
            implements
                SchemaProblem {}

    /// The system ended a process of the server in mid step, and the server reset all sessions. `undone`: the step's transaction was not
    /// committed. `message` is the server's sentence about it.
    record ServerProcessEnded(Revision revision, Revision standing, String file, boolean undone, String message)
            implements
                SchemaProblem {}

    /// A way back that runs outside a transaction ended too early, and left a schema that is neither revision. `differences` are from
    /// `standing`, which the ledgers still name; `message` is why it ended.
    record WayBackHalfDone(Revision revision, Revision standing, String file, String message, List<Difference> differences)
            implements
                SchemaProblem {}

    /// `backup` is the newest one that leads to the same level instead.
    record WayBackMissing(Revision revision, String expectedFile, Optional<String> backup) implements SchemaProblem {

        public WayBackMissing(Revision revision, String expectedFile) {
            this(revision, expectedFile, Optional.empty());
        }
    }

    /// Another session holds a table that the step needs; the step was undone. `blockers` describe the sessions, `during` the move that the
    /// step is part of.
    record BlockedBySession(Revision standing, String file, List<Blocker> blockers, Optional<Move> during)
            implements
                SchemaProblem {

        public BlockedBySession(Revision standing, String file, List<Blocker> blockers) {
            this(standing, file, blockers, Optional.empty());
        }
    }

    /// A move under way: `upgrade` or `downgrade`, its two ends, and whether the operator declined the backup before it.
    record Move(String verb, Revision from, Revision target, boolean unguarded) {

        /// The command that does the rest of it.
        public String command() {
            return "lockkeeper " + verb + " " + target + (unguarded ? " --no-backup" : "");
        }
    }

    /// A script that an empty database refuses, so that nobody can say what its revision makes.
    record NotBuildable(Revision revision, String file, int line, String statement, String message) implements SchemaProblem {}

    /// `user` may not create the empty database that a comparison needs.
    record NoScratch(String user) implements SchemaProblem {}

    /// A stamp that would lie. `found` says what the schema is; `differences` are those from `asked`.
    record StampUntrue(Revision asked, Identity found, List<Difference> differences) implements SchemaProblem {}

    /// The scripts ran, and the schema is not what they make of an empty database. `differences` are new since the run began; `before` are those
    /// that were there already.
    record VerifyFailed(Revision revision, List<Difference> differences, List<Difference> before) implements SchemaProblem {

        public VerifyFailed(Revision revision, List<Difference> differences) {
            this(revision, differences, List.of());
        }
    }

    /// A plan for a state that is no more; nothing was run. `changes` say what is another one now.
    record PlanStale(List<String> changes) implements SchemaProblem {}

    /// A file that is no plan, or was changed since it was made.
    record PlanUnreadable(String file, String reason) implements SchemaProblem {}

    /// The schema is no revision of the folder, or several: nothing can be adopted.
    record NotAdoptable(Identity found) implements SchemaProblem {}

    /// A statement of a script or of a way back that the server refused where nothing is kept. `message` ends with the SQLSTATE.
    record RehearsalFailed(Revision revision, String file, int line, String statement, String message,
            Optional<String> hint) implements SchemaProblem {}

    /// A statement that could not be taken back, so that it must not be tried on the live database. Nothing was run.
    record RehearsalRefused(String file, int line, String statement) implements SchemaProblem {}

    /// A rehearsal on the live database that was not done in time; it was taken back.
    record RehearsalTooLong(String file, int line, long seconds) implements SchemaProblem {}

    /// A rehearsal on the live database that got no further than waiting; it was taken back. `blockers` describe the sessions.
    record RehearsalBlocked(String file, long seconds, List<String> blockers) implements SchemaProblem {}

    record TargetUnknown(String asked, List<String> available) implements SchemaProblem {}

    /// Somebody else moved the schema between the look and the act.
    record MovedMeanwhile(Revision expected, Revision found) implements SchemaProblem {}

    /// The target is not above (`up`) or not below the current level.
    record NothingToDo(Revision current, boolean up) implements SchemaProblem {}

    record MigrationFolderMissing(Path folder) implements SchemaProblem {}

    record MigrationFolderEmpty(String folder) implements SchemaProblem {}

    /// Alembic itself could not order the files of its folder. `how` is `duplicate`, `label`, `parent` or `cycle`.
    record AlembicGraphBroken(String how, List<String> evidence) implements SchemaProblem {}

    record AlembicFolderMissing(Path folder) implements SchemaProblem {}

    /// Alembic's ledger stands on several branches at once; ours has one level.
    record AlembicHeads(List<String> ids) implements SchemaProblem {}

    /// A revision of ours that has no counterpart in the Alembic folder whose ids this database uses: its ledger could not follow.
    record AlembicCounterpartMissing(Revision revision, String file) implements SchemaProblem {}

    /// The Alembic folder gives a revision another id than the one this database keeps for it.
    record AlembicIdsChanged(Revision revision, String kept, String now) implements SchemaProblem {}
}
