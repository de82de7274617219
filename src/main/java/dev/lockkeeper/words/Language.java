package dev.lockkeeper.words;

import java.util.Locale;
import java.util.Optional;

/// A language the console speaks.
public enum Language {
    KOREAN("ko", Locale.KOREAN), ENGLISH("en", Locale.ENGLISH);

    private final String code;
    private final Locale locale;

    Language(String code, Locale locale) {
        this.code = code;
        this.locale = locale;
    }

    /// `ko` or `en`.
    public String code() {
        return code;
    }

    public Locale locale() {
        return locale;
    }

    /// The language of a code such as `ko`, `ko-KR` or `en_US.UTF-8`; empty for any other.
    public static Optional<Language> of(String code) {
        String start = code.toLowerCase(Locale.ROOT);
        for (Language language : values()) {
            if (start.equals(language.code) || start.startsWith(language.code + "-") || start.startsWith(language.code + "_")) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /// Korean where the machine speaks Korean, else English.
    public static Language ofThisMachine() {
        return of(Locale.getDefault().toLanguageTag()).orElse(ENGLISH);
    }
}
