package dev.lockkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShorthandTest {

    private static final List<String> OPTIONS = List.of("--project", "--environment", "--migrations", "--lang", "--confirm",
            "--json",
            "--yes");
    private static final Words WORDS = Words.in(Language.ENGLISH);

    @Test
    void understands_a_plain_verb_with_the_options_that_all_have() {
        Typed typed = Shorthand.read("--project", "/srv/app", "current", "--json", "--environment=staging").orElseThrow();
        assertThat(typed.verb().orElseThrow().name()).isEqualTo("current");
        assertThat(typed.asked().text("--project")).contains("/srv/app");
        assertThat(typed.asked().text("--environment")).contains("staging");
        assertThat(typed.asked().flag("--json")).isTrue();
        assertThat(typed.asked().flag("--yes")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "current current", "current 004", "current --help", "-V", "upgrade", "current --project",
            "current --json yes",
            "--json=true current", "--project current", "--project=", "current --lang en --lang ko", "@current",
            "--project @x current",
            "--project -x current", "current --unknown"})
    void leaves_everything_else_to_the_grammar(String line) {
        assertThat(Shorthand.read(line.isEmpty() ? new String[0] : line.split(" "))).isEmpty();
    }

    @Test
    void never_says_anything_but_what_the_grammar_says() {
        List<String> words = new ArrayList<>(OPTIONS);
        words.addAll(Shorthand.VERBS);
        words.addAll(List.of("upgrade", "staging", ".", "-1", "a b", "=", "--project=x=y", "--environment=", "--lang=ko",
                "--json=true", "--help",
                "\"x\"", "'x'", "${HOME}", "a,b", "--", "--yes=", "한글"));
        Random random = new Random(4);
        int understood = 0;
        for (int i = 0; i < 4_000; i++) {
            String[] line = random.ints(1 + random.nextInt(5), 0, words.size()).mapToObj(words::get).toArray(String[]::new);
            Optional<Typed> shorthand = Shorthand.read(line);
            if (shorthand.isPresent()) {
                understood++;
                assertThat(told(shorthand.get())).as(String.join(" ", line)).isEqualTo(told(Grammar.read(WORDS, line)));
            }
        }
        assertThat(understood).isGreaterThan(50);
    }

    @Test
    void takes_only_verbs_that_have_no_options_of_their_own() {
        for (String verb : Shorthand.VERBS) {
            var spec = Objects.requireNonNull(Grammar.grammar(WORDS).getSubcommands().get(verb)).getCommandSpec();
            assertThat(spec.positionalParameters()).as(verb).isEmpty();
            assertThat(spec.options()).as(verb).allMatch(option -> option.inherited());
        }
    }

    @Test
    void every_verb_is_found_by_the_name_it_gives_itself() {
        assertThat(Verbs.all()).allSatisfy(verb -> {
            assertThat(Verbs.known(verb.name())).isTrue();
            assertThat(Verbs.named(verb.name()).orElseThrow().name()).isEqualTo(verb.name());
        });
    }

    private static List<Object> told(Typed typed) {
        List<Object> told = new ArrayList<>(
                List.of(typed.verb().map(Verb::name), typed.version(), typed.help(), typed.asked().parameter()));
        OPTIONS.forEach(option -> told.add(typed.asked().text(option)));
        return told;
    }
}
