package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A cause and the stable core of the words that prove it. Prefixes of such words change from version to version.
record Rule<C extends Problem>(Pattern words, Function<MatchResult, C> cause) {

    static <C extends Problem> Rule<C> when(String words, Function<MatchResult, C> cause) {
        return new Rule<>(Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE), cause);
    }

    /// By the first rule whose words stand in the text.
    static <C extends Problem> Optional<C> first(List<Rule<C>> rules, String text) {
        for (Rule<C> rule : rules) {
            Matcher found = rule.words.matcher(text);
            if (found.find()) {
                return Optional.of(rule.cause.apply(found));
            }
        }
        return Optional.empty();
    }
}
