package dev.lockkeeper.schema.catalog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one line of `db/catalog.sql` back into the object that it describes.
final class CatalogLine {

    private static final Pattern RELATION = Pattern
            .compile("(partitioned table|materialized view|foreign table|composite type|table|view) (?s:(.*))");
    private static final Pattern INDEX = Pattern.compile("(?s)CREATE (UNIQUE )?INDEX (?<name>.+?) ON (?<rest>.*)");
    private static final Pattern TRIGGER = Pattern.compile("(?s)CREATE (?:CONSTRAINT )?TRIGGER (?<rest>.*)");
    private static final Pattern ON = Pattern
            .compile(" ON ((?:\"(?:[^\"]|\"\")+\"|[^\\s.\"]+)(?:\\.(?:\"(?:[^\"]|\"\")+\"|[^\\s.\"]+))?)");
    private static final Pattern OWNED = Pattern.compile("(?s)(.*?) (?:owned by|identity of) (.+)");

    private final String text;
    private int at;

    private CatalogLine(String text) {
        this.text = text;
    }

    static CatalogObject read(String line) {
        return new CatalogLine(line).read();
    }

    private CatalogObject read() {
        Matcher relation = RELATION.matcher(text);
        if (relation.matches()) {
            at = relation.start(2);
            String name = path();
            return object(CatalogKind.TABLE, "", name, relation.group(1) + rest());
        }
        String word = word();
        return switch (word) {
            case "schema" -> object(CatalogKind.SCHEMA, "", path(), "");
            case "extension" -> object(CatalogKind.EXTENSION, "", path(), "");
            case "column" -> column();
            case "constraint" -> {
                String owner = path();
                at++;
                yield object(CatalogKind.CONSTRAINT, owner, path(), rest().strip());
            }
            case "index" -> index();
            case "sequence" -> sequence();
            case "enum", "domain", "range" -> object(CatalogKind.TYPE, "", path(), word + rest());
            case "function" -> function();
            case "trigger" -> trigger();
            case "policy" -> {
                String owner = path();
                at++;
                yield object(CatalogKind.POLICY, owner, path(), rest().strip());
            }
            case "inherits" -> object(CatalogKind.INHERITANCE, path(), rest().strip(), "");
            case "grant" -> object(CatalogKind.GRANT, "", text.substring(at), "");
            case "comment" -> comment();
            case "rule" -> object(CatalogKind.RULE, "", text.substring(at), "");
            default -> object(CatalogKind.STATISTICS, "", text.substring(at), "");
        };
    }

    private CatalogObject column() {
        String owner = path();
        at++;
        word(); // its place among the columns, which no statement depends on
        return object(CatalogKind.COLUMN, owner, path(), rest().strip());
    }

    private CatalogObject index() {
        String owner = path();
        Matcher index = INDEX.matcher(rest().strip());
        return index.matches()
                ? object(CatalogKind.INDEX, owner, index.group("name"),
                        (index.group(1) == null ? "" : "UNIQUE ") + index.group("rest"))
                : object(CatalogKind.INDEX, owner, rest().strip(), "");
    }

    private CatalogObject sequence() {
        String name = path();
        String rest = rest().strip();
        Matcher owned = OWNED.matcher(rest);
        return owned.matches()
                ? object(CatalogKind.SEQUENCE, owned.group(2), name, owned.group(1))
                : object(CatalogKind.SEQUENCE, "", name, rest);
    }

    private CatalogObject function() {
        int from = at;
        boolean quoted = false;
        int depth = 0;
        for (; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == '"') {
                quoted = !quoted;
            } else if (!quoted && letter == '(') {
                depth++;
            } else if (!quoted && letter == ')' && --depth == 0) {
                at++;
                break;
            }
        }
        return object(CatalogKind.FUNCTION, "", text.substring(from, at), rest().strip());
    }

    private CatalogObject trigger() {
        String definition = text.substring(at);
        Matcher trigger = TRIGGER.matcher(definition);
        Matcher on = ON.matcher(definition);
        if (!trigger.matches() || !on.find()) {
            return object(CatalogKind.TRIGGER, "", definition, "");
        }
        at += trigger.start("rest");
        return object(CatalogKind.TRIGGER, on.group(1), path(), definition);
    }

    /// `table column public.users.email 'text'`
    private CatalogObject comment() {
        String all = text.substring(at);
        int plain = all.indexOf(" '");
        int escaped = all.indexOf(" E'");
        int end = plain < 0 ? escaped : escaped < 0 ? plain : Math.min(plain, escaped);
        return end < 0
                ? object(CatalogKind.COMMENT, "", all, "")
                : object(CatalogKind.COMMENT, "", all.substring(0, end), all.substring(end + 1));
    }

    private static CatalogObject object(CatalogKind kind, String owner, String name, String definition) {
        return new CatalogObject(kind, owner, name, definition);
    }

    private String word() {
        int end = text.indexOf(' ', at);
        String word = text.substring(at, end < 0 ? text.length() : end);
        at = end < 0 ? text.length() : end + 1;
        return word;
    }

    /// A name with its schema, either of them quoted where it must be.
    private String path() {
        int from = at;
        while (at < text.length() && text.charAt(at) != ' ') {
            if (text.charAt(at) == '"') {
                quoted().ifPresent(end -> at = end);
            } else {
                at++;
            }
        }
        return text.substring(from, at);
    }

    private Optional<Integer> quoted() {
        for (int end = at + 1; end < text.length(); end++) {
            if (text.charAt(end) == '"') {
                if (end + 1 < text.length() && text.charAt(end + 1) == '"') {
                    end++;
                } else {
                    return Optional.of(end + 1);
                }
            }
        }
        return Optional.of(text.length());
    }

    private String rest() {
        return text.substring(Math.min(at, text.length()));
    }
}
