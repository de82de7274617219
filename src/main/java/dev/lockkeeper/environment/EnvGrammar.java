package dev.lockkeeper.environment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads the text of an `.env` file by the rules of Docker Compose. The table of cases beside the tests holds it to them.
final class EnvGrammar {

    private final String text;
    private final Function<String, Optional<String>> process;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private int at;

    private EnvGrammar(String text, Function<String, Optional<String>> process) {
        this.text = text;
        this.process = process;
    }

    /// The keys with their values, in order. `process` knows the variables of the process: they win within `${…}`, and fill a bare key.
    static Map<String, String> read(String text, Function<String, Optional<String>> process) throws EnvSyntaxException {
        EnvGrammar grammar = new EnvGrammar(text, process);
        while (grammar.reachesStatement()) {
            grammar.statement();
        }
        return grammar.values;
    }

    /// The statements as they stand in the text, in order, repeated keys included.
    static List<Entry> entries(String text) throws EnvSyntaxException {
        EnvGrammar grammar = new EnvGrammar(text, _ -> Optional.of(""));
        while (grammar.reachesStatement()) {
            grammar.statement();
        }
        return grammar.entries;
    }

    /// A statement: its key, where it begins, where its value begins and where the value ends, the sign behind it excluded.
    record Entry(String key, int from, int value, int to) {}

    private boolean reachesStatement() {
        while (at < text.length()) {
            if (text.charAt(at) == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (isAnySpace(text.charAt(at))) {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private void statement() throws EnvSyntaxException {
        int from = at;
        if (text.startsWith("export", at) && at + 6 < text.length() && " \t\r\f\n".indexOf(text.charAt(at + 6)) >= 0) {
            at += 6;
            skipBlanks();
        }
        int begin = at;
        int end = keyEnd();
        String key = text.substring(begin, end);
        int length = key.length();
        while (length > 0 && isAnySpace(key.charAt(length - 1))) {
            length--;
        }
        key = key.substring(0, length);
        if (key.contains(" ")) {
            throw new EnvSyntaxException(begin, "key-blank");
        }
        boolean isBare = text.charAt(end) == '\n';
        if (key.isEmpty() && !isBare) {
            throw new EnvSyntaxException(begin, "key-missing");
        }
        at = end + 1;
        if (isBare) {
            String bare = key;
            process.apply(key).ifPresent(value -> values.put(bare, value));
            return;
        }
        skipBlanks();
        int value = at;
        values.put(key, value());
        int to = at > value && text.charAt(at - 1) == '\n' ? at - 1 : at;
        entries.add(new Entry(key, from, value, to > value && text.charAt(to - 1) == '\r' ? to - 1 : to));
    }

    private int keyEnd() throws EnvSyntaxException {
        for (int i = at; i < text.length();) {
            int letter = text.codePointAt(i);
            if (letter == '=' || letter == ':' || letter == '\n') {
                return i;
            }
            if (!isBlank(letter) && "_.-[]".indexOf(letter) < 0 && !Character.isLetter(letter) && !isNumber(letter)) {
                throw new EnvSyntaxException(i, "key-letter", Character.toString(letter));
            }
            i += Character.charCount(letter);
        }
        throw new EnvSyntaxException(at, "sign-missing");
    }

    private String value() throws EnvSyntaxException {
        int begin = at;
        EnvSubstitution substitution = new EnvSubstitution(
                name -> process.apply(name).or(() -> Optional.ofNullable(values.get(name))), begin);
        if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
            char quote = text.charAt(at);
            String inside = quoted(quote);
            return quote == '"' ? substitution.in(unescaped(inside)) : inside;
        }
        int end = text.indexOf('\n', at);
        String line = text.substring(at, end < 0 ? text.length() : end);
        at = end < 0 ? text.length() : end + 1;
        int comment = line.indexOf(" #");
        int length = comment < 0 ? line.length() : comment;
        while (length > 0 && isAnySpace(line.charAt(length - 1))) {
            length--;
        }
        return substitution.in(line.substring(0, length));
    }

    /// What stands between the quotes; only the quote itself is unescaped here.
    private String quoted(char quote) throws EnvSyntaxException {
        StringBuilder inside = new StringBuilder();
        boolean escaped = false;
        for (int i = at + 1; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == quote && !escaped) {
                at = i + 1;
                return inside.toString();
            }
            if (letter == '\\' && !escaped) {
                escaped = true;
                continue;
            }
            if (escaped && letter != quote) {
                inside.append('\\');
            }
            escaped = false;
            inside.append(letter);
        }
        throw new EnvSyntaxException(at, "quote-open");
    }

    private static String unescaped(String inside) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < inside.length(); i++) {
            char letter = inside.charAt(i);
            if (letter != '\\' || i + 1 == inside.length()) {
                plain.append(letter);
                continue;
            }
            char next = inside.charAt(i + 1);
            int known = "abfnrtv\"\\".indexOf(next);
            if (known >= 0) {
                plain.append("\u0007\b\f\n\r\t\u000b\"\\".charAt(known));
                i++;
            } else if (next == '$') {
                plain.append("$$");
                i++;
            } else if (next == '0' && isOctal(inside, i + 2)) {
                plain.append((char) (Integer.parseInt(inside.substring(i + 2, i + 5), 8) & 0xFF));
                i += 4;
            } else {
                plain.append(letter);
            }
        }
        return plain.toString();
    }

    private static boolean isOctal(String text, int from) {
        return from + 3 <= text.length()
                && text.substring(from, from + 3).chars().allMatch(digit -> digit >= '0' && digit <= '7');
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    /// A blank within a line.
    private static boolean isBlank(int letter) {
        return switch (letter) {
            case '\t', '\u000b', '\f', '\r', ' ', 0x85, 0xA0 -> true;
            default -> false;
        };
    }

    /// A blank, or the end of a line, in any script.
    private static boolean isAnySpace(int letter) {
        return letter == '\n' || isBlank(letter) || Character.isSpaceChar(letter);
    }

    private static boolean isNumber(int letter) {
        return switch (Character.getType(letter)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }
}
