package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.adapter.flyway.LedgerReading.Row;
import dev.lockkeeper.schema.AlembicIds;
import dev.lockkeeper.schema.AlembicMatch;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Ledgers;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Rung;
import dev.lockkeeper.schema.RungState;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Draws the ladder from the files and from what the ledgers say. Knows no database.
final class LadderDrawing {

    private final List<Script> scripts;
    private final LedgerReading reading;
    private final AlembicMatch match;
    private final AlembicIds ids;
    private final Optional<SchemaProblem> contradiction;
    private final Map<Revision, Row> last = new TreeMap<>();

    LadderDrawing(List<Script> scripts, LedgerReading reading, AlembicMatch match) {
        this.scripts = scripts;
        this.reading = reading;
        this.match = match;
        this.contradiction = match.contradicting(reading.keptIds());
        this.ids = match.ids().or(reading.keptIds());
        for (Row row : reading.rows()) {
            if (Revision.numbered(row.version())) {
                last.put(new Revision(row.version()), row);
            }
        }
    }

    Ladder draw() {
        Optional<Revision> flyway = last.isEmpty()
                ? Optional.empty()
                : Optional.of(last.keySet().stream().filter(this::appliedByFlyway).max(Comparator.naturalOrder())
                        .orElse(Revision.BASE));
        Optional<Revision> alembic = reading.alembic().map(ledger -> switch (ledger.ids().size()) {
            case 0 -> Revision.BASE;
            case 1 -> known(ledger.ids().getFirst());
            default -> new Revision(String.join(" + ", ledger.ids()));
        });
        Ledgers ledgers = new Ledgers(flyway, alembic, ids);
        Revision current = alembic.or(() -> flyway).orElse(Revision.BASE);
        List<Rung> rungs = rungs(ledgers, current);
        return new Ladder(current, rungs, ledgers, finding(current, rungs, ledgers));
    }

    /// The id as the files write it, so that a ledger's `4` and a file's `004` are shown alike, also where Alembic has another for it.
    private Revision known(String id) {
        Revision named = ids.revision(id).orElse(new Revision(id));
        return scripts.stream().map(Script::revision).filter(named::equals).findFirst().orElse(named);
    }

    boolean appliedByFlyway(Revision revision) {
        Row row = last.get(revision);
        return row != null && row.success() && !takenBack(row);
    }

    private static boolean takenBack(Row row) {
        return row.type().equals("DELETE") || row.type().startsWith("UNDO");
    }

    private List<Rung> rungs(Ledgers ledgers, Revision current) {
        Map<Revision, Rung> rungs = new TreeMap<>();
        for (Script script : scripts) {
            Row row = last.get(script.revision());
            rungs.put(script.revision(), rung(script.revision(), script.name(), Optional.of(script), row,
                    state(script, row, ledgers, current)));
        }
        last.forEach((revision, row) -> {
            if (!rungs.containsKey(revision) && row.success() && !takenBack(row)) {
                rungs.put(revision, rung(revision, row.script(), Optional.empty(), row, RungState.MISSING));
            }
        });
        return new ArrayList<>(rungs.values());
    }

    private static Rung rung(Revision revision, String name, Optional<Script> script, @Nullable Row row, RungState state) {
        Optional<Row> known = Optional.ofNullable(row).filter(_ -> state.applied() || state == RungState.FAILED);
        return new Rung(revision, name, state, script, known.map(Row::on), known.map(Row::by), known.map(Row::took));
    }

    private static RungState state(Script script, @Nullable Row row, Ledgers ledgers, Revision current) {
        if (row != null && !row.success()) {
            return RungState.FAILED;
        }
        boolean applied = row != null && !takenBack(row);
        boolean above = script.revision().compareTo(current) > 0;
        boolean there = ledgers.alembic().isPresent()
                ? !above && (applied || movedByAlembic(script.revision(), ledgers))
                : applied;
        if (!there) {
            return row == null ? RungState.PENDING : RungState.UNDONE;
        }
        Integer recorded = row == null || !applied ? null : row.checksum();
        return recorded == null || Objects.equals(recorded, script.checksum()) ? RungState.APPLIED : RungState.MODIFIED;
    }

    /// Up to its own highest row our ledger knows what ran; Alembic's word, which names only a level, counts above that, or where ours is not.
    private static boolean movedByAlembic(Revision revision, Ledgers ledgers) {
        return ledgers.flyway().map(ours -> revision.compareTo(ours) > 0).orElse(true);
    }

