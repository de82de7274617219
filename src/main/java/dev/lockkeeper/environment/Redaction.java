package dev.lockkeeper.environment;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes secrets out of text that is handed on: those it was told of, in every spelling in which programs write them, and what stands
/// where secrets usually stand.
public final class Redaction {

    /// Shorter ones are taken out only where a secret usually stands: they would tear holes into every line.
    public static final int SHORTEST = 4;

    private static final String MASK = "••••";
    private static final Pattern USUAL = Pattern.compile(
            "(?i)((?:password|passwd|pwd|secret|token|api_?key)[\\w-]*[\"']?[ \\t]*[=:][ \\t]*)(\"[^\"]*\"|'[^']*'|(?:[^\\s,;&\"'\\\\]|\\\\(?![\"']))+)"
                    + "|(://[^:/@\\s]*:)[^@\\s]+(?=@)|(\\bpassword\\s+)'(?:[^']|'')*'");

    /// `$NAME` and `${NAME:?…}` name a secret, and do not tell it; `${NAME:-…}` does.
    private static final Pattern REFERENCE = Pattern.compile(
            "[\"']?\\$(\\$[A-Z_][A-Z0-9_]*|[A-Za-z_]\\w*|\\{\\w+}|\\{\\w+:?\\?[^}]*}?)[\"']?");

    private final List<Spelling> spellings;

    private Redaction(List<Spelling> spellings) {
        this.spellings = spellings;
    }

    /// One way to write one secret; `form` names the way: `base64`.
    record Spelling(String key, String form, String text) {}

    /// Where a secret was met: its key, and in which form.
    public record Met(String key, String form) {}

    public static Redaction of(Secret... secrets) {
        Redaction redaction = new Redaction(List.of());
        for (Secret secret : secrets) {
            redaction = redaction.and("", secret);
        }
        return redaction;
    }

    /// Of everything secret in the `.env*` files.
    public static Redaction of(List<EnvEntries.Entry> entries) {
        Redaction redaction = new Redaction(List.of());
        for (EnvEntries.Entry entry : entries) {
            if (entry.secret()) {
                redaction = redaction.and(entry.key(), entry.value());
            }
        }
        return redaction;
    }

    /// With one more; `key` is its name.
    public Redaction and(String key, Secret secret) {
        if (secret.reveal().length() < SHORTEST) {
            return this;
        }
        List<Spelling> all = new ArrayList<>(spellings);
        spelled(secret.reveal()).forEach((text, form) -> all.add(new Spelling(key, form, text)));
        // the longest first: a shorter one may be a part of it
        all.sort(Comparator.comparingInt((Spelling one) -> one.text().length()).reversed());
        return new Redaction(List.copyOf(all));
    }

    /// The text without secrets.
    public String masked(String text) {
        return USUAL.matcher(known(text)).replaceAll(Redaction::usual);
    }

    /// The text without those it was told of: for text that must keep its form.
    public String known(String text) {
        String masked = text;
        for (Spelling spelling : spellings) {
            masked = masked.replace(spelling.text(), MASK);
        }
        return masked;
    }

    private static String usual(MatchResult found) {
        String value = found.group(2);
        if (value == null) {
            return Matcher.quoteReplacement((found.group(3) == null ? found.group(4) : found.group(3)) + MASK);
        }
        if (REFERENCE.matcher(value).matches()) {
            return Matcher.quoteReplacement(found.group());
        }
        String quote = value.startsWith("\"") || value.startsWith("'") ? value.substring(0, 1) : "";
        return Matcher.quoteReplacement(found.group(1) + quote + MASK + quote);
    }

    /// The first secret that stands in the text, if any. Looks for those that it was told of.
    public Optional<Met> met(String text) {
        return spellings.stream().filter(spelling -> text.contains(spelling.text())).findFirst()
                .map(spelling -> new Met(spelling.key(), spelling.form()));
    }

    /// The spellings, and the name of each.
    private static Map<String, String> spelled(String secret) {
        Map<String, String> spelled = new LinkedHashMap<>();
        put(spelled, secret, "raw");
        put(spelled, secret.strip(), "raw");
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String encoded : List.of(url, url.replace("+", "%20"), everyByte(secret))) {
            put(spelled, encoded, "url");
            put(spelled, lower(encoded), "url");
        }
        put(spelled, json(secret, false), "json");
        put(spelled, json(secret, true), "json");
        put(spelled, json(secret, true).replace("/", "\\/"), "json");
        put(spelled, secret.replace("'", "''"), "sql");
        put(spelled, secret.replace("\\", "\\\\").replace("'", "\\'"), "sql");
        put(spelled, secret.replace("'", "'\\''"), "shell");
        put(spelled, secret.replaceAll("([\\\\\"$`])", "\\\\$1"), "shell");
        put(spelled, secret.replace("$", "$$"), "compose");
        put(spelled, secret.replace("\\", "\\\\").replace(":", "\\:"), "pgpass");
        put(spelled, secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;"), "xml");
        for (int before = 0; before < 3; before++) {
            String code = base64(secret.getBytes(StandardCharsets.UTF_8), before);
            put(spelled, code, "base64");
            put(spelled, code.replace('+', '-').replace('/', '_'), "base64");
        }
        return spelled;
    }

    private static void put(Map<String, String> spelled, String text, String form) {
        if (text.length() >= SHORTEST) {
            spelled.putIfAbsent(text, form);
        }
    }

    /// The letters that the secret alone decides, where `before` bytes stand in front of it: it may be encoded with others, as `user:password` is.
    private static String base64(byte[] secret, int before) {
        byte[] all = new byte[before + secret.length];
        System.arraycopy(secret, 0, all, before, secret.length);
        String code = Base64.getEncoder().withoutPadding().encodeToString(all);
        int from = before == 0 ? 0 : before + 1;
        int to = all.length / 3 * 4 + (all.length % 3 == 0 ? 0 : all.length % 3);
        return from >= to ? "" : code.substring(from, to);
    }

    private static String everyByte(String secret) {
        StringBuilder text = new StringBuilder();
        for (byte one : secret.getBytes(StandardCharsets.UTF_8)) {
            text.append("%%%02X".formatted(one));
        }
        return text.toString();
    }

    /// The hexadecimal digits of `%2F` in small letters.
    private static String lower(String encoded) {
        return Pattern.compile("%[0-9A-F]{2}").matcher(encoded).replaceAll(code -> code.group().toLowerCase(Locale.ROOT));
    }

    private static String json(String secret, boolean ascii) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < secret.length(); i++) {
            char letter = secret.charAt(i);
            switch (letter) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(
                        letter < ' ' || (ascii && letter > '~') ? "\\u%04X".formatted((int) letter) : String.valueOf(letter));
            }
        }
        return text.toString();
    }
}
