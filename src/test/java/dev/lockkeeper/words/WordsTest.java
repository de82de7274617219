package dev.lockkeeper.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Pattern HOLE = Pattern.compile("\\{(\\d+)");

    @Test
    void both_languages_have_the_same_keys() throws IOException {
        assertThat(file(Language.KOREAN).keySet()).isEqualTo(file(Language.ENGLISH).keySet());
    }

    @Test
    void no_key_stands_twice_in_a_file() throws IOException {
        for (Language language : Language.values()) {
            List<String> keys = keys(language);
            assertThat(keys).as(language.code()).doesNotHaveDuplicates();
        }
    }

    @Test
    void both_languages_fill_in_the_same_things() throws IOException {
        Map<String, String> english = file(Language.ENGLISH);
        file(Language.KOREAN).forEach((key, korean) -> assertThat(holes(korean)).as(key).isSubsetOf(allowed(key, english)));
        Map<String, String> korean = file(Language.KOREAN);
        english.forEach((key, text) -> assertThat(holes(text)).as(key).isSubsetOf(allowed(key, korean)));
    }

    /// A problem's explanation may use what its headline does not, so the two are filled from one list.
    private static List<String> allowed(String key, Map<String, String> other) {
        List<String> holes = new ArrayList<>(holes(String.valueOf(other.get(key))));
        if (key.startsWith("problem.")) {
            String code = key.substring(0, key.lastIndexOf('.'));
            holes.addAll(holes(String.valueOf(other.get(code + ".headline"))));
            holes.addAll(holes(String.valueOf(other.get(code + ".explanation"))));
        }
        return holes;
    }

    @Test
    void the_short_way_to_fill_in_says_the_same_as_the_long_one() throws IOException {
        Object[] arguments = {"{1} it's", 999, "x", 0, "", 12, "y", 1, "z", 5};
        int short_way = 0;
        for (Language language : Language.values()) {
            for (String text : file(language).values()) {
                Optional<String> filled = Words.filled(text, arguments);
                filled.ifPresent(
                        said -> assertThat(said).isEqualTo(new MessageFormat(text, language.locale()).format(arguments)));
                short_way += filled.isPresent() ? 1 : 0;
            }
        }
        assertThat(short_way).isGreaterThan(3000);
        for (String odd : List.of("{0,number}", "it''s {0}", "{10}", "{0", "}{0}", "'{0}'", "{-}", "{9}", "{0} }")) {
            Words.filled(odd, arguments)
                    .ifPresent(said -> assertThat(said).as(odd).isEqualTo(new MessageFormat(odd, Locale.ROOT).format(arguments)));
        }
        assertThat(Words.filled("{0}", 1000)).isEmpty();
        assertThat(Words.filled("{0}", 1.5)).isEmpty();
        assertThat(Words.filled("{0} {1}", "only one")).isEmpty();
    }

    @Test
    void every_text_can_be_filled_in() throws IOException {
        for (Language language : Language.values()) {
            file(language).forEach((key, text) -> {
                assertThat(text).as(key).doesNotContain("'").isNotBlank();
                assertThat(new MessageFormat(text, language.locale()).toPattern()).as(key).isNotEmpty();
            });
        }
    }

    @Test
    void korean_words_are_korean() throws IOException {
        long hangul = file(Language.KOREAN).values().stream().filter(text -> text.codePoints()
                .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL)).count();
        assertThat(hangul).isGreaterThan(file(Language.KOREAN).size() * 8L / 10);
        assertThat(file(Language.ENGLISH)).allSatisfy((key, text) -> assertThat(text.codePoints()
                .noneMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL) || key.contains("language"))
                .as(key).isTrue());
    }

    /// What is filled in decides which particle is right: a noun of ours stands between the two.
    @Test
    void no_korean_sentence_leaves_the_reader_two_particles_to_choose_from() throws IOException {
        Pattern both = Pattern.compile("[이을은와과가를는]\\([가를는와과이을은]\\)|\\(으\\)로|\\(이\\)[나라며]|이\\(라|아\\(야\\)");
        assertThat(both.matcher("{0}을(를) 지울까요?").find()).isTrue();
        assertThat(file(Language.KOREAN)).allSatisfy((key, text) -> assertThat(both.matcher(text).find()).as(key).isFalse());
    }

    @Test
    void a_message_within_a_message_is_said_first() {
        Words words = Words.in(Language.KOREAN);

        assertThat(words.say(Message.of("verbatim", Message.of("care.local")))).isEqualTo("로컬 개발");
    }

    @Test
    void a_key_without_words_shows_itself() {
        assertThat(Words.in(Language.ENGLISH).say("no.such.key")).isEqualTo("[no.such.key]");
    }

    @Test
    void a_language_is_known_by_any_of_its_tags() {
        assertThat(Language.of("ko-KR")).contains(Language.KOREAN);
        assertThat(Language.of("EN_us.UTF-8")).contains(Language.ENGLISH);
        assertThat(Language.of("de")).isEmpty();
        assertThat(Language.of("KO".toLowerCase(Locale.ROOT))).contains(Language.KOREAN);
    }

    private static List<String> holes(String text) {
        return HOLE.matcher(text).results().map(found -> found.group(1)).distinct().sorted().toList();
    }

    private static Map<String, String> file(Language language) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<String> lines = Files.lines(path(language))) {
            lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> texts.put(line.substring(0, line.indexOf('=')).strip(),
                            line.substring(line.indexOf('=') + 1)));
        }
        return texts;
    }

    private static List<String> keys(Language language) throws IOException {
        try (Stream<String> lines = Files.lines(path(language))) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.substring(0, line.indexOf('=')).strip())
                    .toList();
        }
    }

    private static Path path(Language language) {
        return Path.of("resources/i18n/messages_" + language.code() + ".properties");
    }
}
