package dev.lockkeeper.cli;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import java.util.List;

/// Why a command line is not carried out as it stands.
public sealed interface CommandProblem extends Problem {

    /// `reason` is the parser's own text.
    record Usage(String reason) implements CommandProblem {}

    /// Nobody can be asked here, and the flag that says yes is missing; `flag` is what would do.
    record ConfirmationMissing(String database, String flag) implements CommandProblem {}

    /// The name given is not the database's.
    record ConfirmationWrong(String database, String given) implements CommandProblem {}

    /// The operator said no.
    record Declined() implements CommandProblem {}

    /// Bringing a container up makes no sense for this environment.
    record NothingToBringUp(String environment) implements CommandProblem {}

    /// The words for it.
    static Advice advice(CommandProblem problem) {
        return switch (problem) {
            case Usage(var reason) -> Advice.on(problem).showing(List.of(reason));
            case ConfirmationMissing(var database, var flag) -> Advice.on(problem, database, flag);
            case ConfirmationWrong(var database, var given) -> Advice.on(problem, database, given);
            case Declined() -> Advice.on(problem);
            case NothingToBringUp(var environment) -> Advice.on(problem, environment);
        };
    }
}
