package dev.lockkeeper.cli;

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
        return text(option).map(Boolean::parseBoolean).orElse(false);
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
