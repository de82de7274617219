package dev.lockkeeper.advice;

import dev.lockkeeper.containers.HealthCheckProblem;
import dev.lockkeeper.containers.HealthCheckProblem.HcAlwaysTrue;
import dev.lockkeeper.containers.HealthCheckProblem.HcMissing;
import dev.lockkeeper.containers.HealthCheckProblem.HcNoDatabase;
import dev.lockkeeper.containers.HealthCheckProblem.HcSocketOnly;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;

/// Words for every weakness of a health check. The evidence is the change for the Compose file.
final class HealthCheckAdvice {

    private static final Remedy AGAIN = Remedy.of(Verb.CHECK_AGAIN);

    private HealthCheckAdvice() {}

    static Advice on(HealthCheckProblem problem) {
        Advice advice = switch (problem) {
            case HcMissing _ -> Advice.on(problem);
            case HcAlwaysTrue(var test, _) -> Advice.on(problem, test);
            case HcSocketOnly(var test, _) -> Advice.on(problem, test);
            case HcNoDatabase(var test, var user, var database, _) -> Advice.on(problem, test, user, database);
        };
        return advice.showing(problem.patch().lines().toList()).offering(AGAIN);
    }
}
