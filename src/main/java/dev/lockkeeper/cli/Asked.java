package dev.lockkeeper.cli;

import dev.lockkeeper.operation.ProblemException;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/// What was typed: the verb's own options, and the global ones from before or after it.
final class Asked {

    private final ParseResult root;
    private final ParseResult verb;

    Asked(ParseResult root) {
        this.root = root;
        this.verb = root.hasSubcommand() ? root.subcommand() : root;
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
        String inner = verb.matchedOptionValue(option, (String) null);
        return Optional.ofNullable(inner == null ? root.matchedOptionValue(option, (String) null) : inner);
    }

    /// The verb's first parameter.
    Optional<String> parameter() {
        return Optional.ofNullable(verb.matchedPositionalValue(0, (String) null));
    }

    Confirmation confirmation() {
        return new Confirmation(flag("--yes"), text("--confirm"));
    }
}
