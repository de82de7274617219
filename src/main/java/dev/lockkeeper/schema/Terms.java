package dev.lockkeeper.schema;

import dev.lockkeeper.operation.DatabaseIdentity;
import dev.lockkeeper.schema.lint.Rule;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What the operator agreed to before a move: the database that was shown, whether to wait for sessions that are in the way, which of
/// them may be ended, and which red rules were answered for.
public record Terms(Optional<DatabaseIdentity> shown, boolean waits, OptionalInt ending, Set<Rule> accepted) {

    /// Whatever database answers at the beginning; nobody is waited for or ended, and no hazard is accepted.
    public static final Terms USUAL = new Terms(Optional.empty(), false, OptionalInt.empty(), Set.of());

    public Terms {
        accepted = Set.copyOf(accepted);
    }

    public Terms shown(Optional<DatabaseIdentity> database) {
        return new Terms(database, waits, ending, accepted);
    }

    public Terms waiting() {
        return new Terms(shown, true, ending, accepted);
    }

    public Terms ending(int pid) {
        return new Terms(shown, waits, OptionalInt.of(pid), accepted);
    }

    public Terms accepting(Collection<Rule> rules) {
        return new Terms(shown, waits, ending, Set.copyOf(rules));
    }
}
