package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.adapter.postgres.SqlStatement.Token;
import dev.lockkeeper.adapter.postgres.SqlStatement.Token.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Cuts an SQL file into statements where PostgreSQL's own `psql` would (its `psqlscan.l`), and needs no more memory than the longest one.
/// All that matters to it is ASCII, so it works on the bytes of UTF-8.
final class SqlCutter {

    /// Enough to look ahead for the end of a COPY block.
    private static final int LEAST_BUFFER = 8;

    private static final int WORDS = 60_000;
    private static final int WORDS_OF_INSERT = 16;
    private static final int WORD_BYTES = 256;
    private static final Pattern RESTRICT = Pattern.compile("\\\\(un)?restrict [A-Za-z0-9]+");

    private final InputStream in;
    private final int step;
    private final int limit;
    private final boolean keeping;

    private final byte[] buffer;
    private int at;
    private int end;
    private boolean ended;
    private boolean begun;

    private long line = 1;
    private boolean lineStart = true;
    private boolean within;
    private byte[] kept = new byte[256];
    private long length;
    private List<Token> tokens = new ArrayList<>();
    private boolean tokensCut;
    private @Nullable String copying;

    /// Reads `step` bytes at a time; refuses statements of more than `limit` bytes; their text is kept only when `keeping`.
    SqlCutter(InputStream in, int step, int limit, boolean keeping) {
        this.in = in;
        this.step = step;
        this.limit = limit;
        this.keeping = keeping;
        this.buffer = new byte[Math.max(step, LEAST_BUFFER)];
    }

    /// The next piece; empty at the end. After a statement that is a `COPY … FROM stdin`, its rows come first: [#rows].
    Optional<Piece> next() throws IOException {
        if (copying != null) {
            throw new IllegalStateException("rows of " + copying);
        }
        if (!begun) {
            begun = true;
            if (peek(0) == 0xef && peek(1) == 0xbb && peek(2) == 0xbf) {
                at += 3;
            }
        }
        for (int c = peek(0); c >= 0; c = peek(0)) {
            if (space(c) || c == ';') {
                take();
            } else if (c == '-' && peek(1) == '-') {
                long here = line;
                boolean whole = lineStart;
                String text = restOfLine(true);
                if (whole) {
                    return Optional.of(new Piece.Remark(here, text));
                }
            } else if (c == '/' && peek(1) == '*') {
                blockComment();
            } else if (c == '\\') {
                boolean whole = lineStart;
                long here = line;
                String command = restOfLine(false);
                if (!whole || !RESTRICT.matcher(command).matches()) {
                    return Optional.of(new Piece.MetaCommand(here, command));
                }
            } else {
                return Optional.of(statement());
            }
        }
        return Optional.empty();
    }

    /// Where the next byte stands, counted from 1.
    long line() {
        return line;
    }

    /// Gives the rows of the COPY block whose statement came just before to `sink`, as they stand in the file, and returns how many lines
    /// they are.
    <X extends Exception> long rows(RowSink<X> sink) throws IOException, X {
        String table = copying;
        if (table == null) {
            throw new IllegalStateException("no rows here");
        }
        long rows = 0;
        boolean fresh = true;
        for (;;) {
            int from = at;
            int i = at;
            int last = 0;
            while (i < end) {
                if (fresh && buffer[i] == '\\') {
                    if (end - i < 4 && !ended) {
                        break;
                    }
                    last = terminator(i);
                    if (last > 0) {
                        break;
                    }
                }
                int newline = newline(i);
                fresh = newline >= 0;
                i = fresh ? newline + 1 : end;
                if (fresh) {
                    rows++;
                    line++;
                }
            }
            at = i;
            if (i > from) {
                sink.take(buffer, from, i - from);
            }
            if (last > 0) {
                at += last;
                line++;
                lineStart = true;
                copying = null;
                return rows;
            }
            if (!fill() && at == end) {
                throw new SqlCutException(line, "the file ends inside the rows of " + table);
            }
        }
    }

    /// How long the line is that ends a block, where it stands at `i`; else 0.
    private int terminator(int i) {
        if (end - i < 2 || buffer[i + 1] != '.') {
            return 0;
        }
        int carriage = end - i > 2 && buffer[i + 2] == '\r' ? 1 : 0;
        int behind = i + 2 + carriage;
        return behind == end && ended ? 2 + carriage : behind < end && buffer[behind] == '\n' ? 3 + carriage : 0;
    }

