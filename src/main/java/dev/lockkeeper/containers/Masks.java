package dev.lockkeeper.containers;

import dev.lockkeeper.environment.Secret;
import java.util.List;

/// Hides what must not be read in a log: values that are known to be secret, the password in a statement that sets one, and in an address.
/// Reads one stream, line after line: such a statement may go over several.
final class Masks {

    static final String DOTS = "••••";

    /// A shorter value would be found everywhere, and hiding it would hide the log.
    private static final int SHORTEST = 4;

    private enum Statement {
        /// No password is expected.
        NONE,
        /// The word was said at the end of a line; its value comes.
        AWAITED,
        /// The value goes on.
        INSIDE
    }

    private final List<String> values;
    private Statement statement = Statement.NONE;
    private String end = "'";

    Masks(List<Secret> secrets) {
        values = secrets.stream().map(Secret::reveal).filter(value -> value.length() >= SHORTEST).distinct()
                .sorted(java.util.Comparator.comparingInt(String::length).reversed()).toList();
    }

    /// A statement has ended: what was awaited will not come.
    void anew() {
        statement = Statement.NONE;
    }

    String apply(String text) {
        String masked = text;
        for (String value : values) {
            if (masked.contains(value)) {
                masked = masked.replace(value, DOTS);
            }
        }
        if (statement != Statement.NONE || mayHold(masked)) {
            masked = passwords(masked);
        }
        return masked.contains("://") ? addresses(masked) : masked;
    }

    /// "password", in any case, without making a second text of every line.
    private static boolean mayHold(String text) {
        for (int i = 3; i < text.length() - 4; i++) {
            if ((text.charAt(i) | 32) == 's' && (text.charAt(i + 1) | 32) == 'w'
                    && text.regionMatches(true, i - 3, "password", 0, 8)) {
                return true;
            }
        }
        return false;
    }

    private String passwords(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        if (statement == Statement.INSIDE) {
            i = close(text, 0, out);
        } else if (statement == Statement.AWAITED) {
            i = value(text, skipSpace(text, 0, out), out);
        }
        while (i < text.length()) {
            if (text.regionMatches(true, i, "password", 0, 8)) {
                out.append(text, i, i + 8);
                i = skipSpace(text, i + 8, out);
                if (i < text.length() && (text.charAt(i) == '=' || text.charAt(i) == ':')) {
                    // PGPASSWORD=secret, password: "secret"
                    boolean sets = text.charAt(i) == '=';
                    out.append(text.charAt(i++));
                    i = skipSpace(text, i, out);
                    i = sets || (i < text.length() && quote(text.charAt(i))) ? setting(text, i, out) : i;
                } else if (i >= text.length()) {
                    statement = Statement.AWAITED;
                } else {
                    i = value(text, i, out);
                }
            } else {
                out.append(text.charAt(i++));
            }
        }
        return out.toString();
    }

    private static boolean quote(char c) {
        return c == '\'' || c == '"';
    }

    private static int skipSpace(String text, int from, StringBuilder out) {
        int i = from;
        while (i < text.length() && text.charAt(i) == ' ') {
            out.append(text.charAt(i++));
        }
        return i;
    }

    /// A literal of SQL, if one begins here: `'…'`, `E'…'`, `U&'…'`, `$tag$…$tag$`.
    private int value(String text, int from, StringBuilder out) {
        if (from >= text.length()) {
            return from;
        }
        statement = Statement.NONE;
        int i = from;
        if (text.regionMatches(true, i, "U&'", 0, 3)) {
            i += 2;
        } else if (text.regionMatches(true, i, "E'", 0, 2)) {
            i += 1;
        }
        if (text.charAt(i) == '\'') {
            out.append(text, from, i + 1).append(DOTS);
            end = "'";
            statement = Statement.INSIDE;
            return close(text, i + 1, out);
        }
        if (text.charAt(i) == '$') {
            int tag = text.indexOf('$', i + 1);
            if (tag > 0) {
                end = text.substring(i, tag + 1);
                out.append(end).append(DOTS);
                statement = Statement.INSIDE;
                return close(text, tag + 1, out);
            }
        }
        return from;
    }

    /// Swallows the rest of a value; answers where to go on.
    private int close(String text, int from, StringBuilder out) {
        if (from == 0) {
            out.append(DOTS);
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && end.equals("'") && i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                // in E'…' it stands for a quote; elsewhere the text ends here, and too much is hidden, not too little
                i++;
            } else if (text.startsWith(end, i)) {
                if (end.equals("'") && i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                    i++;
                } else {
                    statement = Statement.NONE;
                    out.append(end);
                    return i + end.length();
                }
            }
        }
        return text.length();
    }

    /// The value of `name=value`: in quotes, or up to the next space.
    private static int setting(String text, int from, StringBuilder out) {
        if (from >= text.length()) {
            return from;
        }
        out.append(DOTS);
        int i = from;
        if (quote(text.charAt(i))) {
            int close = text.indexOf(text.charAt(i), i + 1);
            return close < 0 ? text.length() : close + 1;
        }
        while (i < text.length() && !Character.isWhitespace(text.charAt(i)) && text.charAt(i) != '&') {
            i++;
        }
        return i;
    }

    /// `postgres://user:secret@host`
    private static String addresses(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        for (int sign = text.indexOf("://"); sign >= 0; sign = text.indexOf("://", i)) {
            int start = sign + 3;
            int stop = start;
            while (stop < text.length() && !Character.isWhitespace(text.charAt(stop)) && text.charAt(stop) != '/'
                    && text.charAt(stop) != '"') {
                stop++;
            }
            int at = text.lastIndexOf('@', stop - 1);
            int colon = text.indexOf(':', start);
            if (at > start && colon >= 0 && colon < at) {
                out.append(text, i, colon + 1).append(DOTS);
                i = at;
            } else {
                out.append(text, i, start);
                i = start;
            }
        }
        return out.append(text, i, text.length()).toString();
    }
}
