package dev.lockkeeper.ui.migrations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A script, cut into lines and the kinds of words that are told apart by colour.
final class SqlText {

    /// What a piece of a line is.
    enum Kind {
        PLAIN, KEYWORD, TYPE, FUNCTION, STRING, COMMENT;

        /// Its style class: `sql-keyword`.
        String styleClass() {
            return "sql-" + name().toLowerCase(Locale.ROOT);
        }
    }

    record Piece(String text, Kind kind) {}

    /// One line, counted from 1.
    record Line(int number, List<Piece> pieces) {

        String text() {
            StringBuilder text = new StringBuilder();
            pieces.forEach(piece -> text.append(piece.text));
            return text.toString();
        }
    }

    private static final Pattern TOKENS = Pattern.compile("""
        (?<comment>--[^\\n]*|/\\*(?s:.*?)(?:\\*/|\\z))\
        |(?<string>(?i:e)?'(?:[^']|'')*(?:'|\\z)|\\$(?<tag>[A-Za-z_]*)\\$(?s:.*?)(?:\\$\\k<tag>\\$|\\z))\
        |(?<quoted>"(?:[^"]|"")*(?:"|\\z))\
        |(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)\
        |(?<rest>\\s+|.)""");

    private static final Set<String> KEYWORDS = Set
            .of(("add after all alter always and any as asc before begin between by cascade case "
                    + "check collate column columns comment commit concurrently constraint create cross current_timestamp default deferrable delete "
                    + "desc distinct do drop each else end enum exclude execute exists extension false for foreign from full function generated "
                    + "grant group having identity if immutable in index inner insert into is join key language left like limit local lock materialized "
                    + "not null nulls offset on only or order outer over partition policy primary procedure reference references rename replace "
                    + "restrict return returning returns revoke right row rows schema select sequence set show stored table then to trigger true "
                    + "truncate type union unique update using validate values view when where with").split(" "));

    private static final Set<String> TYPES = Set
            .of(("bigint bigserial bit bool boolean box bytea char character cidr citext date decimal "
                    + "double float inet int int2 int4 int8 integer interval json jsonb macaddr money name numeric oid precision real regclass serial "
                    + "smallint smallserial text time timestamp timestamptz timetz tsquery tsvector uuid varbit varchar varying void xml zone")
                    .split(" "));

    private SqlText() {}

    static List<Line> lines(String sql) {
        List<Line> lines = new ArrayList<>();
        List<Piece> line = new ArrayList<>();
        for (Piece piece : pieces(sql.stripTrailing().replace("\r\n", "\n"))) {
            String[] parts = piece.text.split("\n", -1);
            for (int i = 0; i < parts.length; i++) {
                if (i > 0) {
                    lines.add(new Line(lines.size() + 1, List.copyOf(line)));
                    line.clear();
                }
                if (!parts[i].isEmpty()) {
                    line.add(new Piece(parts[i], piece.kind));
                }
            }
        }
        lines.add(new Line(lines.size() + 1, List.copyOf(line)));
        return lines;
    }

    /// Words and signs without blanks and comments, for reading what a script does.
    static List<String> words(String sql) {
        List<String> words = new ArrayList<>();
        Matcher token = TOKENS.matcher(sql);
        while (token.find()) {
            if (token.group("comment") == null && !token.group().isBlank()) {
                words.add(token.group());
            }
        }
        return words;
    }

    private static List<Piece> pieces(String sql) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        Matcher token = TOKENS.matcher(sql);
        while (token.find()) {
            Kind kind = kind(token, sql);
            if (kind == Kind.PLAIN) {
                plain.append(token.group());
                continue;
            }
            if (!plain.isEmpty()) {
                pieces.add(new Piece(plain.toString(), Kind.PLAIN));
                plain.setLength(0);
            }
            pieces.add(new Piece(token.group(), kind));
        }
        if (!plain.isEmpty()) {
            pieces.add(new Piece(plain.toString(), Kind.PLAIN));
        }
        return pieces;
    }

    private static Kind kind(Matcher token, String sql) {
        if (token.group("comment") != null) {
            return Kind.COMMENT;
        }
        if (token.group("string") != null) {
            return Kind.STRING;
        }
        if (token.group("word") == null) {
            return Kind.PLAIN;
        }
        String word = token.group().toLowerCase(Locale.ROOT);
        if (TYPES.contains(word)) {
            return Kind.TYPE;
        }
        if (KEYWORDS.contains(word)) {
            return Kind.KEYWORD;
        }
        return token.end() < sql.length() && sql.charAt(token.end()) == '(' ? Kind.FUNCTION : Kind.PLAIN;
    }
}
