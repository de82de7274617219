package dev.lockkeeper.schema.sql;

/// One piece of a script. `text` is what it means: words in small letters, quoted names and strings without their quotes.
/// `line` is counted from 1; `start` and `end` are places in the script.
public record Token(Kind kind, String text, int line, int start, int end) {

    /// What a piece can be. `META` is a command for psql, `DATA` the rows behind `COPY … FROM stdin`.
    public enum Kind {
        WORD, QUOTED, STRING, NUMBER, SIGN, COMMENT, META, DATA
    }

    boolean word(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    boolean sign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean name() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }
}
