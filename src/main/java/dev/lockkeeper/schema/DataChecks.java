package dev.lockkeeper.schema;

import dev.lockkeeper.schema.sql.Change;
import dev.lockkeeper.schema.sql.Change.Alteration;
import dev.lockkeeper.schema.sql.Column;
import dev.lockkeeper.schema.sql.Constraint;
import dev.lockkeeper.schema.sql.Name;
import dev.lockkeeper.schema.sql.SqlText;
import dev.lockkeeper.schema.sql.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds out from pending scripts what to ask the data before they are tried.
final class DataChecks {

    private final Map<Name, List<String>> primaryKeys = new HashMap<>();
    /// Constraints that are there and not yet proven, by table and name.
    private final Map<String, Constraint> unproven = new HashMap<>();
    private final Set<Name> fresh = new HashSet<>();
    private final Set<Name> changed = new HashSet<>();
    private final List<DataCheck> checks = new ArrayList<>();

    private DataChecks() {}

    static List<DataCheck> of(List<Script> applied, List<Script> pending) {
        DataChecks read = new DataChecks();
        applied.forEach(script -> SqlText.of(script.sql()).parts().forEach(part -> read.remember(part.change())));
        for (Script script : pending) {
            for (SqlText.Part part : SqlText.of(script.sql()).parts()) {
                read.look(part.change(), new Place(script.revision(), script.file(), part.line()));
                read.remember(part.change());
                if (part.change() instanceof Change.CreateTable table) {
                    read.fresh.add(table.table());
                }
            }
        }
        return List.copyOf(read.checks);
    }

    private record Place(Revision revision, String file, int line) {}

    private void remember(Change change) {
        switch (change) {
            case Change.CreateTable table -> {
                table.columns().stream().filter(Column::primaryKey)
                        .forEach(column -> primaryKeys.put(table.table(), List.of(column.name())));
                table.constraints().forEach(constraint -> remember(table.table(), constraint));
            }
            case Change.AlterTable(var table, var alterations) -> alterations.forEach(alteration -> {
                if (alteration instanceof Alteration.AddConstraint(var constraint)) {
                    remember(table, constraint);
                }
            });
            case Change.Update(var table, _) -> changed.add(table);
            case Change.Delete(var table, _) -> changed.add(table);
            default -> {
                // says nothing of keys or rows
            }
        }
    }

    private void remember(Name table, Constraint constraint) {
        if (constraint.kind() == Constraint.Kind.PRIMARY_KEY && !constraint.usingIndex()) {
            primaryKeys.put(table, constraint.columns());
        }
        if (constraint.notValid() && constraint.name().isPresent()) {
            unproven.put(table + "." + constraint.name().get(), constraint);
        }
    }

    private void look(Change change, Place place) {
        switch (change) {
            case Change.CreateIndex index when index.unique() && !fresh.contains(index.table()) ->
                ask(DataCheck.Kind.DUPLICATES, place,
                        index.table(), index.columns().stream().map(DataChecks::shown).toList(),
                        duplicates(index.table(), index.columns(), index.where()));
            case Change.AlterTable(var table, var alterations) when !fresh.contains(table) -> alterations
                    .forEach(alteration -> look(table, alteration, place));
            default -> {
                // no row can be in its way
            }
        }
    }

    private void look(Name table, Alteration alteration, Place place) {
        switch (alteration) {
            case Alteration.SetNotNull(var column) -> nulls(table, column, place);
            case Alteration.SetType(var column, var type, var computed) when !computed -> tooLarge(table, column, type, place);
            case Alteration.AddConstraint(var constraint) when !constraint.notValid() -> look(table, constraint, place);
            case Alteration.ValidateConstraint(var name) -> Optional.ofNullable(unproven.get(table + "." + name))
                    .ifPresent(constraint -> look(table, constraint, place));
            case Alteration.AddColumn(var column) when column.notNull() && !column.filled()
                    && column.usual().filter(usual -> !usual.equalsIgnoreCase("null")).isEmpty() ->
                ask(DataCheck.Kind.ROWS, place, table, List.of(column.name()),
                        "SELECT count(*), count(*) FROM " + table.quoted());
            default -> {
                // no row can be in its way
            }
        }
    }

