package dev.lockkeeper.schema.sql;

import dev.lockkeeper.schema.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads columns, types and constraints.
final class Definitions {

    private static final String[] AFTER_DEFAULT = {"not", "null", "constraint", "check", "unique", "primary", "references",
            "generated",
            "collate", "deferrable", "initially"};
    /// Types whose names are of more than one word, or have a shorter one.
    private static final Map<String, String> SHORT = Map.ofEntries(Map.entry("int", "integer"), Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"), Map.entry("int2", "smallint"), Map.entry("bool", "boolean"),
            Map.entry("decimal", "numeric"), Map.entry("dec", "numeric"), Map.entry("serial4", "serial"),
            Map.entry("serial8", "bigserial"), Map.entry("serial2", "smallserial"), Map.entry("float8", "double precision"),
            Map.entry("float4", "real"), Map.entry("bpchar", "char"));
    /// What gives every row the same value: the default is stored once, in the catalog.
    private static final Set<String> STEADY = Set.of("now", "transaction_timestamp", "statement_timestamp", "current_setting",
            "current_database", "current_schema", "lower", "upper", "md5", "concat", "format", "coalesce", "nullif", "greatest",
            "least", "make_date", "make_interval", "make_timestamp", "make_timestamptz", "timezone", "to_timestamp", "to_date",
            "to_char", "date_trunc", "extract", "abs", "round", "floor", "ceil", "length", "repeat", "cast", "array", "row",
            "jsonb_build_object", "json_build_object", "jsonb_build_array", "json_build_array", "to_jsonb", "to_json", "decode",
            "encode", "replace", "trim", "substring", "char_length", "pi", "sqrt", "power", "int4range", "int8range",
            "daterange", "tsrange", "tstzrange", "numrange", "point", "varchar", "numeric", "char", "interval", "timestamp",
            "timestamptz", "time", "bit", "decimal", "and", "or", "not", "in", "pg_catalog");

    private final Cursor cursor;

    Definitions(Cursor cursor) {
        this.cursor = cursor;
    }

    Column column() {
        String name = cursor.next().text();
        Type type = type();
        boolean notNull = type.serial();
        boolean filled = type.serial();
        Optional<String> usual = Optional.empty();
        List<Constraint> constraints = new ArrayList<>();
        Optional<String> constraintName = Optional.empty();
        while (!cursor.atEnd() && !cursor.peek().sign(",")) {
            if (cursor.words("constraint")) {
                constraintName = Optional.of(cursor.next().text());
            } else if (cursor.words("not", "null")) {
                notNull = true;
            } else if (cursor.words("default")) {
                String text = cursor.until(AFTER_DEFAULT);
                usual = Optional.of(text);
                filled |= varies(text);
            } else if (cursor.words("generated")) {
                cursor.until("constraint", "unique", "primary", "not", "check");
                filled = true;
            } else if (constraintAhead()) {
                constraints.add(constraint(constraintName, List.of(name)));
                constraintName = Optional.empty();
            } else {
                cursor.next();
            }
        }
        return new Column(name, type, notNull || constraints.stream().anyMatch(c -> c.kind() == Constraint.Kind.PRIMARY_KEY),
                usual,
                filled, constraints);
    }

    private boolean constraintAhead() {
        Token here = cursor.peek();
        return here.word("check") || here.word("unique") || here.word("primary") || here.word("references");
    }

    boolean tableConstraintAhead() {
        Token here = cursor.peek();
        Token then = cursor.peek(1);
        return here.word("constraint") || (here.word("check") && then.sign("("))
                || (here.word("unique") && (then.sign("(") || then.word("using") || then.word("nulls")))
                || (here.word("primary") && then.word("key")) || (here.word("foreign") && then.word("key"))
                || (here.word("exclude") && (then.word("using") || then.sign("(")));
    }

    Constraint tableConstraint() {
        Optional<String> name = cursor.words("constraint") ? Optional.of(cursor.next().text()) : Optional.empty();
        return constraint(name, List.of());
    }

