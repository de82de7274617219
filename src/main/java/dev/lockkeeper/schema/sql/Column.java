package dev.lockkeeper.schema.sql;

import java.util.List;
import java.util.Optional;

/// A column as a script defines it. `usual` is the text of its default; `filled` says that the server must compute a value for each row
/// that is there already: a default that differs from row to row, a stored expression, an identity.
public record Column(String name, Type type, boolean notNull, Optional<String> usual, boolean filled,
        List<Constraint> constraints) {

    public Column {
        constraints = List.copyOf(constraints);
    }

    public boolean primaryKey() {
        return constraints.stream().anyMatch(constraint -> constraint.kind() == Constraint.Kind.PRIMARY_KEY);
    }
}
