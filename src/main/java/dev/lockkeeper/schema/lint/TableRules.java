package dev.lockkeeper.schema.lint;

import dev.lockkeeper.schema.sql.Change;
import dev.lockkeeper.schema.sql.Change.Alteration;
import dev.lockkeeper.schema.sql.Column;
import dev.lockkeeper.schema.sql.Constraint;
import dev.lockkeeper.schema.sql.Name;
import dev.lockkeeper.schema.sql.Type;
import java.util.function.BiConsumer;

/// What one statement does to a table that may be in use.
final class TableRules {

    private final Memory memory;
    private final BiConsumer<Rule, String> found;

    /// `found` hears of each rule and the object it was found at.
    TableRules(Memory memory, BiConsumer<Rule, String> found) {
        this.memory = memory;
        this.found = found;
    }

    void look(Change change) {
        switch (change) {
            case Change.CreateTable table -> {
                table.columns().forEach(column -> types(table.table(), column));
                table.constraints().stream().filter(constraint -> constraint.kind() == Constraint.Kind.PRIMARY_KEY)
                        .filter(key -> key.columns().size() == 1).forEach(key -> table.columns().stream()
                                .filter(column -> column.name().equals(key.columns().getFirst()) && small(column.type()))
                                .forEach(column -> found.accept(Rule.SMALL_PRIMARY_KEY, table.table() + "." + column.name())));
            }
            case Change.AlterTable(var table, var alterations) -> alterations.forEach(alteration -> alter(table, alteration));
            case Change.CreateIndex index when !memory.isNew(index.table()) && !index.concurrently() -> found.accept(
                    Rule.CREATING_INDEX_WITHOUT_CONCURRENTLY,
                    index.index().map(name -> name + " (" + index.table() + ")").orElse(index.table().toString()));
            case Change.DropIndex(var indexes, var concurrently, var cascade) -> {
                indexes.stream().filter(index -> !concurrently && !memory.isOnNewTable(index))
                        .forEach(index -> found.accept(Rule.DROPPING_INDEX_WITHOUT_CONCURRENTLY, index.toString()));
                cascade(cascade, indexes.toString());
            }
            case Change.Drop(var kind, var names, var cascade) -> {
                names.stream().filter(name -> kind.equals("table") && !memory.isNew(name))
                        .forEach(name -> found.accept(Rule.DROPPING_TABLE, name.toString()));
                cascade(cascade, String.join(", ", names.stream().map(Name::toString).toList()));
            }
            case Change.Rename(var kind, var from, var to) when kind.equals("view") || kind.equals("materialized view") -> found
                    .accept(Rule.RENAMING_TABLE, from + " → " + to);
            case Change.Truncate(var tables, var cascade) -> {
                tables.stream().filter(table -> !memory.isNew(table))
                        .forEach(table -> found.accept(Rule.TRUNCATING_TABLE, table.toString()));
                cascade(cascade, String.join(", ", tables.stream().map(Name::toString).toList()));
            }
            case Change.Delete(var table, var where) when !where && !memory.isNew(table) ->
                found.accept(Rule.DELETING_WITHOUT_WHERE,
                        table.toString());
            case Change.Update(var table, var where) when !where && !memory.isNew(table) ->
                found.accept(Rule.UPDATING_WITHOUT_WHERE,
                        table.toString());
            case Change.LockTable(var tables) -> tables.stream().filter(table -> !memory.isNew(table))
                    .forEach(table -> found.accept(Rule.LOCKING_TABLE, table.toString()));
            case Change.Rewrite(var words, var object) when object.isEmpty() || !memory.isNew(object.get()) -> found.accept(
                    Rule.REWRITING_TABLE, words + object.map(name -> " " + name).orElse(""));
            default -> {
                // no table is touched, or one that nobody uses yet
            }
        }
    }

    /// Whether the statement locks a table in use against reading or writing.
    boolean locks(Change change) {
        return switch (change) {
            case Change.AlterTable(var table, _) -> !memory.isNew(table);
            case Change.CreateIndex index -> !index.concurrently() && !memory.isNew(index.table());
            case Change.DropIndex(var indexes, var concurrently, _) -> !concurrently
                    && !indexes.stream().allMatch(memory::isOnNewTable);
            case Change.Drop(var kind, var names, _) -> kind.equals("table") && !names.stream().allMatch(memory::isNew);
            case Change.Truncate(var tables, _) -> !tables.stream().allMatch(memory::isNew);
            case Change.LockTable(var tables) -> !tables.stream().allMatch(memory::isNew);
            case Change.Rewrite(_, var object) -> object.isEmpty() || !memory.isNew(object.get());
            case Change.Create(_, _, var owner) -> owner.isPresent() && !memory.isNew(owner.get());
            default -> false;
        };
    }

