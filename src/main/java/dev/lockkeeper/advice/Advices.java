package dev.lockkeeper.advice;

import dev.lockkeeper.accounts.AccountsProblem;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.HealthCheckProblem;
import dev.lockkeeper.containers.ResetProblem;
import dev.lockkeeper.containers.EndProblem;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.containers.StartProblem;
import dev.lockkeeper.environment.EnvFlaw;
import dev.lockkeeper.environment.EnvironmentProblem;
import dev.lockkeeper.environment.PracticeProblem;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.OperationProblem;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.schema.SchemaProblem;
import java.util.List;
import java.util.Objects;

/// Words and ways out for any problem.
public final class Advices {

    private Advices() {}

    public static Advice on(Problem problem) {
        return switch (problem) {
            case EngineProblem engine -> EngineAdvice.on(engine);
            case SchemaProblem schema -> SchemaAdvice.on(schema);
            case EndProblem end -> EndAdvice.on(end);
            case StartProblem start -> StartAdvice.on(start);
            case ResetProblem reset -> ResetAdvice.on(reset);
            case HealthCheckProblem check -> HealthCheckAdvice.on(check);
            case ContainerProblem container -> ContainerAdvice.on(container);
            case BackupProblem backup -> BackupAdvice.on(backup);
            case PracticeProblem practice -> PracticeAdvice.on(practice);
            case ConnectionProblem connection -> ConnectionAdvice.on(connection);
            case EnvFlaw flaw -> EnvironmentAdvice.on(flaw);
            case EnvironmentProblem environment -> EnvironmentAdvice.on(environment);
            case AccountsProblem accounts -> AccountsAdvice.on(accounts);
            case OperationProblem operation -> OperationAdvice.on(operation);
            case Problem.Unexpected(var cause) -> Advice.on(problem, cause.getClass().getSimpleName())
                    .showing(List.of(Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getName())))
                    .offering(Remedy.of(Verb.COPY_REPORT), Remedy.of(Verb.SHOW_ACTIVITY));
            // A family that nobody has put here yet still has its words, by code.
            default -> Advice.on(problem);
        };
    }
}
