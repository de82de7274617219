package dev.lockkeeper.schema;

import dev.lockkeeper.operation.DatabaseIdentity;
import java.util.List;
import java.util.Optional;

/// All revisions of a folder and how far this database has come. `rungs` go upwards.
///
/// `current` is the level the schema is taken to be at: where the ledgers disagree, Alembic's, since ours never moves without it.
/// `finding` is what should be told before anything is changed: a disagreement, an edited file, a schema ahead of its ledger.
/// `database` is the one that was asked; empty where nobody noted it.
public record Ladder(Revision current, List<Rung> rungs, Ledgers ledgers, Optional<SchemaProblem> finding,
        Optional<DatabaseIdentity> database) {

    public Ladder {
        rungs = List.copyOf(rungs);
    }

    public Ladder(Revision current, List<Rung> rungs, Ledgers ledgers, Optional<SchemaProblem> finding) {
        this(current, rungs, ledgers, finding, Optional.empty());
    }

    /// The same ladder, of this database.
    public Ladder of(DatabaseIdentity there) {
        return new Ladder(current, rungs, ledgers, finding, Optional.of(there));
    }

    /// The highest revision of the folder, or base.
    public Revision head() {
        return rungs.stream().filter(rung -> rung.script().isPresent()).map(Rung::revision).reduce((_, last) -> last)
                .orElse(Revision.BASE);
    }

    public List<Rung> pending() {
        return rungs.stream().filter(rung -> rung.revision().compareTo(current) > 0 && !rung.state().applied()).toList();
    }

    /// Nothing pending, and the level is one of this folder's.
    public boolean atHead() {
        return pending().isEmpty() && known();
    }

    /// Whether the level is base or one of the folder's.
    public boolean known() {
        return current.isBase() || rung(current).isPresent();
    }

    public Optional<Rung> rung(Revision revision) {
        return rungs.stream().filter(rung -> rung.revision().equals(revision)).findFirst();
    }

    /// The level below a revision: the one before it, or base.
    public Revision below(Revision revision) {
        return rungs.stream().map(Rung::revision).filter(other -> other.compareTo(revision) < 0).reduce((_, last) -> last)
                .orElse(Revision.BASE);
    }

    /// The rungs that a way back to `target` takes away, highest first.
    public List<Rung> above(Revision target) {
        return rungs.stream().filter(rung -> rung.revision().compareTo(target) > 0 && rung.revision().compareTo(current) <= 0)
                .toList()
                .reversed();
    }

    /// The rungs that a move to `target` passes, in the order of the run.
    public List<Rung> way(Revision target) {
        return target.compareTo(current) > 0
                ? pending().stream().filter(rung -> rung.revision().compareTo(target) <= 0).toList()
                : above(target);
    }

    /// Whether the finding need not be mended before anything else.
    public boolean harmless() {
        return inTheWay(true).isEmpty() && inTheWay(false).isEmpty();
    }

    /// The finding that must be mended before the schema may go up (or, with `false`, back).
    public Optional<SchemaProblem> inTheWay(boolean up) {
        return finding.filter(found -> switch (found) {
            // a ledger that only has to follow Alembic's is put right by the move itself
            case SchemaProblem.MovedByAlembic _,SchemaProblem.NotAdopted _,SchemaProblem.SchemaBehind _ -> false;
            case SchemaProblem.ScriptGap _ -> false;
            case SchemaProblem.ScriptDisguised disguised -> disguised.refused();
            // the ledger is behind the schema: going up would fail, going back starts from the ledger's level
            case SchemaProblem.SchemaAhead _,SchemaProblem.DoneNotRecorded _,SchemaProblem.InvalidIndex _ -> up;
            default -> true;
        });
    }
}
