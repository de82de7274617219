package dev.lockkeeper.schema.lint;

import dev.lockkeeper.schema.sql.Change;
import dev.lockkeeper.schema.sql.Change.Alteration;
import dev.lockkeeper.schema.sql.Constraint;
import dev.lockkeeper.schema.sql.Name;
import dev.lockkeeper.schema.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The objects that a script makes, and which of them its way back leaves behind.
final class Made {

    /// `owner` is the table that it stands on, empty for what stands alone; `columns` those of the table that it cannot live without.
    private record Thing(String kind, Name name, String owner, List<String> columns) {

        @Override
        public String toString() {
            return kind + " " + (kind.equals("column") || kind.equals("constraint") ? owner + "." : "") + name;
        }
    }

    private final List<Thing> things = new ArrayList<>();
    /// Whether a statement may have made or dropped more than its text says.
    private boolean unclear;

    private Made() {}

    /// What is left of `up` after `back`, each as `index ix_users_email`; nothing where the texts do not tell.
    static List<String> left(SqlText up, SqlText back) {
        Made made = new Made();
        Stream.concat(up.parts().stream(), back.parts().stream()).forEach(part -> made.apply(part.change()));
        return made.unclear ? List.of() : made.things.stream().map(Thing::toString).toList();
    }

    private void apply(Change change) {
        switch (change) {
            case Change.CreateTable table when !table.temporary() -> things.add(new Thing("table", table.table(), "", List.of()));
            case Change.AlterTable(var table, var alterations) -> alterations.forEach(alteration -> apply(table, alteration));
            case Change.CreateIndex index ->
                index.index().ifPresent(name -> add("index", new Name(index.table().schema(), name.name()),
                        index.table(), mentioned(index)));
            case Change.Create(var kind, var name, var owner) -> {
                String plain = kind.equals("procedure") ? "function" : kind;
                if (owner.isPresent()) {
                    add(plain, name, owner.get(), List.of());
                } else {
                    things.add(new Thing(plain, name, "", List.of()));
                }
            }
            case Change.DropIndex(var indexes, _, _) -> indexes.forEach(index -> remove("index", index));
            case Change.Drop(var kind, var names, var cascade) -> {
                unclear |= cascade || kind.equals("schema") || kind.equals("extension");
                names.forEach(name -> drop(kind.equals("routine") || kind.equals("procedure") ? "function" : kind, name));
            }
            case Change.Rename _,Change.Code _ -> unclear = true;
            default -> {
                // makes and drops nothing
            }
        }
    }

    private void apply(Name table, Alteration alteration) {
        switch (alteration) {
            case Alteration.AddColumn(var column) -> {
                add("column", new Name("", column.name()), table, List.of(column.name()));
                column.constraints().forEach(constraint -> add(constraint, table));
            }
            case Alteration.AddConstraint(var constraint) -> add(constraint, table);
            case Alteration.DropColumn(var column, var cascade) -> {
                unclear |= cascade;
                things.removeIf(thing -> thing.owner().equals(table.toString()) && thing.columns().contains(column));
            }
            case Alteration.DropConstraint(var name, _) -> things.removeIf(thing -> thing.owner().equals(table.toString())
                    && thing.name().name().equals(name) && !thing.kind().equals("column"));
            case Alteration.RenameColumn _,Alteration.RenameTable _ -> unclear = true;
            default -> {
                // makes and drops nothing
            }
        }
    }

    private void add(Constraint constraint, Name table) {
        if (constraint.usingIndex()) {
            // from here on the index is the constraint's
            things.removeIf(thing -> thing.kind().equals("index") && thing.owner().equals(table.toString()));
        }
        constraint.name()
                .ifPresent(name -> add("constraint", new Name("", name), table, constraint.kind() == Constraint.Kind.CHECK
                        ? SqlText.names(constraint.expression())
                        : constraint.columns()));
    }

    /// What stands on a table that the script makes goes with the table.
    private void add(String kind, Name name, Name owner, List<String> columns) {
        boolean ownTable = things.stream().anyMatch(thing -> thing.kind().equals("table") && thing.name().equals(owner));
        if (!ownTable) {
            things.add(new Thing(kind, name, owner.toString(), columns));
        }
    }

    private void drop(String kind, Name name) {
        remove(kind, name);
        if (kind.equals("table") || kind.endsWith("view")) {
            things.removeIf(thing -> thing.owner().equals(name.toString()));
        }
    }

    private void remove(String kind, Name name) {
        things.removeIf(thing -> thing.kind().equals(kind) && thing.name().equals(name));
    }

    private static List<String> mentioned(Change.CreateIndex index) {
        return Stream.concat(index.columns().stream(), index.where().stream()).flatMap(text -> SqlText.names(text).stream())
                .toList();
    }
}
