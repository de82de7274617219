package dev.lockkeeper.schema.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Script;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LintTest {

    private static final Path FIXTURES = Path.of("src/test/resources/lint");

    @ParameterizedTest
    @EnumSource
    void every_rule_finds_its_failing_script_and_leaves_its_passing_one(Rule rule) throws IOException {
        assertThat(lint(rule, "fail")).extracting(Hazard::rule).contains(rule);
        assertThat(lint(rule, "pass")).filteredOn(Hazard::counts).extracting(Hazard::rule).doesNotContain(rule);
    }

    @ParameterizedTest
    @EnumSource
    void every_rule_says_what_it_found_why_it_hurts_and_what_to_write_instead(Rule rule) {
        Hazard hazard = new Hazard(rule, new Revision("005"), "V005__x.sql", 1, "users", Optional.empty());
        for (Language language : Language.values()) {
            Words words = Words.in(language);
            assertThat(List.of(words.say(hazard.what()), words.say(hazard.why()), words.say(hazard.instead()), words.say(rule
                    .severity().key()))).allSatisfy(text -> assertThat(text).doesNotStartWith("[").isNotBlank());
            assertThat(words.say(hazard.what())).contains("users");
        }
        assertThat(Files.isDirectory(FIXTURES.resolve(rule.id()))).isTrue();
    }

    @Test
    void a_table_of_an_applied_revision_is_in_use_and_one_of_a_pending_revision_is_new() {
        Script table = script("005", "CREATE TABLE colours (id bigint PRIMARY KEY, name text);");
        Script index = script("006", "\n\nCREATE INDEX ix_colours ON colours (name);");

        assertThat(Lint.of(List.of(table), List.of(index))).filteredOn(hazard -> hazard.rule().severity() == Severity.RED)
                .singleElement().satisfies(hazard -> {
                    assertThat(hazard.rule()).isEqualTo(Rule.CREATING_INDEX_WITHOUT_CONCURRENTLY);
                    assertThat(hazard.place()).isEqualTo("V006__x.sql:3");
                    assertThat(hazard.object()).isEqualTo("ix_colours (colours)");
                });
        assertThat(Lint.of(List.of(), List.of(table, index))).extracting(Hazard::rule)
                .doesNotContain(Rule.CREATING_INDEX_WITHOUT_CONCURRENTLY);
    }

    @Test
    void an_allowed_hazard_is_shown_with_its_reason_and_does_not_count() {
        Script script = script("005", """
            ALTER TABLE users DROP COLUMN a; -- lockkeeper:allow dropping-column moved to profiles in 004
            ALTER TABLE users DROP COLUMN b;
            """);

        assertThat(Lint.of(List.of(), List.of(script))).filteredOn(hazard -> hazard.rule() == Rule.DROPPING_COLUMN)
                .extracting(Hazard::line, Hazard::counts, Hazard::allowed).containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, false, Optional.of("moved to profiles in 004")),
                        org.assertj.core.groups.Tuple.tuple(2, true, Optional.empty()));
    }

    @Test
    void the_shipped_revisions_have_no_hazard_that_blocks() throws IOException {
        List<Script> shipped = new java.util.ArrayList<>();
        try (var files = Files.list(Path.of("resources/db/migration"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                shipped.add(new Script(new Revision(name.substring(1, 4)), name.substring(6, name.length() - 4), name,
                        Files.readString(file), Optional.of(name.replace('V', 'U')), Optional.of(Files.readString(Path.of(
                                "resources/db/undo", name.replaceFirst("V", "U")))),
                        Optional.empty(), Optional.empty(), List.of(), 0, true));
            }
        }
        for (int level = 0; level < shipped.size(); level++) {
            assertThat(Lint.of(shipped.subList(0, level), shipped.subList(level, shipped.size()))).as("pending above %d", level)
                    .filteredOn(hazard -> hazard.rule().severity() != Severity.NOTE).isEmpty();
        }
    }

    private static List<Hazard> lint(Rule rule, String fixture) throws IOException {
        Path undo = FIXTURES.resolve(rule.id()).resolve(fixture + ".undo.sql");
        Script applied = script("004", Files.readString(FIXTURES.resolve("applied.sql")));
        return Lint.of(List.of(applied),
                List.of(script("005", Files.readString(FIXTURES.resolve(rule.id()).resolve(fixture + ".sql")),
                        Files.exists(undo) ? Optional.of(Files.readString(undo)) : Optional.empty())));
    }

    private static Script script(String revision, String sql) {
        return script(revision, sql, Optional.empty());
    }

    private static Script script(String revision, String sql, Optional<String> back) {
        return new Script(new Revision(revision), "x", "V" + revision + "__x.sql", sql, back.map(_ -> "U" + revision + "__x.sql"),
                back,
                Optional.empty(), Optional.empty(), List.of(), 0, true);
    }
}
