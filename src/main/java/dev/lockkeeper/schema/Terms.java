package dev.lockkeeper.schema;

import dev.lockkeeper.operation.DatabaseIdentity;
import java.util.Optional;
import java.util.OptionalInt;

/// What the operator agreed to before a move: the database that was shown, whether to wait for sessions that are in the way, and which of
/// them may be ended.
public record Terms(Optional<DatabaseIdentity> shown, boolean waits, OptionalInt ending) {

    /// Whatever database answers at the beginning; nobody is waited for or ended.
    public static final Terms USUAL = new Terms(Optional.empty(), false, OptionalInt.empty());

    public Terms shown(Optional<DatabaseIdentity> database) {
        return new Terms(database, waits, ending);
    }

    public Terms waiting() {
        return new Terms(shown, true, ending);
    }

    public Terms ending(int pid) {
        return new Terms(shown, waits, OptionalInt.of(pid));
    }
}
