package dev.lockkeeper.advice;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.lockkeeper.cli.CommandProblem;
import dev.lockkeeper.containers.Ended;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Holder;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.schema.Blocker;
import dev.lockkeeper.schema.Identity;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.catalog.Catalog;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every problem that can be thrown has words in both languages; the table of them stands in the documentation.
class ProblemTableTest {

    private static final Path TABLE = Path.of("docs/problems.md");

    /// One of each problem that the house knows.
    static Stream<Problem> problems() {
        return Stream.concat(Problems.KINDS.stream().map(ProblemTableTest::sample),
                Stream.of(new Problem.Unexpected(new IllegalStateException("something"))));
    }

    private static final class Problems {

        static final Map<Language, Words> WORDS = new EnumMap<>(
                Map.of(Language.KOREAN, Words.in(Language.KOREAN), Language.ENGLISH,
                        Words.in(Language.ENGLISH)));

        static final List<Class<?>> KINDS = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.lockkeeper").stream().filter(kind -> kind.isAssignableTo(Problem.class) && kind.isRecord())
                .<Class<?>>map(JavaClass::reflect).filter(kind -> kind != Problem.Unexpected.class)
                .sorted(Comparator.comparing(Class::getName)).toList();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void every_problem_has_words_in_both_languages(Problem problem) {
        Advice advice = adviceOn(problem);
        for (Language language : Language.values()) {
            Words words = Objects.requireNonNull(Problems.WORDS.get(language));
            List<String> said = new ArrayList<>(List.of(words.say(advice.headline()), words.say(advice.explanation())));
            advice.remedies().forEach(remedy -> said.add(words.say(remedy.label())));
            assertThat(said)
                    .allSatisfy(text -> assertThat(text).isNotBlank().doesNotStartWith("[").doesNotContainPattern("\\{\\d"));
        }
        assertThat(advice.code()).matches("[A-Z][A-Z0-9_]+");
        assertThat(words(advice)).as("no stack trace in a headline").doesNotContain("\n", "\tat ", "java.");
    }

    @ParameterizedTest
    @MethodSource("problems")
    void every_problem_has_a_way_out(Problem problem) {
        // a command line is mended by typing another
        assertThat(problem instanceof CommandProblem || !Advices.on(problem).remedies().isEmpty()).isTrue();
    }

    @Test
    void codes_name_one_problem_each() {
        assertThat(problems().map(Problem::code).toList()).doesNotHaveDuplicates();
    }

    @Test
    void the_table_in_the_documentation_is_this_one() throws IOException {
        StringBuilder table = new StringBuilder(
                """
                    # Problems

                    Every code that the window and the command line can show. This page is written by `ProblemTableTest`; delete it and run the test
                    to write it anew.

                    | code | headline | 제목 | first remedy |
                    | --- | --- | --- | --- |
                    """);
        Words english = Objects.requireNonNull(Problems.WORDS.get(Language.ENGLISH));
        Words korean = Objects.requireNonNull(Problems.WORDS.get(Language.KOREAN));
        problems().forEach(problem -> {
            Advice advice = adviceOn(problem);
            Optional<Remedy> first = advice.remedies().stream().findFirst();
            table.append("| `%s` | %s | %s | %s |%n".formatted(advice.code(), cell(english.say(advice.headline())),
                    cell(korean.say(advice.headline())), first.map(remedy -> cell(english.say(remedy.label()))).orElse("")));
        });
        String now = table.toString().replace("\r\n", "\n");
        if (!Files.exists(TABLE)) {
            Files.writeString(TABLE, now);
        }
        assertThat(Files.readString(TABLE).replace("\r\n", "\n")).isEqualTo(now);
    }

    private static Advice adviceOn(Problem problem) {
        return problem instanceof CommandProblem command ? CommandProblem.advice(command) : Advices.on(problem);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static String words(Advice advice) {
        return Objects.requireNonNull(Problems.WORDS.get(Language.ENGLISH)).say(advice.headline());
    }

    private static Problem sample(Class<?> kind) {
        RecordComponent[] parts = kind.getRecordComponents();
        Object[] values = Arrays.stream(parts).map(ProblemTableTest::value).toArray();
        try {
            return (Problem) kind
                    .getDeclaredConstructor(Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(kind.getName(), e);
        }
    }

    /// A value of the component's kind, named like the component where it is text.
    private static Object value(RecordComponent part) {
        Class<?> kind = part.getType();
        if (kind == String.class) {
            return "‹" + part.getName() + "›";
        }
        if (kind == int.class) {
            return 5;
        }
        if (kind == long.class) {
            return 4_194_304L;
        }
        if (kind == boolean.class) {
            return true;
        }
        if (kind == Path.class) {
            return Path.of("project");
        }
        if (kind == Optional.class && part.getGenericType().getTypeName().contains("Instant")) {
            return Optional.of(Instant.EPOCH);
        }
        if (kind == Optional.class) {
            return part.getGenericType().getTypeName().contains("Path")
                    ? Optional.of(Path.of("project"))
                    : Optional.of("‹" + part.getName() + "›");
        }
        if (kind == Revision.class) {
            return new Revision("004");
        }
        if (kind == Ended.class) {
            return new Ended("postgres", 1, false, List.of("FATAL:  ‹line›"));
        }
        if (kind == Address.class) {
            return new Address("127.0.0.1", 5432, "llm_webapp", "llm_app");
        }
        if (kind == Message.class) {
            return Message.verbatim("‹" + part.getName() + "›");
        }
        if (kind == Holder.class) {
            return new Holder(214, "llm_app", "lockkeeper-1a2b3c4d operator@admin-pc", "127.0.0.1", Instant.EPOCH);
        }
        if (kind == Instant.class) {
            return Instant.EPOCH;
        }
        if (kind == Identity.class) {
            return new Identity.Exactly(new Revision("003"), List.of());
        }
        if (kind == List.class && part.getGenericType().getTypeName().contains("Blocker")) {
            return List.of(new Blocker(4711, "app", "psql", "idle in transaction", Optional.of(Instant.EPOCH),
                    Optional.empty(), "users"));
        }
        if (kind == List.class && part.getGenericType().getTypeName().contains("Difference")) {
            return Catalog.of(List.of("column public.users 007 email text null")).differencesFrom(
                    Catalog.of(List.of("column public.users 007 email character varying(255) null")));
        }
        if (kind == List.class) {
            return part.getGenericType().getTypeName().contains("Revision")
                    ? List.of(new Revision("004"))
                    : List.of("‹" + part.getName() + "›");
        }
        throw new AssertionError(kind.getName());
    }
}
