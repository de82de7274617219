package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.adapter.flyway.LedgerReading.Row;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Ledgers;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Rung;
import dev.lockkeeper.schema.RungState;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Draws the ladder from the files and from what the ledgers say. Knows no database.
final class LadderDrawing {

    private final List<Script> scripts;
    private final LedgerReading reading;
    private final Map<Revision, Row> last = new TreeMap<>();

    LadderDrawing(List<Script> scripts, LedgerReading reading) {
        this.scripts = scripts;
        this.reading = reading;
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
        Ledgers ledgers = new Ledgers(flyway, alembic);
        Revision current = alembic.or(() -> flyway).orElse(Revision.BASE);
        List<Rung> rungs = rungs(current, alembic.isPresent());
        return new Ladder(current, rungs, ledgers, finding(current, rungs, ledgers));
    }

    /// The id as the files write it, so that a ledger's `4` and a file's `004` are shown alike.
    private Revision known(String id) {
        Revision named = new Revision(id);
        return scripts.stream().map(Script::revision).filter(named::equals).findFirst().orElse(named);
    }

    boolean appliedByFlyway(Revision revision) {
        Row row = last.get(revision);
        return row != null && row.success() && !takenBack(row);
    }

    private static boolean takenBack(Row row) {
        return row.type().equals("DELETE") || row.type().startsWith("UNDO");
    }

    private List<Rung> rungs(Revision current, boolean alembicLeads) {
        Map<Revision, Rung> rungs = new TreeMap<>();
        for (Script script : scripts) {
            Row row = last.get(script.revision());
            rungs.put(script.revision(), rung(script.revision(), script.name(), Optional.of(script), row,
                    state(script, row, current, alembicLeads)));
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

    private static RungState state(Script script, @Nullable Row row, Revision current, boolean alembicLeads) {
        if (row != null && !row.success()) {
            return RungState.FAILED;
        }
        boolean applied = row != null && !takenBack(row);
        boolean below = script.revision().compareTo(current) <= 0;
        if (alembicLeads ? !below : !applied) {
            return row == null ? RungState.PENDING : RungState.UNDONE;
        }
        Integer recorded = row == null || !applied ? null : row.checksum();
        return recorded == null || Objects.equals(recorded, script.checksum()) ? RungState.APPLIED : RungState.MODIFIED;
    }

    private Optional<SchemaProblem> finding(Revision current, List<Rung> rungs, Ledgers ledgers) {
        for (Rung rung : rungs) {
            if (rung.state() == RungState.FAILED) {
                return Optional
                        .of(new SchemaProblem.StepHalfDone(rung.revision(), rung.script().map(Script::file).orElse(rung.name())));
            }
        }
        if (!current.isBase() && rungs.stream().noneMatch(rung -> rung.revision().equals(current))) {
            return Optional.of(new SchemaProblem.RevisionUnknown(current.id(),
                    ledgers.alembic().isPresent() ? "alembic_version" : "Flyway"));
        }
        List<Revision> missing = rungs.stream().filter(rung -> rung.state() == RungState.MISSING).map(Rung::revision).toList();
        if (!missing.isEmpty()) {
            return Optional.of(new SchemaProblem.ScriptMissing(missing));
        }
        List<String> edited = rungs.stream().filter(rung -> rung.state() == RungState.MODIFIED)
                .flatMap(rung -> rung.script().stream())
                .map(Script::file).toList();
        if (!edited.isEmpty()) {
            return Optional.of(new SchemaProblem.ScriptEdited(edited));
        }
        List<Revision> late = rungs.stream().filter(rung -> !rung.state().applied() && rung.revision().compareTo(current) < 0)
                .map(Rung::revision).toList();
        if (!late.isEmpty()) {
            return Optional.of(new SchemaProblem.OutOfOrder(late));
        }
        if (ledgers.onlyAlembic() && !current.isBase()) {
            return Optional.of(new SchemaProblem.NotAdopted(current));
        }
        if (ledgers.disagree()) {
            return Optional.of(new SchemaProblem.MovedByAlembic(ledgers.flyway().orElseThrow(), current));
        }
        if (!reading.tables().isEmpty()) {
            return Optional.of(new SchemaProblem.LedgerMissing(reading.tables()));
        }
        return Optional.empty();
    }
}
