package dev.lockkeeper.schema.sql;

import java.util.ArrayList;
import java.util.List;

/// A place in a statement that moves forward. Reading past the end gives blanks, so that a cut-off statement is no error.
final class Cursor {

    private static final Token END = new Token(Token.Kind.SIGN, "", 0, 0, 0);

    private final String sql;
    private final List<Token> tokens;
    private int at;

    Cursor(String sql, List<Token> tokens) {
        this.sql = sql;
        this.tokens = tokens;
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int further) {
        return at + further < tokens.size() ? tokens.get(at + further) : END;
    }

    Token next() {
        Token token = peek();
        at++;
        return token;
    }

    /// Passes these words if all of them stand here.
    boolean words(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).word(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    boolean sign(String sign) {
        if (peek().sign(sign)) {
            at++;
            return true;
        }
        return false;
    }

    Name name() {
        String first = next().text();
        String schema = "";
        while (peek().sign(".")) {
            at++;
            schema = first;
            first = next().text();
        }
        return new Name(schema, first);
    }

    /// Names with commas between them; what stands in parentheses behind one, as a function's arguments, is passed.
    List<Name> names() {
        List<Name> names = new ArrayList<>();
        do {
            words("only");
            names.add(name());
            sign("*");
            if (peek().sign("(")) {
                inside();
            }
        } while (sign(","));
        return names;
    }

    /// Everything up to one of these words, a comma or the end, as text; what stands in parentheses is taken whole.
    String until(String... words) {
        int first = at;
        int depth = 0;
        while (!atEnd()) {
            Token token = peek();
            if (depth == 0 && (token.sign(",") || token.sign(")") || (at > first && isOneOf(token, words)))) {
                break;
            }
            depth += token.sign("(") || token.sign("[") ? 1 : token.sign(")") || token.sign("]") ? -1 : 0;
            at++;
        }
        return text(first, at);
    }

    /// What the parentheses that open here hold, and passes them.
    Cursor inside() {
        int first = at + 1;
        int depth = 0;
        while (!atEnd()) {
            Token token = next();
            depth += token.sign("(") ? 1 : token.sign(")") ? -1 : 0;
            if (depth == 0) {
                break;
            }
        }
        int last = at > first && tokens.get(at - 1).sign(")") ? at - 1 : at;
        return new Cursor(sql, tokens.subList(Math.min(first, last), last));
    }

    /// All that is left, as text.
    String text() {
        return text(at, tokens.size());
    }

    private String text(int first, int last) {
        return first < last ? sql.substring(tokens.get(first).start(), tokens.get(last - 1).end()) : "";
    }

    /// Passes everything up to the next comma of this level, and the comma.
    void pastComma() {
        until();
        while (!atEnd() && !peek().sign(",")) {
            at++;
        }
        sign(",");
    }

    boolean holds(String word) {
        for (int i = at; i < tokens.size(); i++) {
            if (tokens.get(i).word(word)) {
                return true;
            }
        }
        return false;
    }

    /// Whether the word stands here or later, outside all parentheses.
    boolean holdsOutside(String word) {
        int depth = 0;
        for (int i = at; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (depth == 0 && token.word(word)) {
                return true;
            }
            depth += token.sign("(") ? 1 : token.sign(")") ? -1 : 0;
        }
        return false;
    }

    private static boolean isOneOf(Token token, String... words) {
        for (String word : words) {
            if (token.word(word)) {
                return true;
            }
        }
        return false;
    }
}