    private void look(Name table, Constraint constraint, Place place) {
        switch (constraint.kind()) {
            case UNIQUE, PRIMARY_KEY -> {
                if (!constraint.usingIndex()) {
                    ask(DataCheck.Kind.DUPLICATES, place, table, constraint.columns(),
                            duplicates(table, constraint.columns().stream()
                                    .map(Name::quoted).toList(), Optional.empty()));
                    if (constraint.kind() == Constraint.Kind.PRIMARY_KEY) {
                        constraint.columns().forEach(column -> nulls(table, column, place));
                    }
                }
            }
            case CHECK -> ask(DataCheck.Kind.BROKEN_CHECK, place, table, constraint.name().map(List::of).orElse(List.of()),
                    "SELECT count(*), count(*) FROM " + table.quoted() + " WHERE NOT (" + constraint.expression() + ")");
            case FOREIGN_KEY -> orphans(table, constraint, place);
            case EXCLUDE -> {
                // what its operators mean only the server knows
            }
        }
    }

    private void nulls(Name table, String column, Place place) {
        ask(DataCheck.Kind.NULLS, place, table, List.of(column), "SELECT count(*), count(*) FROM " + table.quoted() + " WHERE "
                + Name.quoted(column) + " IS NULL");
    }

    private static String duplicates(Name table, List<String> columns, Optional<String> where) {
        return "SELECT count(*), coalesce(sum(d.n), 0) FROM (SELECT count(*) AS n FROM " + table.quoted() + " WHERE "
                + columns.stream().map(column -> "(" + column + ") IS NOT NULL").collect(Collectors.joining(" AND "))
                + where.map(condition -> " AND (" + condition + ")").orElse("") + " GROUP BY "
                + columns.stream().map(column -> "(" + column + ")").collect(Collectors.joining(", "))
                + " HAVING count(*) > 1) AS d";
    }

    private void orphans(Name table, Constraint constraint, Place place) {
        Name target = constraint.target().orElse(table);
        List<String> keys = constraint.targetColumns().isEmpty()
                ? primaryKeys.getOrDefault(target, List.of())
                : constraint.targetColumns();
        if (fresh.contains(target) || keys.size() != constraint.columns().size()) {
            return; // a new table has no rows yet, and how they come to it the text does not tell
        }
        List<String> matches = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            matches.add("b." + Name.quoted(keys.get(i)) + " = a." + Name.quoted(constraint.columns().get(i)));
        }
        ask(DataCheck.Kind.ORPHANS, place, table, constraint.columns(),
                "SELECT count(*), count(*) FROM " + table.quoted() + " AS a WHERE "
                        + constraint.columns().stream().map(column -> "a." + Name.quoted(column) + " IS NOT NULL AND ")
                                .collect(Collectors
                                        .joining())
                        + "NOT EXISTS (SELECT FROM " + target.quoted() + " AS b WHERE " + String.join(" AND ", matches) + ")");
    }

    private void tooLarge(Name table, String column, Type type, Place place) {
        String value = Name.quoted(column);
        Optional<String> condition = switch (type.name()) {
            // blanks at the end are cut without a word
            case "varchar", "char" -> size(type, 0).or(() -> type.name().equals("char") ? Optional.of(1) : Optional.empty())
                    .map(size -> "length(rtrim(" + value + "::text, ' ')) > " + size);
            case "numeric" ->
                size(type, 0).map(precision -> "abs(round(" + value + "::numeric, " + size(type, 1).orElse(0) + ")) >= 1e"
                        + (precision - size(type, 1).orElse(0)));
            case "smallint" -> Optional.of("round(" + value + "::numeric) NOT BETWEEN -32768 AND 32767");
            case "integer" -> Optional.of("round(" + value + "::numeric) NOT BETWEEN -2147483648 AND 2147483647");
            case "bigint" ->
                Optional.of("round(" + value + "::numeric) NOT BETWEEN -9223372036854775808 AND 9223372036854775807");
            default -> Optional.empty();
        };
        condition.filter(_ -> !type.array()).ifPresent(broken -> ask(DataCheck.Kind.TOO_LARGE, place, table, List.of(column),
                "SELECT count(*), count(*) FROM " + table.quoted() + " WHERE " + broken));
    }

    private static Optional<Integer> size(Type type, int number) {
        return type.sizes().size() > number ? Optional.of(type.sizes().get(number)) : Optional.empty();
    }

    private void ask(DataCheck.Kind kind, Place place, Name table, List<String> columns, String sql) {
        checks.add(new DataCheck(kind, place.revision(), place.file(), place.line(), table.toString(), columns,
                changed.contains(table),
                sql));
    }

    private static String shown(String column) {
        return column.matches("\"[a-z_][a-z0-9_]*\"") ? column.substring(1, column.length() - 1) : column;
    }
}
