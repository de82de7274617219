package dev.lockkeeper.adapter.flyway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a script as PostgreSQL does as far as knowing where its statements end: enough to look at them, not to run them. Flyway's
/// parser, which those are cut by that run, takes longer to load than everything else that `current` needs.
final class StatementCuts {

    private static final Pattern DOLLARS = Pattern.compile("\\$(?:[A-Za-z_\\x80-\\uffff][A-Za-z0-9_\\x80-\\uffff]*)?\\$");
    private static final Pattern COPIED_IN = Pattern.compile("(?is)^\\s*copy\\b.*\\bfrom\\s+stdin\\b.*");

    private final String sql;
    private int at;

    private StatementCuts(String sql) {
        this.sql = sql;
    }

    /// The statements without their comments. Empty where rows stand among them (`COPY … FROM stdin`) or a quote is never closed.
    static Optional<List<String>> statements(String sql) {
        return new StatementCuts(sql).cut();
    }

    /// Whether there certainly is a statement: something that begins with a letter, outside of comments.
    static boolean saysSomething(String sql) {
        StatementCuts text = new StatementCuts(sql);
        while (text.at < sql.length()) {
            if (text.comment().isPresent()) {
                continue;
            }
            char letter = sql.charAt(text.at);
            if (!Character.isWhitespace(letter)) {
                return Character.isLetter(letter);
            }
            text.at++;
        }
        return false;
    }

    private Optional<List<String>> cut() {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        while (at < sql.length()) {
            int from = at;
            if (comment().isPresent()) {
                statement.append(' ');
                continue;
            }
            char letter = sql.charAt(at);
            boolean closed = switch (letter) {
                case '\'' -> quoted('\'', escapes(from));
                case '"' -> quoted('"', false);
                case '$' -> dollars();
                default -> {
                    at++;
                    yield true;
                }
            };
            if (!closed) {
                return Optional.empty();
            }
            if (letter != ';') {
                statement.append(sql, from, at);
            } else if (!add(statement, statements)) {
                return Optional.empty();
            }
        }
        return add(statement, statements) ? Optional.of(statements) : Optional.empty();
    }

    private static boolean add(StringBuilder statement, List<String> statements) {
        String text = statement.toString();
        statement.setLength(0);
        if (!text.isBlank()) {
            statements.add(text);
        }
        return !COPIED_IN.matcher(text).matches();
    }

    /// Passes a comment; those between slashes may stand in one another.
    private Optional<Integer> comment() {
        int from = at;
        if (sql.startsWith("--", at)) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end;
        } else if (sql.startsWith("/*", at)) {
            int depth = 0;
            do {
                if (sql.startsWith("/*", at)) {
                    depth++;
                    at += 2;
                } else if (sql.startsWith("*/", at)) {
                    depth--;
                    at += 2;
                } else {
                    at++;
                }
            } while (depth > 0 && at < sql.length());
        }
        return at == from ? Optional.empty() : Optional.of(at);
    }

    /// `E'…'`, where a backslash hides the quote behind it.
    private boolean escapes(int quote) {
        return quote > 0 && (sql.charAt(quote - 1) == 'E' || sql.charAt(quote - 1) == 'e')
                && (quote == 1 || !inName(quote - 2));
    }

    private boolean inName(int place) {
        return Character.isLetterOrDigit(sql.charAt(place)) || sql.charAt(place) == '_';
    }

    private boolean quoted(char quote, boolean escapes) {
        for (at++; at < sql.length(); at++) {
            if (escapes && sql.charAt(at) == '\\') {
                at++;
            } else if (sql.charAt(at) == quote) {
                at++;
                return true; // a doubled one begins the next, which changes nothing
            }
        }
        return false;
    }

    private boolean dollars() {
        Matcher tag = DOLLARS.matcher(sql).region(at, sql.length());
        if ((at > 0 && inName(at - 1)) || !tag.lookingAt()) {
            at++;
            return true;
        }
        int end = sql.indexOf(tag.group(), tag.end());
        at = end < 0 ? sql.length() : end + tag.group().length();
        return end >= 0;
    }
}
