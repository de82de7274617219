package dev.lockkeeper.operation;

import java.util.List;
import java.util.Optional;

/// What a run is about to change, written down before it does. `database` is the one it was meant for; `steps` are the levels it
/// passes, in order, the first of them reached by step `first` of the run's plan.
public record Intent(String verb, Optional<DatabaseIdentity> database, String from, String to, int first, List<String> steps) {

    public Intent {
        steps = List.copyOf(steps);
    }
}
