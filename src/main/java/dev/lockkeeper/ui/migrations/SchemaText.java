package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.schema.catalog.Catalog;
import dev.lockkeeper.schema.catalog.CatalogKind;
import dev.lockkeeper.schema.catalog.CatalogObject;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Tables as `\d` of psql shows them, with a mark before what a revision brings.
final class SchemaText {

    private final Catalog catalog;
    private final Set<CatalogObject> before;
    private final Words words;

    /// `before` is the schema of the revision below.
    SchemaText(Catalog catalog, Catalog before, Words words) {
        this.catalog = catalog;
        this.before = before.objects().stream().collect(Collectors.toSet());
        this.words = words;
    }

    /// These tables; all of them where none is named. A table that the revision takes away is left out.
    String of(List<String> tables) {
        List<String> shown = tables.isEmpty() ? all() : tables;
        return shown.stream().map(this::table).filter(text -> !text.isEmpty()).collect(Collectors.joining("\n\n"));
    }

    private List<String> all() {
        return catalog.objects().stream().filter(object -> object.kind() == CatalogKind.TABLE).map(CatalogObject::path).toList();
    }

    private String table(String table) {
        List<CatalogObject> parts = catalog.of(table);
        List<CatalogObject> columns = parts.stream().filter(part -> part.kind() == CatalogKind.COLUMN).toList();
        if (columns.isEmpty()) {
            return "";
        }
        int widest = columns.stream().mapToInt(column -> column.name().length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(table);
        columns.forEach(column -> lines.add(mark(column) + column.name() + " ".repeat(widest - column.name().length() + 2)
                + column.definition()));
        List<CatalogObject> others = parts.stream()
                .filter(part -> part.kind() == CatalogKind.CONSTRAINT || part.kind() == CatalogKind.INDEX
                        || part.kind() == CatalogKind.TRIGGER)
                .sorted(Comparator.comparing(CatalogObject::kind)).toList();
        others.forEach(part -> lines.add(mark(part) + words.say(part.kind().key()) + " " + part.name() + "  "
                + part.definition().replaceAll("^(UNIQUE )?(?:ONLY )?\\S+ USING", "$1USING")));
        return String.join("\n", lines);
    }

    private String mark(CatalogObject object) {
        return before.contains(object) ? "    " : "  + ";
    }
}
