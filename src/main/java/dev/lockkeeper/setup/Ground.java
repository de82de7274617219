package dev.lockkeeper.setup;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.readiness.Diagnosis;
import dev.lockkeeper.schema.Schema;
import java.util.Optional;

/// What the set-up of one environment stands on.
public record Ground(Project project, Environment environment, Rooms rooms, Ways ways) {

    /// The features that are asked.
    public record Rooms(Diagnosis diagnosis, Schema schema, Runnable closing) {}

    /// What can be done about a problem.
    public interface Ways {

        /// The way out that is safe to take unasked: starting what only does not run. Empty where a person has to choose.
        Optional<Remedy.Verb> unasked(Problem problem);

        /// The work behind a remedy, where it is one.
        Optional<Operation<?>> work(Remedy.Verb verb);
    }
}
