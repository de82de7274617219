package dev.lockkeeper.adapter.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementCutsTest {

    private static final String TRICKY = """
        -- a comment; with a semicolon 'and a quote
        CREATE TABLE "a;b" (x text DEFAULT ';', y text DEFAULT E'\\';', z text DEFAULT 'it''s; fine');
        /* outer /* inner; */ still; a comment */
        CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $body$ CREATE TABLE no (x int); $body$;
        CREATE FUNCTION g$1() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'CREATE TABLE no2 (x int);'; END $$;
        ALTER TABLE ONLY users ADD COLUMN age int, ADD "Mixed ""Ca""se" text
        """;

    @Test
    void a_script_is_cut_where_its_statements_end() {
        List<String> statements = StatementCuts.statements(TRICKY).orElseThrow();
        assertThat(statements).hasSize(4);
        assertThat(statements.get(0)).contains("it''s; fine");
        assertThat(statements.get(3)).contains("ALTER TABLE ONLY");
    }

    @Test
    void finds_what_flyways_parser_finds() {
        assertThat(CreatedObjects.by("V1__x.sql", TRICKY)).hasToString("[\"a;b\", users.age, users.Mixed \"Ca\"se]");
        MigrationFolder.shipped().read().scripts()
                .forEach(script -> assertThat(StatementCuts.statements(script.sql()).orElseThrow())
                        .as(script.file()).hasSameSizeAs(Statements.of(script.file(), script.sql())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"COPY users FROM STDIN;\n1\tCREATE TABLE x (y int);\n\\.\n", "SELECT 'never closed",
            "SELECT $$ never closed"})
    void what_it_cannot_cut_is_left_to_flyway(String sql) {
        assertThat(StatementCuts.statements(sql)).isEmpty();
    }

    @Test
    void comments_alone_say_nothing() {
        assertThat(StatementCuts.saysSomething("-- nothing\n/* at all; */ \n")).isFalse();
        assertThat(StatementCuts.saysSomething(";")).isFalse();
        assertThat(StatementCuts.saysSomething("-- first\n  DROP TABLE x")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SELECT 1;", "a\nb\n", "a\r\nb\r\n", "a\rb", "한글\n\n\n", "\n"})
    void the_checksum_is_flyways(String sql) {
        assertThat(MigrationFolder.checksum(sql)).isEqualTo(ChecksumCalculator.calculate(new ScriptResource("V1__x.sql", sql)));
    }
}
