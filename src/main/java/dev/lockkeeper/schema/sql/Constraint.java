package dev.lockkeeper.schema.sql;

import java.util.List;
import java.util.Optional;

/// A rule that rows must keep. `expression` is that of a check; `target` and `targetColumns` are where a foreign key points.
public record Constraint(Kind kind, Optional<String> name, List<String> columns, String expression, boolean notValid,
        boolean usingIndex, Optional<Name> target, List<String> targetColumns) {

    /// What kind of rule.
    public enum Kind {
        CHECK, UNIQUE, PRIMARY_KEY, FOREIGN_KEY, EXCLUDE
    }

    public Constraint {
        columns = List.copyOf(columns);
        targetColumns = List.copyOf(targetColumns);
    }

    /// The column of which this check says nothing but that it is not null.
    public Optional<String> notNullColumn() {
        if (kind != Kind.CHECK) {
            return Optional.empty();
        }
        List<Token> tokens = Tokens.of(expression).stream().filter(token -> !token.sign("(") && !token.sign(")")).toList();
        return tokens.size() == 4 && tokens.get(0).name() && tokens.get(1).word("is") && tokens.get(2).word("not")
                && tokens.get(3).word("null") ? Optional.of(tokens.getFirst().text()) : Optional.empty();
    }
}
