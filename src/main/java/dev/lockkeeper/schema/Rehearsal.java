package dev.lockkeeper.schema;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How pending revisions fared where nothing is kept. `onTarget`: on the live database, taken back at the end; else on an empty copy of its
/// schema. After a `failure` the revisions above were not tried.
public record Rehearsal(boolean onTarget, Revision from, List<Trial> trials, Optional<SchemaProblem.RehearsalFailed> failure) {

    public Rehearsal {
        trials = List.copyOf(trials);
    }

    public boolean passed() {
        return failure.isEmpty();
    }

    /// One revision that went through. `locks` are empty where it ran without a transaction, in which each statement gives its locks back.
    public record Trial(Revision revision, String file, int statements, Duration took, boolean transactional,
            List<LockHeld> locks) {

        public Trial {
            locks = List.copyOf(locks);
        }
    }
}
