package dev.lockkeeper.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The words of one language, from `i18n/messages_*.properties`. They are read when the first of them is asked for.
public final class Words {

    private static final Map<Language, Words> KNOWN = new ConcurrentHashMap<>();

    private final Language language;
    private volatile @Nullable Map<String, String> texts;

    private Words(Language language) {
        this.language = language;
    }

    public static Words in(Language language) {
        return KNOWN.computeIfAbsent(language, Words::new);
    }

    public Language language() {
        return language;
    }

    /// The text for a key, filled in. A key without words is shown as itself, in brackets, so that a test can find it.
    public String say(String key, Object... arguments) {
        String text = texts().get(key);
        if (text == null) {
            return "[" + key + "]";
        }
        if (arguments.length == 0) {
            return text;
        }
        Object[] said = new Object[arguments.length];
        for (int i = 0; i < said.length; i++) {
            said[i] = arguments[i] instanceof Message message ? say(message) : arguments[i];
        }
        return filled(text, said).orElseGet(() -> new MessageFormat(text, language.locale()).format(said));
    }

    public String say(Message message) {
        return say(message.key(), message.arguments().toArray());
    }

    public boolean knows(String key) {
        return texts().containsKey(key);
    }

    /// All keys, in order.
    public Iterable<String> keys() {
        return new TreeSet<>(texts().keySet());
    }

    private Map<String, String> texts() {
        Map<String, String> read = texts;
        if (read == null) {
            read = read(language); // twice by two at once, with the same result
            texts = read;
        }
        return read;
    }

    private static Map<String, String> read(Language language) {
        String file = "/i18n/messages_" + language.code() + ".properties";
        Properties read = new Properties();
        try (InputStream bytes = Objects.requireNonNull(Words.class.getResourceAsStream(file), file);
                Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            read.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> texts = HashMap.newHashMap(read.size());
        read.forEach((key, value) -> texts.put((String) key, (String) value));
        return texts;
    }

    /// The same as [MessageFormat] says, for the plain case that nearly every text is: its first number takes longer than a whole small verb.
    static Optional<String> filled(String text, Object... arguments) {
        StringBuilder filled = new StringBuilder(text.length() + 32);
        int at = 0;
        for (int brace = text.indexOf('{'); brace >= 0; brace = text.indexOf('{', at)) {
            int index = brace + 2 < text.length() && text.charAt(brace + 2) == '}' ? text.charAt(brace + 1) - '0' : -1;
            if (index < 0 || index >= arguments.length || index > 9) {
                return Optional.empty();
            }
            Object argument = arguments[index];
            boolean asItIs = argument instanceof String || (argument instanceof Integer number && number >= 0 && number < 1000);
            if (!asItIs) {
                return Optional.empty();
            }
            filled.append(text, at, brace).append(argument);
            at = brace + 3;
        }
        boolean plain = text.indexOf('\'') < 0 && text.indexOf('}', at) < 0;
        return plain ? Optional.of(filled.append(text, at, text.length()).toString()) : Optional.empty();
    }
}
