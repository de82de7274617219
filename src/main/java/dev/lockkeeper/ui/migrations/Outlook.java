package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.schema.DataFinding;
import dev.lockkeeper.schema.LockHeld;
import dev.lockkeeper.schema.Lookout;
import dev.lockkeeper.schema.Rehearsal;
import dev.lockkeeper.schema.lint.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What is known before an upgrade is agreed to: what would hurt, who is connected, and how it went in the last rehearsal of the same way.
record Outlook(Lookout.Ahead ahead, OptionalInt sessions, Optional<Rehearsal> rehearsal) {

    List<DataFinding> refusing() {
        return ahead.data().stream().filter(DataFinding::inTheWay).toList();
    }

    /// The rules to answer for.
    List<Rule> red() {
        return ahead.red().stream().map(hazard -> hazard.rule()).distinct().toList();
    }

    /// The table that the rehearsal kept from writers longest.
    Optional<LockHeld> longest() {
        return rehearsal.stream().flatMap(known -> known.trials().stream()).flatMap(trial -> trial.locks().stream())
                .filter(lock -> lock.mode().stopsWriters()).max(Comparator.comparing(LockHeld::held));
    }

    /// Whether a rehearsal tried just this way.
    static boolean same(Rehearsal rehearsal, Plan plan) {
        return rehearsal.passed() && rehearsal.from().equals(plan.from())
                && rehearsal.trials().stream().map(Rehearsal.Trial::revision).toList()
                        .equals(plan.rungs().stream().map(rung -> rung.revision()).toList());
    }
}
