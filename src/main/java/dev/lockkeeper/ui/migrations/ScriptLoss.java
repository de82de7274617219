package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What one way back takes away, as its script says: whole tables, columns of a table, rows of a table.
record ScriptLoss(Revision revision, Kind kind, String table, List<String> columns) {

    enum Kind {
        TABLE, COLUMNS, ROWS
    }

    ScriptLoss {
        columns = List.copyOf(columns);
    }

    /// Everything the ways back of these rungs take away, in their order.
    static List<ScriptLoss> of(List<Rung> rungs) {
        List<ScriptLoss> losses = new ArrayList<>();
        for (Rung rung : rungs) {
            rung.script().flatMap(script -> script.wayBackSql()).ifPresent(sql -> losses.addAll(of(rung.revision(), sql)));
        }
        return losses;
    }

    static List<ScriptLoss> of(Revision revision, String sql) {
        List<ScriptLoss> losses = new ArrayList<>();
        List<String> statement = new ArrayList<>();
        for (String word : SqlText.words(sql + "\n;")) {
            if (word.equals(";")) {
                losses.addAll(ofStatement(revision, statement));
                statement.clear();
            } else {
                statement.add(word);
            }
        }
        return losses;
    }

    private static List<ScriptLoss> ofStatement(Revision revision, List<String> statement) {
        List<String> upper = statement.stream().map(word -> word.toUpperCase(Locale.ROOT)).toList();
        if (upper.size() < 2) {
            return List.of();
        }
        String start = upper.get(0) + " " + upper.get(1);
        if (start.equals("DROP TABLE")) {
            return names(statement, skip(upper, 2, "IF", "EXISTS")).stream()
                    .map(table -> new ScriptLoss(revision, Kind.TABLE, table, List.of())).toList();
        }
        if (start.equals("DELETE FROM")) {
            return names(statement, skip(upper, 2, "ONLY")).stream().limit(1)
                    .map(table -> new ScriptLoss(revision, Kind.ROWS, table, List.of())).toList();
        }
        if (upper.getFirst().equals("TRUNCATE")) {
            return names(statement, skip(upper, 1, "TABLE", "ONLY")).stream()
                    .map(table -> new ScriptLoss(revision, Kind.ROWS, table, List.of())).toList();
        }
        if (start.equals("ALTER TABLE")) {
            return dropped(revision, statement, upper);
        }
        return List.of();
    }

    private static List<ScriptLoss> dropped(Revision revision, List<String> statement, List<String> upper) {
        String table = names(statement, skip(upper, 2, "IF", "EXISTS", "ONLY")).getFirst();
        List<String> columns = new ArrayList<>();
        for (int i = 2; i < upper.size() - 1; i++) {
            if (upper.get(i).equals("DROP") && upper.get(i + 1).equals("COLUMN")) {
                int at = skip(upper, i + 2, "IF", "EXISTS");
                if (at < statement.size()) {
                    columns.add(statement.get(at));
                }
            }
        }
        return columns.isEmpty() ? List.of() : List.of(new ScriptLoss(revision, Kind.COLUMNS, table, columns));
    }

    private static int skip(List<String> upper, int from, String... noise) {
        int at = from;
        while (at < upper.size() && List.of(noise).contains(upper.get(at))) {
            at++;
        }
        return at;
    }

    /// Names from there on, as long as commas join them; a schema's name and its dot belong to the name.
    private static List<String> names(List<String> statement, int from) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean open = true;
        for (String word : statement.subList(Math.min(from, statement.size()), statement.size())) {
            if (word.equals(",")) {
                names.add(name.toString());
                name.setLength(0);
                open = true;
            } else if (word.equals(".")) {
                name.append(word);
                open = true;
            } else if (open) {
                name.append(word);
                open = false;
            } else {
                break;
            }
        }
        names.add(name.toString());
        return names;
    }
}
