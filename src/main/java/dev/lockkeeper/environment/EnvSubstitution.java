package dev.lockkeeper.environment;

import java.util.Optional;
import java.util.function.Function;

/// Fills in `$NAME` and `${NAME…}` as Compose does.
final class EnvSubstitution {

    /// Deeper nesting than anybody writes; bounds the work on a hostile file.
    private static final int DEPTH = 50;

    private final Function<String, Optional<String>> known;
    private final int at;

    /// `at` is where the value begins, for errors.
    EnvSubstitution(Function<String, Optional<String>> known, int at) {
        this.known = known;
        this.at = at;
    }

    String in(String text) throws EnvSyntaxException {
        return in(text, 0);
    }

    private String in(String text, int depth) throws EnvSyntaxException {
        if (depth > DEPTH) {
            throw new EnvSyntaxException(at, "expansion");
        }
        StringBuilder filled = new StringBuilder();
        int done = 0;
        while (done < text.length()) {
            int dollar = text.indexOf('$', done);
            if (dollar < 0 || dollar + 1 == text.length()) {
                break;
            }
            filled.append(text, done, dollar);
            char next = text.charAt(dollar + 1);
            if (next == '$') {
                filled.append('$');
                done = dollar + 2;
            } else if (next == '{') {
                int close = closing(text, dollar);
                filled.append(braced(text.substring(dollar + 2, close), depth));
                done = close + 1;
            } else {
                done = nameEnd(text, dollar + 1);
                if (done == dollar + 1) {
                    filled.append('$');
                } else {
                    filled.append(known.apply(text.substring(dollar + 1, done)).orElse(""));
                }
            }
        }
        return filled.append(text, done, text.length()).toString();
    }

    private String braced(String inner, int depth) throws EnvSyntaxException {
        int end = nameEnd(inner, 0);
        if (end == 0 || inner.indexOf('\n') >= 0) {
            throw new EnvSyntaxException(at, "expansion");
        }
        Optional<String> value = known.apply(inner.substring(0, end));
        if (end == inner.length()) {
            return value.orElse("");
        }
        boolean emptyCountsAsUnset = inner.charAt(end) == ':';
        int operator = emptyCountsAsUnset ? end + 1 : end;
        if (operator == inner.length()) {
            throw new EnvSyntaxException(at, "expansion");
        }
        String word = inner.substring(operator + 1);
        Optional<String> usable = value.filter(text -> !emptyCountsAsUnset || !text.isEmpty());
        // Compose fills in the word even where it is not needed, and fails with it.
        return switch (inner.charAt(operator)) {
            case '-' -> {
                String other = in(word, depth + 1);
                yield usable.orElse(other);
            }
            case '+' -> {
                String other = in(word, depth + 1);
                yield usable.isPresent() ? other : "";
            }
            case '?' -> {
                in(word, depth + 1);
                if (usable.isEmpty()) {
                    throw new EnvSyntaxException(at, "required", inner.substring(0, end));
                }
                yield usable.get();
            }
            default -> throw new EnvSyntaxException(at, "expansion");
        };
    }

    private int closing(String text, int dollar) throws EnvSyntaxException {
        int open = 0;
        for (int i = dollar; i < text.length(); i++) {
            if (text.charAt(i) == '}') {
                open--;
                if (open == 0) {
                    return i;
                }
            } else if (text.startsWith("${", i)) {
                open++;
                i++;
            } else if (text.charAt(i) == '{') {
                open++;
            }
        }
        throw new EnvSyntaxException(at, "expansion");
    }

    private static int nameEnd(String text, int from) {
        int end = from;
        while (end < text.length() && isNameLetter(text.charAt(end), end == from)) {
            end++;
        }
        return end;
    }

    private static boolean isNameLetter(char letter, boolean first) {
        return letter == '_' || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
                || (!first && letter >= '0' && letter <= '9');
    }
}
