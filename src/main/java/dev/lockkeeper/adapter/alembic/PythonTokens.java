package dev.lockkeeper.adapter.alembic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Splits a Python file into logical lines of tokens: enough to read plain assignments of texts, and to see where there are none.
final class PythonTokens {

    private static final String CLOSING = ")]}";

    private final String text;
    private int at;
    private int line = 1;

    private PythonTokens(String text) {
        this.text = text;
    }

    /// What a token is.
    enum Kind {
        /// A name or a keyword.
        NAME,
        /// A literal text, its escapes resolved.
        TEXT,
        /// A text that is computed or no text: `f"…"`, `b"…"`.
        OTHER_TEXT,
        /// Anything else, by its sign.
        SIGN
    }

    record Token(Kind kind, String text, int line) {

        boolean is(String sign) {
            return kind != Kind.TEXT && kind != Kind.OTHER_TEXT && text.equals(sign);
        }
    }

    /// One logical line, without its end. `indented`: it belongs to a block.
    record Line(boolean indented, List<Token> tokens) {

        Token first() {
            return tokens.getFirst();
        }
    }

    static List<Line> of(String text) throws UnreadException {
        return new PythonTokens(text).lines();
    }

    private List<Line> lines() throws UnreadException {
        List<Line> lines = new ArrayList<>();
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && " \t\f".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            boolean indented = at > start;
            List<Token> tokens = logicalLine();
            if (!tokens.isEmpty()) {
                lines.add(new Line(indented, List.copyOf(tokens)));
            }
        }
        return lines;
    }

    private List<Token> logicalLine() throws UnreadException {
        List<Token> tokens = new ArrayList<>();
        int open = 0;
        int openedAt = line;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                line++;
                if (open == 0) {
                    return tokens;
                }
            } else if (" \t\f".indexOf(c) >= 0) {
                at++;
            } else if (c == '#') {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
            } else if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
                at += 2;
                line++;
            } else {
                Token token = token();
                tokens.add(token);
                if (token.kind() == Kind.SIGN && token.text().length() == 1) {
                    if ("([{".contains(token.text())) {
                        openedAt = open == 0 ? token.line() : openedAt;
                        open++;
                    } else if (CLOSING.contains(token.text())) {
                        open = Math.max(0, open - 1);
                    }
                }
            }
        }
        if (open > 0) {
            throw new UnreadException(openedAt, "bracket never closed");
        }
        return tokens;
    }

    private Token token() throws UnreadException {
        int start = at;
        char c = text.charAt(at);
        if (c == '"' || c == '\'') {
            return literal("");
        }
        if (Character.isUnicodeIdentifierStart(c) || c == '_' || Character.isSurrogate(c)) {
            while (at < text.length()
                    && (Character.isUnicodeIdentifierPart(text.charAt(at)) || Character.isSurrogate(text.charAt(at)))) {
                at++;
            }
            String name = text.substring(start, at);
            boolean quoted = at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
            if (quoted && name.toLowerCase(Locale.ROOT).matches("r|u|b|br|rb|f|fr|rf|t|tr|rt")) {
                return literal(name.toLowerCase(Locale.ROOT));
            }
            return new Token(Kind.NAME, name, line);
        }
        if (Character.isDigit(c)) {
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || "._".indexOf(text.charAt(at)) >= 0)) {
                at++;
            }
            return new Token(Kind.SIGN, text.substring(start, at), line);
        }
        for (String sign : List.of("**=", "//=", ">>=", "<<=", "...", ":=", "==", "!=", "<=", ">=", "->", "+=", "-=", "*=", "/=",
                "%=", "&=", "|=", "^=", "@=", "**", "//", "<<", ">>")) {
            if (text.startsWith(sign, at)) {
                at += sign.length();
                return new Token(Kind.SIGN, sign, line);
            }
        }
        at++;
        return new Token(Kind.SIGN, String.valueOf(c), line);
    }

    private Token literal(String prefix) throws UnreadException {
        int began = line;
        char quote = text.charAt(at);
        String triple = String.valueOf(quote).repeat(3);
        boolean tripled = text.startsWith(triple, at);
        at += tripled ? 3 : 1;
        boolean raw = prefix.contains("r");
        boolean plain = prefix.isEmpty() || prefix.equals("r") || prefix.equals("u");
        StringBuilder value = new StringBuilder();
        while (true) {
            if (at >= text.length() || (!tripled && text.charAt(at) == '\n')) {
                throw new UnreadException(began, "text never closed");
            }
            char c = text.charAt(at);
            if (tripled ? text.startsWith(triple, at) : c == quote) {
                at += tripled ? 3 : 1;
                return new Token(plain ? Kind.TEXT : Kind.OTHER_TEXT, value.toString(), began);
            }
            if (c == '\\' && at + 1 < text.length()) {
                escape(value, raw || !plain);
            } else {
                line += c == '\n' ? 1 : 0;
                value.append(c);
                at++;
            }
        }
    }

    private void escape(StringBuilder value, boolean raw) throws UnreadException {
        char next = text.charAt(at + 1);
        at += 2;
        if (next == '\n') {
            line++;
            if (!raw) {
                return;
            }
        }
        if (raw) {
            value.append('\\').append(next);
            return;
        }
        switch (next) {
            case '\\', '\'', '"' -> value.append(next);
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 'a' -> value.append('\u0007');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'v' -> value.append('\u000B');
            case 'x' -> value.appendCodePoint(hex(2));
            case 'u' -> value.appendCodePoint(hex(4));
            case 'U' -> value.appendCodePoint(hex(8));
            case 'N' -> throw new UnreadException(line, "\\N{…}");
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                int end = at;
                while (end < text.length() && end < at + 2 && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
                    end++;
                }
                value.appendCodePoint(Integer.parseInt(text.substring(at - 1, end), 8));
                at = end;
            }
            default -> value.append('\\').append(next);
        }
    }

    private int hex(int digits) throws UnreadException {
        String number = text.substring(at, Math.min(text.length(), at + digits));
        if (!number.matches("[0-9a-fA-F]{" + digits + "}") || (digits == 8 && number.compareToIgnoreCase("0010FFFF") > 0)) {
            throw new UnreadException(line, "escape \\" + number);
        }
        at += digits;
        return Integer.parseInt(number, 16);
    }
}
