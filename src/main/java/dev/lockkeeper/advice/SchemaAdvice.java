package dev.lockkeeper.advice;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;
import dev.lockkeeper.schema.Blocker;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.SchemaProblem.*;
import java.util.ArrayList;
import java.util.List;

/// Words and ways out for every problem of the schema.
final class SchemaAdvice {

    private SchemaAdvice() {}

    static Advice on(SchemaProblem problem) {
        return switch (problem) {
            case SchemaBehind(var current, var head, int pending) -> Advice.on(problem, current.id(), head.id(), pending)
                    .offering(upgrade(head), Remedy.of(Verb.SHOW_MIGRATIONS));
            case SchemaAhead ahead -> ahead(ahead);
            case SchemaBehindLedger(var revision, var file, var absent) -> Advice.on(problem, revision.id(), absent.size())
                    .showing(marked(file, "−", absent)).offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.CHECK_AGAIN));
            case MovedByAlembic(var ours, var alembic) -> Advice.on(problem, ours.id(), alembic.id())
                    .showing(List.of("flyway_schema_history = " + ours, "alembic_version = " + alembic))
                    .offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.CHECK_AGAIN));
            case NotAdopted(var alembic) -> Advice.on(problem, alembic.id()).showing(List.of("alembic_version = " + alembic))
                    .offering(Remedy.of(Verb.ADOPT).running("lockkeeper stamp " + alembic), Remedy.of(Verb.SHOW_MIGRATIONS));
            case LedgerMissing(var tables) -> Advice.on(problem, tables.size()).showing(tables)
                    .offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.CHECK_AGAIN));
            case RevisionUnknown(var id, var ledger) -> Advice.on(problem, id, ledger).showing(List.of(ledger + " = " + id))
                    .offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.CHECK_AGAIN));
            case ScriptMissing(var revisions) ->
                Advice.on(problem, revisions.size()).showing(revisions.stream().map(Revision::id).toList())
                        .offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.CHECK_AGAIN));
            case ScriptEdited(var files) ->
                Advice.on(problem, files.size()).showing(files).offering(Remedy.of(Verb.SHOW_MIGRATIONS),
                        Remedy.of(Verb.CHECK_AGAIN));
            case ScriptMisnamed(var files) -> Advice.on(problem, files.size()).showing(files).offering(Remedy.of(Verb.TRY_AGAIN));
            case ScriptDuplicate(var revision, var files) -> Advice.on(problem, revision.id()).showing(files)
                    .offering(Remedy.of(Verb.TRY_AGAIN));
            case OutOfOrder(var revisions) -> Advice.on(problem, String.join(", ", revisions.stream().map(Revision::id).toList()))
                    .offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.CHECK_AGAIN));
            case ScriptUnreadable(var file, var reason) -> Advice.on(problem, file).showing(List.of(reason))
                    .offering(Remedy.of(Verb.TRY_AGAIN));
            case ScriptMixed(var file, var evidence) -> Advice.on(problem, file).showing(List.of(evidence))
                    .offering(Remedy.of(Verb.SHOW_MIGRATIONS));
            case ScriptFailed failed -> Advice
                    .on(problem, failed.revision().id(), failed.standing().id(), failed.file(), failed.line())
                    .showing(evidence(failed)).offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.SHOW_ACTIVITY));
            case StepHalfDone(var revision, var file) -> Advice.on(problem, revision.id(), file)
                    .offering(marking(revision), clearing(revision), Remedy.of(Verb.COPY_REPORT));
            case DoneNotRecorded(var revision, var file, var objects) -> Advice.on(problem, revision.id(), file)
                    .showing(marked(file, "+", objects)).offering(marking(revision), clearing(revision));
            case InvalidIndex(var revision, var file, var invalid, var sound, var absent) -> Advice
                    .on(problem, revision.id(), file, invalid.size()).showing(remains(file, invalid, sound, absent))
                    .offering(clearing(revision), Remedy.of(Verb.COPY_REPORT));
            case NotProven(var revision, var missing) -> Advice.on(problem, revision.id())
                    .showing(missing.stream().map(object -> "− " + object).toList())
                    .offering(clearing(revision), Remedy.of(Verb.SHOW_MIGRATIONS));
            case StatementEnded(var revision, var standing, var file, int line, boolean timedOut, var message) -> Advice
                    .on(problem, revision.id(), standing.id(), file, line, timedOut ? 1 : 0)
                    .showing(List.of(file + ":" + line + "  " + message))
                    .offering(Remedy.of(Verb.TRY_AGAIN), Remedy.of(Verb.SHOW_ACTIVITY));
            case WayBackMissing(var revision, var expected) -> Advice.on(problem, revision.id(), expected)
                    .offering(Remedy.of(Verb.SHOW_MIGRATIONS));
            case BlockedBySession blocked -> blocked(blocked);
            case TargetUnknown(var asked, var available) -> Advice.on(problem, asked).showing(available)
                    .offering(Remedy.of(Verb.SHOW_MIGRATIONS));
            case MovedMeanwhile(var expected, var found) -> Advice.on(problem, expected.id(), found.id())
                    .offering(Remedy.of(Verb.CHECK_AGAIN));
            case NothingToDo(var current, _) -> Advice.on(problem, current.id()).offering(Remedy.of(Verb.CHECK_AGAIN));
            case MigrationFolderMissing(var folder) -> Advice.on(problem, folder.toString()).offering(Remedy.of(Verb.TRY_AGAIN));
            case MigrationFolderEmpty(var folder) -> Advice.on(problem, folder).offering(Remedy.of(Verb.TRY_AGAIN));
        };
    }

    /// Whether all of the revision is there decides what is offered: a stamp would lie about a schema that has half of it.
    private static Advice ahead(SchemaAhead ahead) {
        List<String> evidence = new ArrayList<>();
        if (!ahead.evidence().isEmpty()) {
            evidence.add(ahead.file() + ":" + ahead.line() + "  " + ahead.evidence());
        }
        ahead.present().forEach(object -> evidence.add("+ " + object));
        ahead.absent().forEach(object -> evidence.add("− " + object));
        Advice advice = Advice
                .on(ahead, ahead.revision().id(), ahead.current().id(), ahead.present().size(), ahead.absent().size())
                .showing(evidence);
        return ahead.absent().isEmpty()
                ? advice.offering(
                        Remedy.of(Verb.STAMP, ahead.revision().id()).running("lockkeeper stamp " + ahead.revision()),
                        Remedy.of(Verb.SHOW_MIGRATIONS))
                : advice.offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.COPY_REPORT));
    }

    /// Waiting harms nobody; ending the session undoes its work, so it comes last.
    private static Advice blocked(BlockedBySession blocked) {
        String verb = blocked.file().startsWith("U") ? "lockkeeper downgrade" : "lockkeeper upgrade";
        List<Remedy> ways = new ArrayList<>(List.of(Remedy.of(Verb.WAIT).running(verb + " --wait"), Remedy.of(Verb.TRY_AGAIN)));
        blocked.blockers().stream().limit(1)
                .forEach(blocker -> ways.add(Remedy.of(Verb.END_SESSION, String.valueOf(blocker.pid()))
                        .running(verb + " --end-blocker " + blocker.pid())));
        return Advice.on(blocked, blocked.standing().id(), blocked.file())
                .showing(blocked.blockers().stream().map(Blocker::toString).toList()).offering(ways.toArray(Remedy[]::new));
    }

    private static Remedy marking(Revision revision) {
        return Remedy.of(Verb.MARK_APPLIED, revision.id()).running("lockkeeper resolve " + revision + " --mark-applied");
    }

    private static Remedy clearing(Revision revision) {
        return Remedy.of(Verb.CLEAR_AND_RETRY, revision.id()).running("lockkeeper resolve " + revision + " --retry");
    }

    private static List<String> remains(String file, List<String> invalid, List<String> sound, List<String> absent) {
        List<String> lines = marked(file, "!", invalid);
        sound.forEach(name -> lines.add("+ " + name));
        absent.forEach(name -> lines.add("− " + name));
        return lines;
    }

    private static Remedy upgrade(Revision head) {
        return Remedy.of(Verb.UPGRADE, head.id()).running("lockkeeper upgrade " + head);
    }

    private static List<String> marked(String first, String mark, List<String> names) {
        List<String> lines = new ArrayList<>(List.of(first));
        names.forEach(name -> lines.add(mark + " " + name));
        return lines;
    }

    private static List<String> evidence(ScriptFailed failed) {
        List<String> lines = new ArrayList<>();
        lines.add(failed.file() + ":" + failed.line() + "  " + failed.message() + " (SQLSTATE " + failed.sqlState() + ")");
        failed.statement().lines().limit(8).forEach(lines::add);
        failed.hint().ifPresent(hint -> lines.add("HINT: " + hint));
        return lines;
    }
}