    private void alter(Name table, Alteration alteration) {
        if (alteration instanceof Alteration.AddColumn(var column)) {
            types(table, column);
        } else if (alteration instanceof Alteration.SetType(var column, var type, _)) {
            type(table + "." + column, type);
        }
        if (memory.isNew(table)) {
            return;
        }
        switch (alteration) {
            case Alteration.AddColumn(var column) -> add(table, column);
            case Alteration.DropColumn(var column, var cascade) -> {
                found.accept(Rule.DROPPING_COLUMN, table + "." + column);
                cascade(cascade, table + "." + column);
            }
            case Alteration.SetType(var column, var type, var computed) -> {
                if (computed || memory.type(table, column).map(now -> !now.widensTo(type)).orElse(true)) {
                    found.accept(Rule.CHANGING_COLUMN_TYPE,
                            table + "." + column + memory.type(table, column).map(now -> ": " + now)
                                    .orElse(":") + " → " + type);
                }
            }
            case Alteration.SetNotNull(var column) when !memory.neverNull(table, column) -> found.accept(
                    Rule.SETTING_NOT_NULL_WITHOUT_CHECK, table + "." + column);
            case Alteration.AddConstraint(var constraint) -> constraint(table, constraint);
            case Alteration.DropConstraint(var name, var cascade) -> cascade(cascade, table + "." + name);
            case Alteration.RenameColumn(var from, var to) -> found.accept(Rule.RENAMING_COLUMN, table + "." + from + " → " + to);
            case Alteration.RenameTable(var to) -> found.accept(Rule.RENAMING_TABLE, table + " → " + to);
            default -> {
                // takes a short lock and reads no rows
            }
        }
    }

    private void add(Name table, Column column) {
        String name = table + "." + column.name();
        if (column.filled()) {
            found.accept(Rule.ADDING_COLUMN_THAT_REWRITES, name);
        } else if (column.notNull() && column.usual().filter(usual -> !usual.equalsIgnoreCase("null")).isEmpty()) {
            found.accept(Rule.ADDING_NOT_NULL_WITHOUT_DEFAULT, name);
        }
        column.constraints().stream()
                // without a default all rows are null, and a null keeps every foreign key
                .filter(constraint -> constraint.kind() != Constraint.Kind.FOREIGN_KEY || column.usual().isPresent())
                .forEach(constraint -> constraint(table, constraint));
    }

    private void constraint(Name table, Constraint constraint) {
        String name = table + constraint.name().map(given -> "." + given)
                .orElse(constraint.columns().isEmpty() ? "" : " (" + String.join(", ", constraint.columns()) + ")");
        switch (constraint.kind()) {
            case CHECK -> accept(Rule.ADDING_CHECK_WITHOUT_NOT_VALID, name, !constraint.notValid());
            case FOREIGN_KEY -> accept(Rule.ADDING_FOREIGN_KEY_WITHOUT_NOT_VALID, name, !constraint.notValid());
            case UNIQUE, PRIMARY_KEY -> accept(Rule.ADDING_UNIQUE_WITHOUT_INDEX, name, !constraint.usingIndex());
            case EXCLUDE -> found.accept(Rule.ADDING_EXCLUSION, name);
        }
    }

    private void accept(Rule rule, String object, boolean broken) {
        if (broken) {
            found.accept(rule, object);
        }
    }

    private void types(Name table, Column column) {
        String name = table + "." + column.name();
        type(name, column.type());
        if (column.type().serial()) {
            found.accept(Rule.SERIAL_TYPE, name);
        }
        if (column.primaryKey() && small(column.type())) {
            found.accept(Rule.SMALL_PRIMARY_KEY, name);
        }
    }

    private void type(String name, Type type) {
        accept(Rule.TIMESTAMP_WITHOUT_TIME_ZONE, name, type.name().equals("timestamp"));
        accept(Rule.CHAR_TYPE, name, type.name().equals("char"));
    }

    private static boolean small(Type type) {
        return switch (type.name()) {
            case "integer", "smallint", "serial", "smallserial" -> true;
            default -> false;
        };
    }

    private void cascade(boolean cascade, String object) {
        accept(Rule.DROPPING_WITH_CASCADE, object, cascade);
    }
}
