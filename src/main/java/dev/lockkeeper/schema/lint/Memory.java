package dev.lockkeeper.schema.lint;

import dev.lockkeeper.schema.sql.Change;
import dev.lockkeeper.schema.sql.Change.Alteration;
import dev.lockkeeper.schema.sql.Column;
import dev.lockkeeper.schema.sql.Constraint;
import dev.lockkeeper.schema.sql.Name;
import dev.lockkeeper.schema.sql.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the scripts so far have said of the tables: which are new and therefore empty and unused, what types their columns have, which
/// columns are known never to be null.
final class Memory {

    private final Set<Name> fresh = new HashSet<>();
    private final Map<Name, Map<String, Type>> columns = new HashMap<>();
    /// Names of checks that say a column is not null, with the column; taken out of `unproven` once they are validated.
    private final Map<Name, Map<String, String>> unproven = new HashMap<>();
    private final Map<Name, Set<String>> neverNull = new HashMap<>();
    private final Map<Name, Name> indexes = new HashMap<>();

    /// Whether nobody can be using the table yet: it was made by a revision that is pending too.
    boolean isNew(Name table) {
        return fresh.contains(table);
    }

    /// Whether an index stands on a table that nobody can be using yet.
    boolean isOnNewTable(Name index) {
        return Optional.ofNullable(indexes.get(index)).map(fresh::contains).orElse(false);
    }

    Optional<Type> type(Name table, String column) {
        return Optional.ofNullable(columns.getOrDefault(table, Map.of()).get(column));
    }

    boolean neverNull(Name table, String column) {
        return neverNull.getOrDefault(table, Set.of()).contains(column);
    }

    /// Takes note of a statement; `pending`: nothing of it stands in the database yet.
    void note(Change change, boolean pending) {
        switch (change) {
            case Change.CreateTable table -> {
                if (pending || table.temporary()) {
                    fresh.add(table.table());
                }
                table.columns().forEach(column -> note(table.table(), column));
                table.constraints().forEach(constraint -> note(table.table(), constraint));
            }
            case Change.CreateIndex index ->
                index.index().ifPresent(name -> indexes.put(new Name(index.table().schema(), name.name()),
                        index.table()));
            case Change.Create(var kind, var name, _) when pending && kind.equals("materialized view") -> fresh.add(name);
            case Change.Drop(var kind, var names, _) when kind.equals("table") -> names.forEach(this::forget);
            case Change.AlterTable(var table, var alterations) -> alterations.forEach(alteration -> note(table, alteration));
            default -> {
                // says nothing that a rule wants to know
            }
        }
    }

    private void note(Name table, Alteration alteration) {
        switch (alteration) {
            case Alteration.AddColumn(var column) -> note(table, column);
            case Alteration.DropColumn(var column, _) -> {
                of(columns, table).remove(column);
                neverNull.getOrDefault(table, new HashSet<>()).remove(column);
            }
            case Alteration.SetType(var column, var type, _) -> of(columns, table).put(column, type);
            case Alteration.SetNotNull(var column) -> neverNull.computeIfAbsent(table, _ -> new HashSet<>()).add(column);
            case Alteration.AddConstraint(var constraint) -> note(table, constraint);
            case Alteration.ValidateConstraint(var name) -> Optional.ofNullable(of(unproven, table).remove(name))
                    .ifPresent(column -> neverNull.computeIfAbsent(table, _ -> new HashSet<>()).add(column));
            case Alteration.RenameColumn(var from, var to) -> Optional.ofNullable(of(columns, table).remove(from))
                    .ifPresent(type -> of(columns, table).put(to, type));
            case Alteration.RenameTable(var to) -> rename(table, new Name(table.schema(), to));
            default -> {
                // says nothing that a rule wants to know
            }
        }
    }

    private void note(Name table, Column column) {
        of(columns, table).put(column.name(), column.type());
        if (column.notNull()) {
            neverNull.computeIfAbsent(table, _ -> new HashSet<>()).add(column.name());
        }
        column.constraints().forEach(constraint -> note(table, constraint));
    }

    private void note(Name table, Constraint constraint) {
        constraint.notNullColumn().ifPresent(column -> {
            if (!constraint.notValid()) {
                neverNull.computeIfAbsent(table, _ -> new HashSet<>()).add(column);
            }
            constraint.name().filter(_ -> constraint.notValid()).ifPresent(name -> of(unproven, table).put(name, column));
        });
    }

    private void rename(Name from, Name to) {
        if (fresh.remove(from)) {
            fresh.add(to);
        }
        Optional.ofNullable(columns.remove(from)).ifPresent(known -> columns.put(to, known));
        Optional.ofNullable(neverNull.remove(from)).ifPresent(known -> neverNull.put(to, known));
        Optional.ofNullable(unproven.remove(from)).ifPresent(known -> unproven.put(to, known));
        indexes.replaceAll((_, table) -> table.equals(from) ? to : table);
    }

    private void forget(Name table) {
        fresh.remove(table);
        columns.remove(table);
        neverNull.remove(table);
        unproven.remove(table);
    }

    private static <V> Map<String, V> of(Map<Name, Map<String, V>> all, Name table) {
        return all.computeIfAbsent(table, _ -> new HashMap<>());
    }
}
