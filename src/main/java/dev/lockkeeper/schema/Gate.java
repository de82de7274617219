package dev.lockkeeper.schema;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.schema.lint.Hazard;
import dev.lockkeeper.schema.lint.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What must not be found before the schema goes up: rows that a statement would surely be refused for, and in production a red hazard
/// that nobody answers for.
public final class Gate {

    private final Optional<Lookout> lookout;
    private final boolean production;

    private Gate(Optional<Lookout> lookout, boolean production) {
        this.lookout = lookout;
        this.production = production;
    }

    /// `production`: red hazards must be accepted by name; elsewhere they are told.
    public static Gate of(Lookout lookout, boolean production) {
        return new Gate(Optional.of(lookout), production);
    }

    /// Lets everything through: where there is nobody to look.
    static Gate open() {
        return new Gate(Optional.empty(), false);
    }

    /// Looks at everything up to `target`. Throws [SchemaProblem.DataRefuses] or [SchemaProblem.HazardsUnaccepted].
    void pass(Ladder ladder, Revision target, Set<Rule> accepted, Journal journal) {
        if (lookout.isEmpty()) {
            return;
        }
        Lookout.Ahead found = lookout.get().before(ladder, target);
        List<DataFinding> refusing = found.data().stream().filter(DataFinding::inTheWay).toList();
        if (!refusing.isEmpty()) {
            throw new ProblemException(new SchemaProblem.DataRefuses(refusing));
        }
        List<Hazard> red = found.red();
        List<Hazard> unanswered = red.stream().filter(hazard -> !accepted.contains(hazard.rule())).toList();
        if (production && !unanswered.isEmpty()) {
            throw new ProblemException(new SchemaProblem.HazardsUnaccepted(unanswered));
        }
        red.forEach(hazard -> journal.line(Source.KEEPER, Level.WARN,
                hazard.place() + "  " + hazard.rule().id() + ": " + hazard.object()
                        + (accepted.contains(hazard.rule()) ? " (accepted)" : "")));
    }
}
