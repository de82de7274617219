package dev.lockkeeper.schema.lint;

import dev.lockkeeper.schema.sql.Token;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A comment `-- lockkeeper:allow <rule> <reason>`. `rule` is empty where there is no such rule.
record Allowance(int line, String id, Optional<Rule> rule, String reason) {

    private static final Pattern WRITTEN = Pattern.compile("lockkeeper:allow\\b[ \\t]*(\\S*)[ \\t]*(.*)");

    static Optional<Allowance> in(Token comment) {
        Matcher written = WRITTEN.matcher(comment.text());
        return written.find()
                ? Optional.of(new Allowance(comment.line(), written.group(1), Rule.of(written.group(1)),
                        written.group(2).replace("*/", "")
                                .strip()))
                : Optional.empty();
    }

    /// A rule that exists, and a reason for others to read.
    boolean valid() {
        return rule.isPresent() && !reason.isEmpty();
    }
}