    private Constraint constraint(Optional<String> name, List<String> own) {
        Constraint.Kind kind = Constraint.Kind.EXCLUDE;
        List<String> columns = own;
        String expression = "";
        boolean usingIndex = false;
        Optional<Name> target = Optional.empty();
        List<String> targetColumns = List.of();
        if (cursor.words("check")) {
            kind = Constraint.Kind.CHECK;
            expression = cursor.peek().sign("(") ? cursor.inside().text() : "";
        } else if (cursor.words("unique") || cursor.words("primary", "key")) {
            kind = cursor.peek(-1).word("key") ? Constraint.Kind.PRIMARY_KEY : Constraint.Kind.UNIQUE;
            if (cursor.words("nulls")) {
                cursor.words("not");
                cursor.words("distinct");
            }
            usingIndex = cursor.words("using", "index");
            columns = own.isEmpty() ? columnList() : own;
        } else if (cursor.words("foreign", "key")) {
            kind = Constraint.Kind.FOREIGN_KEY;
            columns = columnList();
        }
        if (cursor.words("references")) {
            kind = Constraint.Kind.FOREIGN_KEY;
            target = Optional.of(cursor.name());
            targetColumns = columnList();
        }
        boolean notValid = false;
        while (!cursor.atEnd() && !cursor.peek().sign(",") && (own.isEmpty() || !endsColumnConstraint())) {
            if (cursor.words("not", "valid")) {
                notValid = true;
            } else if (cursor.peek().sign("(")) {
                cursor.inside();
            } else {
                cursor.next();
            }
        }
        return new Constraint(kind, name, columns, expression, notValid, usingIndex, target, targetColumns);
    }

    /// Behind a column's constraint more may follow that is none of its own.
    private boolean endsColumnConstraint() {
        Token here = cursor.peek();
        return here.word("constraint") || here.word("default") || here.word("generated") || constraintAhead()
                || (here.word("not") && cursor.peek(1).word("null")) || here.word("null");
    }

    List<String> columnList() {
        List<String> columns = new ArrayList<>();
        if (cursor.peek().sign("(")) {
            Cursor inside = cursor.inside();
            while (!inside.atEnd()) {
                columns.add(inside.next().text());
                inside.pastComma();
            }
        }
        return columns;
    }

    Type type() {
        // "char" in quotes is a type of its own, of one byte
        boolean quoted = cursor.peek().kind() == Kind.QUOTED;
        Name first = cursor.name();
        String name = first.schema().equals("pg_catalog") ? first.name() : first.toString();
        if (quoted) {
            name = Name.quoted(name);
        } else if (name.equals("character") || name.equals("char") || name.equals("national") || name.equals("nchar")) {
            cursor.words("character");
            cursor.words("char");
            name = cursor.words("varying") ? "varchar" : "char";
        } else if (name.equals("bit")) {
            name = cursor.words("varying") ? "varbit" : "bit";
        } else if (name.equals("double")) {
            cursor.words("precision");
            name = "double precision";
        }
        List<Integer> sizes = new ArrayList<>();
        if (cursor.peek().sign("(")) {
            Cursor inside = cursor.inside();
            while (!inside.atEnd()) {
                Token size = inside.next();
                if (size.kind() == Kind.NUMBER && size.text().length() < 10 && size.text().chars().allMatch(Character::isDigit)) {
                    sizes.add(Integer.valueOf(size.text()));
                }
            }
        }
        if (name.equals("timestamp") || name.equals("time")) {
            if (cursor.words("with", "time", "zone")) {
                name += "tz";
            } else {
                cursor.words("without", "time", "zone");
            }
        }
        boolean array = false;
        while (cursor.sign("[")) {
            array = true;
            while (!cursor.atEnd() && !cursor.sign("]")) {
                cursor.next();
            }
        }
        return new Type(SHORT.getOrDefault(name, name), sizes, array);
    }

    /// Whether a default may differ from row to row, so that every row must be written. A function that we do not know may.
    static boolean varies(String expression) {
        List<Token> tokens = Tokens.of(expression);
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean called = i + 1 < tokens.size() && tokens.get(i + 1).sign("(");
            if (token.name() && called && !STEADY.contains(token.text())) {
                return true;
            }
        }
        return false;
    }
}
