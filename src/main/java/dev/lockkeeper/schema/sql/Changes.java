package dev.lockkeeper.schema.sql;

import dev.lockkeeper.schema.sql.Change.Alteration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads what one statement changes.
final class Changes {

    private static final Set<String> TRANSACTION = Set.of("begin", "start", "commit", "end", "rollback", "abort", "savepoint",
            "release");
    /// Words between CREATE and the kind of what is created.
    private static final Set<String> PASSED = Set.of("or", "replace", "temp", "temporary", "local", "global", "unlogged",
            "recursive",
            "trusted", "procedural", "constraint");
    private static final Set<String> TWO_WORDS = Set.of("materialized", "foreign", "event", "text", "access", "operator");

    private final Cursor cursor;

    Changes(String sql, List<Token> tokens) {
        this.cursor = new Cursor(sql, tokens);
    }

    Change read() {
        Token first = cursor.next();
        if (first.kind() == Token.Kind.META) {
            return new Change.Meta(first.text());
        }
        return switch (first.kind() == Token.Kind.WORD ? first.text() : "") {
            case "create" -> create();
            case "alter" -> alter();
            case "drop" -> drop();
            case "truncate" -> truncate();
            case "delete" -> {
                cursor.words("from");
                cursor.words("only");
                Name table = cursor.name();
                yield new Change.Delete(table, cursor.holdsOutside("where"));
            }
            case "update" -> {
                cursor.words("only");
                Name table = cursor.name();
                yield new Change.Update(table, cursor.holdsOutside("where"));
            }
            case "lock" -> {
                cursor.words("table");
                yield new Change.LockTable(cursor.names());
            }
            case "set", "reset" -> set(first.text());
            case "vacuum" -> vacuum();
            case "cluster" -> {
                cursor.words("verbose");
                yield new Change.Rewrite("CLUSTER", cursor.atEnd() ? Optional.empty() : Optional.of(cursor.name()));
            }
            case "reindex" -> reindex();
            case "refresh" -> {
                cursor.words("materialized", "view");
                yield cursor.words("concurrently")
                        ? new Change.Other()
                        : new Change.Rewrite("REFRESH MATERIALIZED VIEW", Optional.of(cursor.name()));
            }
            case "copy" -> copy();
            case "do", "call", "execute" -> new Change.Code();
            // leaves the transaction behind, with all its locks
            case String word when word.equals("prepare") && cursor.words("transaction") -> new Change.Transaction(word);
            case String word when TRANSACTION.contains(word) -> new Change.Transaction(word);
            default -> new Change.Other();
        };
    }

    private Change create() {
        boolean temporary = false;
        boolean unique = false;
        while (PASSED.contains(cursor.peek().text()) || cursor.peek().word("unique")) {
            Token passed = cursor.next();
            temporary |= passed.text().startsWith("temp");
            unique |= passed.word("unique");
        }
        String kind = kind();
        boolean concurrently = kind.equals("index") && cursor.words("concurrently");
        cursor.words("if", "not", "exists");
        return switch (kind) {
            case "table" -> table(temporary);
            case "index" -> index(unique, concurrently);
            case "database", "tablespace", "subscription" -> new Change.ServerWide("CREATE " + kind.toUpperCase(
                    Locale.ROOT));
            case "trigger", "policy", "rule" -> {
                Name name = cursor.name();
                while (!cursor.atEnd() && !cursor.words(kind.equals("rule") ? "to" : "on")) {
                    cursor.next();
                }
                yield new Change.Create(kind, name, Optional.of(cursor.name()));
            }
            default -> new Change.Create(kind, cursor.name(), Optional.empty());
        };
    }

    private String kind() {
        String kind = cursor.next().text();
        return TWO_WORDS.contains(kind) ? kind + " " + cursor.next().text() : kind;
    }

    private Change table(boolean temporary) {
        Name table = cursor.name();
        List<Column> columns = new ArrayList<>();
        List<Constraint> constraints = new ArrayList<>();
        if (cursor.peek().sign("(")) {
            Cursor inside = cursor.inside();
            Definitions definitions = new Definitions(inside);
            while (!inside.atEnd()) {
                if (definitions.tableConstraintAhead()) {
                    constraints.add(definitions.tableConstraint());
                } else if (!inside.words("like")) {
                    columns.add(definitions.column());
                }
                inside.pastComma();
            }
        }
        return new Change.CreateTable(table, temporary, columns, constraints);
    }

    private Change index(boolean unique, boolean concurrently) {
        Optional<Name> name = cursor.peek().word("on") ? Optional.empty() : Optional.of(cursor.name());
        cursor.words("on");
        cursor.words("only");
        Name table = cursor.name();
        if (cursor.words("using")) {
            cursor.next();
        }
        List<String> columns = new ArrayList<>();
        if (cursor.peek().sign("(")) {
            Cursor inside = cursor.inside();
            while (!inside.atEnd()) {
                Token first = inside.peek();
                String text = inside.until("asc", "desc", "nulls", "collate");
                // a name, or one with an operator class behind it
                boolean plain = first.name() && text.matches("(\"[^\"]*\"|[\\w$]+)(\\s+\\w+)?");
                columns.add(plain ? Name.quoted(first.text()) : text);
                inside.pastComma();
            }
        }
        while (!cursor.atEnd() && !cursor.words("where")) {
            if (cursor.peek().sign("(")) {
                cursor.inside();
            } else {
                cursor.next();
            }
        }
        return new Change.CreateIndex(name, table, unique, concurrently, columns,
                cursor.atEnd() ? Optional.empty() : Optional.of(cursor.text()));
    }

