package dev.lockkeeper.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/// The words of one language, from `i18n/messages_*.properties`.
public final class Words {

    private final Language language;
    private final Map<String, String> texts;

    private Words(Language language, Map<String, String> texts) {
        this.language = language;
        this.texts = texts;
    }

    public static Words in(Language language) {
        String file = "/i18n/messages_" + language.code() + ".properties";
        Properties read = new Properties();
        try (InputStream bytes = Objects.requireNonNull(Words.class.getResourceAsStream(file), file);
                Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            read.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> texts = new TreeMap<>();
        read.forEach((key, value) -> texts.put((String) key, (String) value));
        return new Words(language, texts);
    }

    public Language language() {
        return language;
    }

    /// The text for a key, filled in. A key without words is shown as itself, in brackets, so that a test can find it.
    public String say(String key, Object... arguments) {
        String text = texts.get(key);
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
        return new MessageFormat(text, language.locale()).format(said);
    }

    public String say(Message message) {
        return say(message.key(), message.arguments().toArray());
    }

    public boolean knows(String key) {
        return texts.containsKey(key);
    }

    /// All keys, in order.
    public Iterable<String> keys() {
        return texts.keySet();
    }
}
