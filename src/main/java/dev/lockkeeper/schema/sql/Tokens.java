package dev.lockkeeper.schema.sql;

import dev.lockkeeper.schema.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts a script into tokens, as PostgreSQL does: strings, dollar quotes, nested comments, quoted names. Never fails; what is left open
/// goes to the end.
final class Tokens {

    private final String sql;
    private final List<Token> found = new ArrayList<>();
    private int at;
    private int line = 1;

    private Tokens(String sql) {
        this.sql = sql;
    }

    static List<Token> of(String sql) {
        return new Tokens(sql).cut();
    }

    private List<Token> cut() {
        int statement = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (Character.isWhitespace(c) || c == '\uFEFF') {
                pass(at + 1);
                continue;
            }
            one(c);
            if (found.getLast().sign(";")) {
                if (copiesFromHere(statement)) {
                    data();
                }
                statement = found.size();
            }
        }
        return List.copyOf(found);
    }

    private void one(char c) {
        if (sql.startsWith("--", at)) {
            add(Kind.COMMENT, sql.substring(at, endOfLine(at)), endOfLine(at));
        } else if (sql.startsWith("/*", at)) {
            int end = endOfComment();
            add(Kind.COMMENT, sql.substring(at, end), end);
        } else if (c == '\'') {
            string(at, false);
        } else if (c == '"') {
            quoted(at);
        } else if (c == '$' && dollarTag() > 0) {
            dollars(dollarTag());
        } else if (c == '\\') {
            add(Kind.META, sql.substring(at, endOfLine(at)).strip(), endOfLine(at));
        } else if (Character.isDigit(c)) {
            number();
        } else if (Character.isLetter(c) || c == '_') {
            word();
        } else if (sql.startsWith("::", at)) {
            add(Kind.SIGN, "::", at + 2);
        } else {
            int width = Character.charCount(sql.codePointAt(at));
            add(Kind.SIGN, sql.substring(at, at + width), at + width);
        }
    }

    private void word() {
        int end = at;
        while (end < sql.length() && wordCharacter(sql.charAt(end))) {
            end++;
        }
        String text = sql.substring(at, end).toLowerCase(Locale.ROOT);
        boolean quote = end < sql.length() && sql.charAt(end) == '\'';
        if (quote && (text.equals("e") || text.equals("b") || text.equals("x") || text.equals("n"))) {
            string(end, text.equals("e"));
        } else if (text.equals("u") && (sql.startsWith("&'", end) || sql.startsWith("&\"", end))) {
            if (sql.charAt(end + 1) == '\'') {
                string(end + 1, false);
            } else {
                quoted(end + 1);
            }
        } else {
            add(Kind.WORD, text, end);
        }
    }

    private static boolean wordCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || Character.isSurrogate(c);
    }

    private void number() {
        int end = at;
        while (end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '.'
                || sql.charAt(end) == '_')) {
            end++;
        }
        add(Kind.NUMBER, sql.substring(at, end), end);
    }

    /// A string whose quote opens at `open`; `escapes`: a backslash takes the next letter along.
    private void string(int open, boolean escapes) {
        StringBuilder text = new StringBuilder();
        int end = open + 1;
        while (end < sql.length()) {
            char c = sql.charAt(end);
            if (c == '\'' && !sql.startsWith("''", end)) {
                break;
            }
            boolean pair = c == '\'' || (escapes && c == '\\' && end + 1 < sql.length());
            text.append(pair ? sql.charAt(end + 1) : c);
            end += pair ? 2 : 1;
        }
        add(Kind.STRING, text.toString(), Math.min(end + 1, sql.length()));
    }

    private void quoted(int open) {
        int end = open + 1;
        while (end < sql.length() && (sql.charAt(end) != '"' || sql.startsWith("\"\"", end))) {
            end += sql.charAt(end) == '"' ? 2 : 1;
        }
        add(Kind.QUOTED, sql.substring(open + 1, Math.min(end, sql.length())).replace("\"\"", "\""),
                Math.min(end + 1, sql.length()));
    }

    /// The length of a dollar quote's tag that begins here, 0 where none does.
    private int dollarTag() {
        int end = at + 1;
        while (end < sql.length() && (Character.isLetter(sql.charAt(end)) || sql.charAt(end) == '_'
                || (end > at + 1 && Character.isDigit(sql.charAt(end))))) {
            end++;
        }
        return end < sql.length() && sql.charAt(end) == '$' ? end + 1 - at : 0;
    }

    private void dollars(int length) {
        String tag = sql.substring(at, at + length);
        int close = sql.indexOf(tag, at + length);
        int inner = close < 0 ? sql.length() : close;
        add(Kind.STRING, sql.substring(at + length, inner), close < 0 ? inner : inner + length);
    }

    private int endOfComment() {
        int depth = 0;
        int end = at;
        while (end < sql.length()) {
            if (sql.startsWith("/*", end)) {
                depth++;
                end += 2;
            } else if (sql.startsWith("*/", end)) {
                depth--;
                end += 2;
                if (depth == 0) {
                    return end;
                }
            } else {
                end++;
            }
        }
        return sql.length();
    }

    private int endOfLine(int from) {
        int end = sql.indexOf('\n', from);
        return end < 0 ? sql.length() : end;
    }

    /// Whether the statement that begins at token `first` and has just ended takes its rows from the script.
    private boolean copiesFromHere(int first) {
        List<Token> statement = found.subList(first, found.size()).stream().filter(token -> token.kind() != Kind.COMMENT)
                .toList();
        if (!statement.getFirst().word("copy")) {
            return false;
        }
        for (int i = 1; i + 1 < statement.size(); i++) {
            if (statement.get(i).word("from") && statement.get(i + 1).word("stdin")) {
                return true;
            }
        }
        return false;
    }

    private void data() {
        int end = endOfLine(at);
        while (end < sql.length()) {
            int next = endOfLine(end + 1);
            boolean last = sql.substring(end + 1, next).strip().equals("\\.");
            end = next;
            if (last) {
                break;
            }
        }
        add(Kind.DATA, "", end);
    }

    private void add(Kind kind, String text, int end) {
        found.add(new Token(kind, text, line, at, end));
        pass(end);
    }

    private void pass(int end) {
        for (; at < end; at++) {
            if (sql.charAt(at) == '\n') {
                line++;
            }
        }
    }
}