    private Change alter() {
        if (cursor.words("system") || cursor.words("database")) {
            return new Change.ServerWide("ALTER " + cursor.peek(-1).text().toUpperCase(Locale.ROOT));
        }
        String kind = kind();
        cursor.words("if", "exists");
        cursor.words("only");
        Name name = cursor.name();
        cursor.sign("*");
        if (!kind.equals("table")) {
            return cursor.words("rename", "to")
                    ? new Change.Rename(kind, name, new Name(name.schema(), cursor.next().text()))
                    : new Change.Other();
        }
        List<Alteration> alterations = new ArrayList<>();
        do {
            alterations.add(alteration());
            cursor.until();
        } while (cursor.sign(","));
        return new Change.AlterTable(name, alterations);
    }

    private Alteration alteration() {
        Definitions definitions = new Definitions(cursor);
        if (cursor.words("add")) {
            if (definitions.tableConstraintAhead()) {
                return new Alteration.AddConstraint(definitions.tableConstraint());
            }
            cursor.words("column");
            cursor.words("if", "not", "exists");
            return new Alteration.AddColumn(definitions.column());
        }
        if (cursor.words("drop")) {
            boolean constraint = cursor.words("constraint");
            cursor.words("column");
            cursor.words("if", "exists");
            String name = cursor.next().text();
            boolean cascade = cursor.words("cascade");
            return constraint ? new Alteration.DropConstraint(name, cascade) : new Alteration.DropColumn(name, cascade);
        }
        if (cursor.words("rename")) {
            return rename();
        }
        if (cursor.words("validate", "constraint")) {
            return new Alteration.ValidateConstraint(cursor.next().text());
        }
        return cursor.words("alter") ? alterColumn(definitions) : new Alteration.OtherAlteration();
    }

    private Alteration rename() {
        if (cursor.words("to")) {
            return new Alteration.RenameTable(cursor.next().text());
        }
        if (cursor.words("constraint")) {
            return new Alteration.OtherAlteration();
        }
        cursor.words("column");
        String from = cursor.next().text();
        cursor.words("to");
        return new Alteration.RenameColumn(from, cursor.next().text());
    }

    private Alteration alterColumn(Definitions definitions) {
        if (cursor.words("constraint")) {
            return new Alteration.OtherAlteration();
        }
        cursor.words("column");
        String column = cursor.next().text();
        if (cursor.words("set", "not", "null")) {
            return new Alteration.SetNotNull(column);
        }
        if (cursor.words("type") || cursor.words("set", "data", "type")) {
            Type type = definitions.type();
            if (!cursor.peek().word("using")) {
                cursor.until("using");
            }
            return new Alteration.SetType(column, type, cursor.words("using"));
        }
        return new Alteration.OtherAlteration();
    }

    private Change drop() {
        String kind = kind();
        boolean concurrently = kind.equals("index") && cursor.words("concurrently");
        cursor.words("if", "exists");
        if (kind.equals("database") || kind.equals("tablespace") || kind.equals("subscription")) {
            return new Change.ServerWide("DROP " + kind.toUpperCase(Locale.ROOT));
        }
        List<Name> names = cursor.names();
        boolean cascade = cursor.holds("cascade");
        return kind.equals("index") ? new Change.DropIndex(names, concurrently, cascade) : new Change.Drop(kind, names, cascade);
    }

    private Change truncate() {
        cursor.words("table");
        List<Name> tables = cursor.names();
        return new Change.Truncate(tables, cursor.holds("cascade"));
    }

    private Change set(String verb) {
        cursor.words("local");
        boolean session = cursor.words("session");
        if (cursor.words("role") || cursor.words("authorization") || (!session && cursor.words("session", "authorization"))) {
            return new Change.ActAs(verb.toUpperCase(Locale.ROOT) + " "
                    + cursor.peek(-1).text().toUpperCase(Locale.ROOT) + " " + cursor.text());
        }
        if (verb.equals("reset") || cursor.words("constraints") || cursor.words("transaction")) {
            return new Change.Other();
        }
        String name = cursor.name().toString();
        if (!cursor.words("to")) {
            cursor.sign("=");
        }
        String value = cursor.peek().kind() == Token.Kind.STRING ? cursor.peek().text() : cursor.text();
        return new Change.Setting(name, value);
    }

    private Change vacuum() {
        boolean full = cursor.holds("full");
        if (cursor.peek().sign("(")) {
            cursor.inside();
        }
        while (cursor.words("full") || cursor.words("freeze") || cursor.words("verbose") || cursor.words("analyze")) {
            // only the table behind them matters
        }
        Optional<Name> table = cursor.atEnd() ? Optional.empty() : Optional.of(cursor.name());
        return full ? new Change.Rewrite("VACUUM FULL", table) : new Change.ServerWide("VACUUM");
    }

    private Change reindex() {
        boolean concurrently = cursor.holds("concurrently");
        if (cursor.peek().sign("(")) {
            cursor.inside();
        }
        cursor.next();
        cursor.words("concurrently");
        return concurrently
                ? new Change.ServerWide("REINDEX CONCURRENTLY")
                : new Change.Rewrite("REINDEX", cursor.atEnd() ? Optional.empty() : Optional.of(cursor.name()));
    }

    private Change copy() {
        if (cursor.peek().sign("(")) {
            cursor.inside();
        } else {
            cursor.name();
            if (cursor.peek().sign("(")) {
                cursor.inside();
            }
        }
        cursor.next();
        if (cursor.words("program")) {
            return new Change.CopyOutside("COPY … PROGRAM");
        }
        return cursor.peek().kind() == Token.Kind.STRING
                ? new Change.CopyOutside("COPY … " + cursor.peek().text())
                : new Change.Other();
    }
}
