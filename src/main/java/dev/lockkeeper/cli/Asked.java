package dev.lockkeeper.cli;

import dev.lockkeeper.operation.ProblemException;
import java.util.Optional;
import java.util.function.Function;

/// What was typed: the options by their names, from before or after the verb, and the verb's first two parameters.
record Asked(Function<String, Optional<String>> options, Optional<String> parameter,
        Optional<String> second) {

    /// With one parameter at most.
    Asked(Function<String, Optional<String>> options, Optional<String> parameter) {
        this(options, parameter, Optional.empty());
    }

    boolean flag(String option) {
        Optional<String> given = text(option);
        given.filter(value -> !value.equals("true")).ifPresent(value -> {
            // the parser gives a word behind a flag to the flag, unless it is a verb
            throw new ProblemException(new CommandProblem.Usage(value));
        });
        return given.isPresent();
    }

    Optional<String> text(String option) {
        return options.apply(option);
    }

    Confirmation confirmation() {
        return new Confirmation(flag("--yes"), text("--confirm"));
    }
}
