package dev.lockkeeper.advice;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.CommandLine;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;
import dev.lockkeeper.schema.Identity;
import dev.lockkeeper.schema.Blocker;
import dev.lockkeeper.schema.DataFinding;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.SchemaProblem.*;
import dev.lockkeeper.schema.catalog.Difference;
import dev.lockkeeper.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Words and ways out for every problem of the schema.
final class SchemaAdvice {

    private static final Pattern MISNAMED = Pattern
            .compile("\\s*([vVuU])\\s*(\\d+(?:[._]\\d+)*)[\\s_-]+(\\S.*?)(?:\\.(?i:sql)[^A-Za-z0-9]*.*)?");

    private SchemaAdvice() {}

    static Advice on(SchemaProblem problem) {
        return switch (problem) {
            case SchemaBehind(var current, var head, int pending) -> Advice.on(problem, current.id(), head.id(), pending)
                    .offering(upgrade(head), Remedy.of(Verb.SHOW_MIGRATIONS));
            case SchemaAhead ahead -> ahead(ahead);
            case SchemaBehindLedger(var revision, var file, var absent) -> Advice.on(problem, revision.id(), absent.size())
                    .showing(marked(file, "−", absent)).offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.CHECK_AGAIN));
            case MovedByAlembic(var ours, var alembic, var evidence) -> Advice.on(problem, ours.id(), alembic.id())
                    .showing(evidence)
                    .offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.CHECK_AGAIN));
            case NotAdopted(var alembic, var id) -> Advice.on(problem, alembic.id()).showing(List.of("alembic_version = " + id))
                    .offering(Remedy.of(Verb.ADOPT).running("lockkeeper stamp " + alembic), Remedy.of(Verb.SHOW_MIGRATIONS));
            case LedgerMissing(var tables) -> Advice.on(problem, tables.size()).showing(tables)
                    .offering(new Remedy(Verb.SHOW_MIGRATIONS, Message.of("remedy.which"), "lockkeeper which"),
                            Remedy.of(Verb.ADOPT).running("lockkeeper adopt"), Remedy.of(Verb.CHECK_AGAIN));
            case RevisionUnknown(var id, var ledger, var hint) -> Advice.on(problem, id, ledger, hint)
                    .showing(List.of(ledger + " = " + id))
                    .offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.CHECK_AGAIN));
            case ScriptMissing(var revisions, var files) ->
                Advice.on(problem, revisions.size(), String.join(", ", revisions.stream().map(Revision::id).toList()))
                        .showing(files.stream().map(file -> "− " + file).toList())
                        .offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.CHECK_AGAIN));
            case DatabaseNewer(var revisions) ->
                Advice.on(problem, revisions.size()).showing(revisions.stream().map(Revision::id).toList())
                        .offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.CHECK_AGAIN));
            case ScriptEdited(var files, var checksums, var changes) ->
                Advice.on(problem, files.size()).showing(Stream.concat(checksums.stream(), changes.stream()).toList()).offering(
                        Remedy.of(Verb.SHOW_MIGRATIONS),
                        Remedy.of(Verb.CHECK_AGAIN));
            case ScriptMisnamed(var files) -> Advice.on(problem, files.size())
                    .showing(files.stream().map(SchemaAdvice::renamed).toList()).offering(Remedy.of(Verb.TRY_AGAIN),
                            Remedy.of(Verb.LEAVE_ASIDE).running("lockkeeper upgrade" + each("--ignore", files)));
            case DataRefuses(var findings) -> Advice
                    .on(problem, findings.stream().findFirst().<Object>map(DataFinding::words).orElse(""), findings.size())
                    .showing(findings.stream().flatMap(SchemaAdvice::asked).toList())
                    .offering(Remedy.of(Verb.CHECK_AGAIN).running("lockkeeper preview"), Remedy.of(Verb.SHOW_MIGRATIONS));
            case HazardsUnaccepted(var hazards) -> Advice.on(problem, hazards.size())
                    .showing(hazards.stream().map(hazard -> hazard.place() + "  " + hazard.rule().id() + ": " + hazard.object())
                            .toList())
                    .offering(Remedy.of(Verb.SHOW_MIGRATIONS).running("lockkeeper lint"), Remedy.of(Verb.ACCEPT_HAZARDS)
                            .running("lockkeeper upgrade" + each("--accept",
                                    hazards.stream().map(hazard -> hazard.rule().id()).distinct().toList())));
            case ScriptDuplicate(var revision, var files) -> Advice.on(problem, revision.id()).showing(files)
                    .offering(Remedy.of(Verb.TRY_AGAIN));
            case OutOfOrder(var revisions) -> Advice.on(problem, String.join(", ", revisions.stream().map(Revision::id).toList()))
                    .offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.CHECK_AGAIN));
            case ScriptGap(var absent) -> Advice.on(problem, String.join(", ", absent))
                    .offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.CHECK_AGAIN));
            case ScriptDisguised(var places, boolean refused) ->
                Advice.on(problem, places.size(), refused ? 1 : 0).showing(places)
                        .offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.CHECK_AGAIN));
            case ScriptOutside(var file, var target) -> Advice.on(problem, file).showing(List.of(file + " → " + target))
                    .offering(Remedy.of(Verb.TRY_AGAIN));
            case MigrationFolderForeign(var applied, var files) -> Advice.on(problem, applied.size())
                    .showing(List.of("flyway_schema_history: " + some(applied), "V*.sql: " + some(files)))
                    .offering(Remedy.of(Verb.CHOOSE_PROJECT), Remedy.of(Verb.SHOW_MIGRATIONS));
            case AlembicGraphBroken(var how, var evidence) -> Advice.on(problem, how).showing(evidence)
                    .offering(Remedy.of(Verb.TRY_AGAIN));
            case AlembicFolderMissing(var folder) -> Advice.on(problem, folder.toString()).offering(Remedy.of(Verb.TRY_AGAIN));
            case AlembicHeads(var ids) -> Advice.on(problem, ids.size()).showing(ids.stream().map(id -> "alembic_version = " + id)
                    .toList()).offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.CHECK_AGAIN));
            case AlembicCounterpartMissing(var revision, var file) -> Advice.on(problem, revision.id(), file)
                    .offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.CHECK_AGAIN));
            case AlembicIdsChanged(var revision, var kept, var now) -> Advice.on(problem, revision.id())
                    .showing(List.of("lockkeeper.alembic_id: " + revision + " = " + kept,
                            "alembic/versions: " + revision + " = " + now))
                    .offering(Remedy.of(Verb.CHECK_AGAIN), Remedy.of(Verb.SHOW_MIGRATIONS));
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
            case ScriptHalfDone half -> halfDone(half);
            case NotHalfDone(var revision, var current) -> Advice.on(problem, revision.id(), current.id())
                    .offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.CHECK_AGAIN));
            case NotProven(var revision, var missing, var invalid) -> Advice.on(problem, revision.id(), invalid.size())
                    .showing(Stream.concat(invalid.stream().map(SchemaAdvice::unusable),
                            missing.stream().map(object -> "− " + object)).toList())
                    .offering(clearing(revision), Remedy.of(Verb.SHOW_MIGRATIONS));
            case StatementEnded(var revision, var standing, var file, int line, boolean timedOut, var message) -> Advice
                    .on(problem, revision.id(), standing.id(), file, line, timedOut ? 1 : 0)
                    .showing(List.of(file + ":" + line + "  " + message))
                    .offering(Remedy.of(Verb.TRY_AGAIN), Remedy.of(Verb.SHOW_ACTIVITY));
            case ServerProcessEnded(var revision, var standing, var file, boolean undone, var message) -> Advice
                    .on(problem, revision.id(), standing.id(), file, undone ? 1 : 0).showing(List.of(message))
                    .offering(Remedy.of(Verb.TRY_AGAIN), Remedy.of(Verb.SHOW_CONTAINERS), Remedy.of(Verb.SHOW_ACTIVITY));
            case WayBackMissing(var revision, var expected, var backup) -> Advice
                    .on(problem, revision.id(), expected, backup.orElse(""), backup.isPresent() ? 1 : 0)
                    .offering(backup
                            .map(file -> new Remedy(Verb.COPY_COMMAND, Message.of("remedy.restore-backup", file),
                                    CommandLine.of("lockkeeper", "restore", file)))
                            .orElseGet(() -> Remedy.of(Verb.SHOW_MIGRATIONS)));
            case WayBackHalfDone(var revision, var standing, var file, var message, var differences) -> Advice
                    .on(problem, revision.id(), standing.id(), file, differences.size())
                    .showing(Stream.concat(Stream.of(message), plainly(differences).stream()).toList())
                    .offering(Remedy.of(Verb.SHOW_MIGRATIONS).running("lockkeeper which"), Remedy.of(Verb.SHOW_ACTIVITY));
            case BlockedBySession blocked -> blocked(blocked);
            case NotBuildable(var revision, var file, int line, var statement, var message) ->
                Advice.on(problem, revision.id(), file, line).showing(statement(file + ":" + line + "  " + message, statement))
                        .offering(Remedy.of(Verb.SHOW_MIGRATIONS));
            case RehearsalFailed failed -> Advice.on(problem, failed.revision().id(), failed.file(), failed.line())
                    .showing(refused(failed)).offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.TRY_AGAIN));
            case RehearsalRefused(var file, int line, var statement) -> Advice.on(problem, file, line)
                    .showing(List.of(file + ":" + line + "  " + statement))
                    .offering(Remedy.of(Verb.TRY_AGAIN).running("lockkeeper rehearse"), Remedy.of(Verb.SHOW_MIGRATIONS));
            case RehearsalTooLong(var file, int line, long seconds) -> Advice.on(problem, file, line, seconds)
                    .offering(Remedy.of(Verb.TRY_AGAIN).running("lockkeeper rehearse"), Remedy.of(Verb.SHOW_MIGRATIONS));
            case RehearsalBlocked(var file, long seconds, var blockers) -> Advice.on(problem, file, seconds).showing(blockers)
                    .offering(Remedy.of(Verb.TRY_AGAIN), Remedy.of(Verb.SHOW_ACTIVITY));
            case NoScratch(var user) -> Advice.on(problem, user).showing(List.of("ALTER ROLE " + user + " CREATEDB;"))
                    .offering(Remedy.of(Verb.TRY_AGAIN));
            case StampUntrue(var asked, var found, var differences) -> Advice
                    .on(problem, asked.id(), differences.size(), found.words()).showing(plainly(differences))
                    .offering(otherStamps(found));
            case VerifyFailed(var revision, var differences, var before) -> Advice
                    .on(problem, revision.id(), differences.size(), before.size())
                    .showing(Stream
                            .concat(plainly(differences).stream(), plainly(before).stream().map(line -> line + " (as before)"))
                            .toList())
                    .offering(Remedy.of(Verb.SHOW_MIGRATIONS), Remedy.of(Verb.SHOW_ACTIVITY));
            case PlanStale(var changes) -> Advice.on(problem, changes.size()).showing(changes)
                    .offering(Remedy.of(Verb.SHOW_MIGRATIONS));
            case PlanUnreadable(var file, var reason) -> Advice.on(problem, file).showing(List.of(reason))
                    .offering(Remedy.of(Verb.TRY_AGAIN));
            case NotAdoptable(var found) -> Advice.on(problem, found.words()).showing(plainly(found.against()))
                    .offering(otherStamps(found));
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

    /// None is chosen beforehand where several are true.
    private static Remedy[] otherStamps(Identity found) {
        List<Remedy> remedies = new ArrayList<>();
        found.candidates().forEach(revision -> remedies
                .add(Remedy.of(Verb.STAMP, revision.id()).running("lockkeeper stamp " + revision)));
        remedies.add(Remedy.of(Verb.SHOW_MIGRATIONS));
        return remedies.toArray(Remedy[]::new);
    }

    private static List<String> plainly(List<Difference> differences) {
        return differences.stream().map(Difference::plainly).toList();
    }

    private static List<String> statement(String first, String statement) {
        List<String> lines = new ArrayList<>(List.of(first));
        statement.lines().limit(8).forEach(lines::add);
        return lines;
    }

    /// The file, and the name it was probably meant to have.
    private static String renamed(String file) {
        Matcher parts = MISNAMED.matcher(file);
        if (!parts.matches()) {
            return file;
        }
        String meant = parts.group(1).toUpperCase(Locale.ROOT) + parts.group(2) + "__" + parts.group(3) + ".sql";
        return meant.equals(file) ? file : file + "  → " + meant;
    }

    private static String each(String option, List<String> values) {
        return values.stream().map(value -> " " + option + " " + (value.matches("[\\w.@/-]+") ? value : "\"" + value + "\""))
                .collect(Collectors.joining());
    }

    /// Where the statement stands, how much is in its way, and the question that found it.
    private static Stream<String> asked(DataFinding finding) {
        return Stream.of(finding.check().file() + ":" + finding.check().line() + "  " + finding.check().object() + ": "
                + finding.values() + " (" + finding.rows() + ")", finding.check().sql());
    }

    private static String some(List<String> names) {
        return String.join(", ", names.stream().limit(6).toList()) + (names.size() > 6 ? ", …" : "");
    }

    /// Waiting harms nobody; ending the session undoes its work, so it comes last.
    private static Advice blocked(BlockedBySession blocked) {
        String verb = blocked.during().map(Move::command)
                .orElse(blocked.file().startsWith("U") ? "lockkeeper downgrade" : "lockkeeper upgrade");
        String from = blocked.during().map(move -> move.from().id()).orElse(blocked.standing().id());
        List<Remedy> ways = new ArrayList<>(List.of(Remedy.of(Verb.WAIT).running(verb + " --wait"), Remedy.of(Verb.TRY_AGAIN)));
        blocked.blockers().stream().limit(1)
                .forEach(blocker -> ways.add(Remedy.of(Verb.END_SESSION, String.valueOf(blocker.pid()))
                        .running(verb + " --end-blocker " + blocker.pid())));
        return Advice
                .on(blocked, blocked.standing().id(), blocked.file(), from.equals(blocked.standing().id()) ? 0 : 1, from)
                .showing(blocked.blockers().stream().map(Blocker::toString).toList()).offering(ways.toArray(Remedy[]::new));
    }

    /// With what it failed for, whatever that is.
    private static Advice halfDone(ScriptHalfDone half) {
        List<String> evidence = new ArrayList<>(on(half.why()).evidence());
        half.invalid().forEach(index -> evidence.add(unusable(index)));
        half.sound().forEach(object -> evidence.add("+ " + object));
        return Advice
                .on(half, half.revision().id(), half.standing().id(), half.file(), half.invalid().size(),
                        String.join(", ", half.invalid()))
                .showing(evidence).offering(clearing(half.revision()), Remedy.of(Verb.SHOW_ACTIVITY));
    }

    private static String unusable(String index) {
        return "! " + index + "  (INVALID)";
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

    private static List<String> refused(RehearsalFailed failed) {
        List<String> lines = new ArrayList<>(statement(failed.file() + ":" + failed.line() + "  " + failed.message(),
                failed.statement()));
        failed.hint().ifPresent(hint -> lines.add("HINT: " + hint));
        return lines;
    }
}