    private int newline(int from) {
        for (int i = from; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private Piece statement() throws IOException {
        long start = line;
        within = true;
        length = 0;
        tokens = new ArrayList<>();
        tokensCut = false;
        int depth = 0;
        Body body = new Body();
        for (;;) {
            int c = peek(0);
            if (c < 0) {
                throw new SqlCutException(start, "the file ends in the middle of a statement");
            }
            if (c == ';' && depth == 0 && body.depth == 0) {
                within = false;
                take();
                return finished(start);
            }
            if (space(c)) {
                take();
            } else if (c == '\'') {
                literal(false);
            } else if (c == '"') {
                name();
            } else if (c == '$') {
                dollar(body, depth);
            } else if (c == '-' && peek(1) == '-') {
                lineComment();
            } else if (c == '/' && peek(1) == '*') {
                blockComment();
            } else if (c == '\\') {
                within = false;
                long here = line;
                return new Piece.MetaCommand(here, restOfLine(false));
            } else if (nameStart(c)) {
                word(body, depth);
            } else {
                depth = Math.max(0, depth + (c == '(' ? 1 : c == ')' ? -1 : 0));
                token(Kind.SYMBOL, String.valueOf((char) c));
                take();
            }
        }
    }

    private Piece finished(long start) throws IOException {
        String text = "";
        if (keeping) {
            try {
                text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(kept, 0, (int) length)).toString();
            } catch (CharacterCodingException e) {
                throw new SqlCutException(start, "not UTF-8");
            }
            if (kept.length > 1 << 20) {
                kept = new byte[256];
            }
        }
        SqlStatement statement = new SqlStatement(start, text, length, tokens, tokensCut);
        statement.copyTable().ifPresent(table -> copying = table);
        if (copying != null) {
            for (int c = peek(0); c != '\n'; c = peek(0)) {
                if (c < 0) {
                    throw new SqlCutException(line, "the file ends before the rows of " + copying);
                }
                if (!space(c)) {
                    throw new SqlCutException(line, "something stands behind COPY … FROM stdin; in its line");
                }
                take();
            }
            take();
        }
        return statement;
    }

    private void word(Body body, int depth) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = peek(0); c >= 0 && (nameStart(c) || digit(c) || c == '$'); c = peek(0)) {
            add(text, c);
            take();
        }
        wordEnded(text, body, depth);
    }

    private void wordEnded(StringBuilder text, Body body, int depth) throws IOException {
        String word = small(utf8(text));
        if (word.equals("e") && peek(0) == '\'') {
            literal(true);
            return;
        }
        token(Kind.WORD, word);
        body.word(word, depth);
    }

    /// A literal goes on in the next line, in the same kind, when only space and comments stand between.
    private void literal(boolean escapes) throws IOException {
        long start = line;
        StringBuilder text = new StringBuilder();
        take();
        for (;;) {
            int c = peek(0);
            if (c < 0) {
                throw new SqlCutException(start, "the file ends inside a text in quotes");
            }
            if (c == '\\' && escapes) {
                take();
                if (peek(0) >= 0) {
                    take();
                }
            } else if (c != '\'') {
                add(text, c);
                take();
                run('\'', escapes ? '\\' : '\'', text);
            } else if (peek(1) == '\'') {
                add(text, c);
                take();
                take();
            } else {
                take();
                if (!goesOn()) {
                    token(escapes ? Kind.OTHER : Kind.TEXT, utf8(text));
                    return;
                }
                take();
            }
        }
    }

    private boolean goesOn() throws IOException {
        boolean newline = false;
        for (;;) {
            int c = peek(0);
            if (c == '\'') {
                return newline;
            }
            if (c == '-' && peek(1) == '-') {
                lineComment();
            } else if (c >= 0 && space(c)) {
                newline |= c == '\n' || c == '\r';
                take();
            } else {
                return false;
            }
        }
    }

    private void name() throws IOException {
        long start = line;
        StringBuilder text = new StringBuilder();
        take();
        for (;;) {
            int c = peek(0);
            if (c < 0) {
                throw new SqlCutException(start, "the file ends inside a name in quotes");
            }
            take();
            if (c == '"') {
                if (peek(0) != '"') {
                    token(Kind.NAME, utf8(text));
                    return;
                }
                take();
            }
            add(text, c);
        }
    }

    private void dollar(Body body, int depth) throws IOException {
        long start = line;
        take();
        StringBuilder tag = new StringBuilder("$");
        int c = peek(0);
        if (c < 0 || (c != '$' && !nameStart(c))) {
            token(Kind.SYMBOL, "$");
            return;
        }
        for (; c >= 0 && (nameStart(c) || (digit(c) && tag.length() > 1)); c = peek(0)) {
            tag.append((char) c);
            take();
        }
        if (c != '$') {
            // no quote after all, so it was a name with a sign before it
            token(Kind.SYMBOL, "$");
            wordEnded(tag.deleteCharAt(0), body, depth);
            return;
        }
        take();
        String delimiter = tag.append('$').toString();
        for (int matched = 0; matched < delimiter.length();) {
            if (matched == 0) {
                run('$', '$', null);
            }
            c = peek(0);
            if (c < 0) {
                throw new SqlCutException(start, "the file ends inside a text between " + delimiter);
            }
            take();
            matched = c == delimiter.charAt(matched) ? matched + 1 : c == '$' ? 1 : 0;
        }
        token(Kind.OTHER, "");
    }

    private void lineComment() throws IOException {
        for (int c = peek(0); c >= 0 && c != '\n' && c != '\r'; c = peek(0)) {
            take();
        }
    }

    private void blockComment() throws IOException {
        long start = line;
        int depth = 0;
        do {
            int c = peek(0);
            if (c < 0) {
                throw new SqlCutException(start, "the file ends inside a comment");
            }
            boolean opens = c == '/' && peek(1) == '*';
            boolean closes = c == '*' && peek(1) == '/';
            if (opens || closes) {
                depth += opens ? 1 : -1;
                take();
            }
            take();
        } while (depth > 0);
    }

    /// Up to the line's end. A comment ends at a lone carriage return too.
    private String restOfLine(boolean comment) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = peek(0); c >= 0 && c != '\n' && !(comment && c == '\r'); c = peek(0)) {
            add(text, c);
            take();
        }
        if (!comment && text.length() > 0 && text.charAt(text.length() - 1) == '\r') {
            text.setLength(text.length() - 1);
        }
        return utf8(text);
    }

    private void token(Kind kind, String text) {
        int most = !tokens.isEmpty() && tokens.getFirst().is("insert") ? WORDS_OF_INSERT : WORDS;
        if (tokens.size() < most) {
            tokens.add(new Token(kind, text));
        } else {
            tokensCut = true;
        }
    }

    /// Takes what stands in the buffer before either of two bytes.
    private void run(char one, char other, @Nullable StringBuilder text) throws IOException {
        int from = at;
        int i = from;
        while (i < end && buffer[i] != one && buffer[i] != other) {
            if (buffer[i] == '\n') {
                line++;
            }
            i++;
        }
        if (i == from) {
            return;
        }
        if (text != null && text.length() < WORD_BYTES) {
            for (int k = from; k < i && text.length() < WORD_BYTES; k++) {
                text.append((char) (buffer[k] & 0xff));
            }
        }
        lineStart = buffer[i - 1] == '\n';
        keep(from, i - from);
        at = i;
    }

    private void take() throws IOException {
        byte b = buffer[at];
        lineStart = b == '\n';
        if (lineStart) {
            line++;
        }
        if (within) {
            keep(at, 1);
        }
        at++;
    }

    private void keep(int from, int count) throws IOException {
        if (length + count > limit) {
            throw new SqlCutException(line, "a statement of more than " + (limit >> 20) + " MB");
        }
        if (keeping) {
            if (length + count > kept.length) {
                kept = Arrays.copyOf(kept, (int) Math.min(limit, Math.max(2L * kept.length, length + count)));
            }
            System.arraycopy(buffer, from, kept, (int) length, count);
        }
        length += count;
    }

    private int peek(int ahead) throws IOException {
        while (end - at <= ahead) {
            if (!fill()) {
                return -1;
            }
        }
        return buffer[at + ahead] & 0xff;
    }

    /// Reads more behind what was not yet taken; false at the end.
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (at > 0) {
            System.arraycopy(buffer, at, buffer, 0, end - at);
            end -= at;
            at = 0;
        }
        int read = in.read(buffer, end, Math.min(step, buffer.length - end));
        if (read < 0) {
            ended = true;
            return false;
        }
        end += read;
        return true;
    }

    private static void add(StringBuilder text, int c) {
        if (text.length() < WORD_BYTES) {
            text.append((char) c);
        }
    }

    private static String utf8(StringBuilder bytes) {
        return new String(bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /// The server makes only Latin letters small.
    private static String small(String word) {
        StringBuilder small = new StringBuilder(word);
        for (int i = 0; i < small.length(); i++) {
            char letter = small.charAt(i);
            if (letter >= 'A' && letter <= 'Z') {
                small.setCharAt(i, (char) (letter + 32));
            }
        }
        return small.toString();
    }

    private static boolean space(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean nameStart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    /// A part of the file.
    sealed interface Piece permits SqlStatement, Piece.MetaCommand, Piece.Remark {

        /// Where it begins, counted from 1.
        long line();

        /// A command for `psql`, other than the pair that `pg_dump` writes for its own protection.
        record MetaCommand(long line, String command) implements Piece {}

        /// A comment of one line, between statements.
        record Remark(long line, String text) implements Piece {}
    }

    /// Where rows go.
    @FunctionalInterface
    interface RowSink<X extends Exception> {
        void take(byte[] buffer, int offset, int length) throws X;
    }

    /// The file cannot be cut into whole statements.
    static final class SqlCutException extends IOException {

        private static final long serialVersionUID = 1L;

        private final long line;

        SqlCutException(long line, String message) {
            super(message);
            this.line = line;
        }

        long line() {
            return line;
        }
    }

    /// A function's body in plain SQL holds semicolons: `psql` counts BEGIN, CASE and END, and so do we.
    private static final class Body {

        private final StringBuilder head = new StringBuilder();
        private int depth;

        void word(String word, int parentheses) {
            if (head.length() < 4) {
                head.append(switch (word) {
                    case "create", "function", "procedure", "or", "replace" -> word.charAt(0);
                    default -> ' ';
                });
            }
            String began = head.toString();
            boolean routine = began.startsWith("cf") || began.startsWith("cp") || began.startsWith("corf")
                    || began.startsWith("corp");
            if (!routine || parentheses > 0) {
                return;
            }
            if (word.equals("begin") || (word.equals("case") && depth > 0)) {
                depth++;
            } else if (word.equals("end") && depth > 0) {
                depth--;
            }
        }
    }
}
