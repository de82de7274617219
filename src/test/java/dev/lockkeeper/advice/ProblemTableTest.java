package dev.lockkeeper.advice;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.lockkeeper.cli.CommandProblem;
import dev.lockkeeper.containers.Ended;
import dev.lockkeeper.containers.DesktopFacts;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Holder;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.schema.Blocker;
import dev.lockkeeper.schema.DataCheck;
import dev.lockkeeper.schema.DataFinding;
import dev.lockkeeper.schema.lint.Hazard;
import dev.lockkeeper.schema.lint.Rule;
import dev.lockkeeper.schema.Identity;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.SchemaProblem;
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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
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
    void what_nobody_foresaw_says_that_its_cause_is_unknown_and_keeps_the_original_words() {
        Throwable original = new IllegalStateException("ERROR: cache lookup failed for type 123456",
                new IOException("inner words"));

        Advice advice = Advices.on(ProblemException.of(original));

        assertThat(advice.code()).isEqualTo("UNEXPECTED");
        assertThat(advice.evidence()).contains("ERROR: cache lookup failed for type 123456").anyMatch(
                line -> line.contains("inner words"));
        for (Language language : Language.values()) {
            Words words = Objects.requireNonNull(Problems.WORDS.get(language));
            assertThat(words.say(advice.explanation())).contains(language == Language.KOREAN ? "알 수 없" : "unknown");
        }
    }

    @Test
    void an_error_without_words_still_tells_its_kind() {
        assertThat(Advices.on(new Problem.Unexpected(new StackOverflowError())).evidence()).first().asString()
                .contains("StackOverflowError");
    }

    @Test
    void codes_name_one_problem_each() {
        assertThat(problems().map(Problem::code).toList()).doesNotHaveDuplicates();
    }

    @Test
    void the_table_in_the_documentation_is_this_one() throws IOException {
        TimeZone here = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("UTC")); // a problem may tell a time
        String now;
        try {
            now = page();
        } finally {
            TimeZone.setDefault(here);
        }
        if (!Files.exists(TABLE)) {
            Files.writeString(TABLE, now);
        }
        assertThat(Files.readString(TABLE).replace("\r\n", "\n")).isEqualTo(now);
    }

    private static String page() {
        StringBuilder table = new StringBuilder(
                """
                    # Problems

                    Every code that the window and the command line can show, its cause and what can be done. ‹…› stands for what is filled in. This page
                    is written by `ProblemTableTest`; delete it and run the test to write it anew.

                    | code | headline | 제목 |
                    | --- | --- | --- |
                    """);
        StringBuilder details = new StringBuilder();
        Words english = Objects.requireNonNull(Problems.WORDS.get(Language.ENGLISH));
        Words korean = Objects.requireNonNull(Problems.WORDS.get(Language.KOREAN));
        problems().forEach(problem -> {
            Advice advice = adviceOn(problem);
            String code = advice.code();
            table.append("| [`%s`](#%s) | %s | %s |%n".formatted(code, code.toLowerCase(Locale.ROOT),
                    cell(english.say(advice.headline())), cell(korean.say(advice.headline()))));
            details.append("%n## %s%n%n".formatted(code));
            for (Words words : List.of(english, korean)) {
                details.append("%s. %s%n%n".formatted(line(words.say(advice.headline())), line(words.say(advice.explanation()))));
            }
            for (Remedy remedy : advice.remedies()) {
                details.append("- %s · %s%s%n".formatted(line(english.say(remedy.label())), line(korean.say(remedy.label())),
                        remedy.command().isBlank() ? "" : ": `" + remedy.command() + "`"));
            }
        });
        return table.append(details).toString().replace("\r\n", "\n");
    }

    private static String line(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ").replace("<", "&lt;");
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
        if (kind == Optional.class && part.getGenericType().getTypeName().contains("DesktopFacts")) {
            return Optional.of(new DesktopFacts(DesktopFacts.Kind.DESKTOP, Optional.of("Docker"), Optional.of("4.38.0"), false,
                    "docker desktop start --detach"));
        }
        if (kind == Optional.class && part.getGenericType().getTypeName().contains("Instant")) {
            return Optional.of(Instant.EPOCH);
        }
        if (kind == Optional.class && part.getGenericType().getTypeName().contains("Move")) {
            return Optional.of(new SchemaProblem.Move("upgrade", new Revision("003"), new Revision("005"), false));
        }
        if (kind == Optional.class) {
            return part.getGenericType().getTypeName().contains("Path")
                    ? Optional.of(Path.of("project"))
                    : Optional.of("‹" + part.getName() + "›");
        }
        if (kind == SchemaProblem.class) {
            return new SchemaProblem.ScriptFailed(new Revision("004"), new Revision("003"), "V004__x.sql", 3, "CREATE INDEX",
                    "23505",
                    "‹why›", Optional.empty());
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
        if (kind == List.class && part.getGenericType().getTypeName().contains("DataFinding")) {
            return List.of(new DataFinding(new DataCheck(DataCheck.Kind.DUPLICATES, new Revision("005"), "V005__unique.sql", 3,
                    "users", List.of("email"), false, "SELECT 1"), 2, 5, Optional.empty()));
        }
        if (kind == List.class && part.getGenericType().getTypeName().contains("Hazard")) {
            return List.of(new Hazard(Rule.DROPPING_COLUMN, new Revision("005"), "V005__drop.sql", 3, "users.email",
                    Optional.empty()));
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