    private Optional<SchemaProblem> finding(Revision current, List<Rung> rungs, Ledgers ledgers) {
        for (Rung rung : rungs) {
            if (rung.state() == RungState.FAILED) {
                return Optional
                        .of(new SchemaProblem.StepHalfDone(rung.revision(), rung.script().map(Script::file).orElse(rung.name())));
            }
        }
        List<String> heads = reading.alembic().map(LedgerReading.Alembic::ids).orElse(List.of());
        if (heads.size() > 1) {
            return Optional.of(new SchemaProblem.AlembicHeads(heads));
        }
        if (contradiction.isPresent()) {
            return contradiction;
        }
        Optional<SchemaProblem> foreign = foreign();
        if (foreign.isPresent()) {
            return foreign;
        }
        if (!current.isBase() && rungs.stream().noneMatch(rung -> rung.revision().equals(current))) {
            return Optional.of(ledgers.alembic().isPresent()
                    ? new SchemaProblem.RevisionUnknown(current.id(), "alembic_version", match.hint(current.id()))
                    : new SchemaProblem.RevisionUnknown(current.id(), "Flyway"));
        }
        Optional<SchemaProblem> missing = missing(rungs);
        if (missing.isPresent()) {
            return missing;
        }
        List<Script> edited = rungs.stream().filter(rung -> rung.state() == RungState.MODIFIED)
                .flatMap(rung -> rung.script().stream()).toList();
        if (!edited.isEmpty()) {
            return Optional.of(new SchemaProblem.ScriptEdited(edited.stream().map(Script::file).toList(),
                    edited.stream().map(this::checksums).toList()));
        }
        List<Revision> late = rungs.stream().filter(rung -> !rung.state().applied() && rung.revision().compareTo(current) < 0)
                .map(Rung::revision).toList();
        if (!late.isEmpty()) {
            return Optional.of(new SchemaProblem.OutOfOrder(late));
        }
        if (ledgers.onlyAlembic() && !current.isBase()) {
            return Optional.of(new SchemaProblem.NotAdopted(current, ledgers.alembicId(current)));
        }
        if (ledgers.disagree()) {
            return Optional.of(new SchemaProblem.MovedByAlembic(ledgers.flyway().orElseThrow(), current, entries(ledgers)));
        }
        if (!reading.tables().isEmpty()) {
            return Optional.of(new SchemaProblem.LedgerMissing(reading.tables()));
        }
        return gap();
    }

    /// A file that is gone from between the others is told first: newer revisions alone are no loss of this folder's.
    private Optional<SchemaProblem> missing(List<Rung> rungs) {
        List<Rung> missing = rungs.stream().filter(rung -> rung.state() == RungState.MISSING).toList();
        Revision highest = scripts.isEmpty() ? Revision.BASE : scripts.getLast().revision();
        List<Rung> gone = missing.stream().filter(rung -> rung.revision().compareTo(highest) < 0).toList();
        if (!gone.isEmpty()) {
            return Optional.of(new SchemaProblem.ScriptMissing(gone.stream().map(Rung::revision).toList(),
                    gone.stream().map(Rung::name).toList()));
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new SchemaProblem.DatabaseNewer(missing.stream().map(Rung::revision).toList()));
    }

    /// The checksum that was applied, and the file's now.
    private String checksums(Script script) {
        Row row = last.get(script.revision());
        return script.file() + "  " + (row == null ? "?" : row.checksum()) + " → " + script.checksum();
    }

    /// What both ledgers said last: who wrote ours and when, and Alembic's, which keeps neither; when is the server's word, if it has one.
    private List<String> entries(Ledgers ledgers) {
        Row ours = reading.rows().getLast();
        String alembic = reading.alembic().filter(ledger -> !ledger.ids().isEmpty()).map(ledger -> ledger.ids().getFirst())
                .orElse("(base)");
        return List.of(
                "flyway_schema_history = " + ledgers.flyway().orElseThrow() + "  " + ours.by() + "  "
                        + ours.on().truncatedTo(ChronoUnit.SECONDS),
                "alembic_version = " + alembic + reading.alembic().flatMap(LedgerReading.Alembic::written)
                        .map(at -> "  " + at.truncatedTo(ChronoUnit.SECONDS)).orElse(""));
    }

    /// A folder that shares nothing with what was applied here: neither a revision's file nor its text.
    private Optional<SchemaProblem> foreign() {
        List<Row> applied = last.entrySet().stream().filter(entry -> appliedByFlyway(entry.getKey())).map(Map.Entry::getValue)
                .toList();
        boolean shared = applied.stream().anyMatch(row -> scripts.stream().anyMatch(script -> script.file().equals(row.script())
                || (script.revision().equals(new Revision(row.version())) && Objects.equals(script.checksum(), row.checksum()))));
        return applied.isEmpty() || shared
                ? Optional.empty()
                : Optional.of(new SchemaProblem.MigrationFolderForeign(applied.stream().map(Row::script).toList(),
                        scripts.stream().map(Script::file).toList()));
    }

    /// Numbers left out in a folder that otherwise counts by ones; dates and numbers by tens are no gaps.
    private Optional<SchemaProblem> gap() {
        List<String> ids = scripts.stream().map(script -> script.revision().id()).toList();
        if (ids.isEmpty() || !ids.stream().allMatch(id -> id.matches("\\d{1,6}"))) {
            return Optional.empty();
        }
        int lowest = Integer.parseInt(ids.getFirst());
        int highest = Integer.parseInt(ids.getLast());
        if (highest - lowest + 1 >= 2 * ids.size()) {
            return Optional.empty();
        }
        Set<Integer> there = ids.stream().map(Integer::valueOf).collect(Collectors.toSet());
        List<String> absent = IntStream.range(lowest, highest).filter(number -> !there.contains(number))
                .mapToObj(number -> String.format(Locale.ROOT, "%0" + ids.getFirst().length() + "d", number)).toList();
        return absent.isEmpty() ? Optional.empty() : Optional.of(new SchemaProblem.ScriptGap(absent));
    }
}
