package dev.lockkeeper.adapter.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.schema.sql.SqlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the rules read must be what runs: our cutting of a script, held against Flyway's.
class StatementsTest {

    static Stream<Path> scripts() throws IOException {
        List<Path> scripts = new ArrayList<>();
        for (Path folder : List.of(Path.of("src/test/resources/lint"), Path.of("resources/db"))) {
            try (Stream<Path> all = Files.walk(folder)) {
                // psql's own commands are no statements to the server
                all.filter(file -> file.toString().endsWith(".sql") && !file.endsWith(Path.of("psql-meta-command", "fail.sql")))
                        .forEach(scripts::add);
            }
        }
        return scripts.stream();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void both_readings_have_the_same_statements_on_the_same_lines(Path file) throws IOException {
        assertSame(file.toString(), Files.readString(file));
    }

    static Stream<String> oddities() {
        return Stream.of("SELECT 'a;b'; SELECT E'\\';', 'c'';d';\nSELECT $q$ ; $$ ; $q$;",
                "/* a /* b; */ c; */ SELECT 1; -- d;\nSELECT \"e;f\";",
                "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END; $$;\nSELECT f();",
                "CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 ELSE 2 END; SELECT 3; END;\n\nSELECT g();",
                "COPY t FROM STDIN;\n1\ta;b\n2\t'c\n\\.\nSELECT 1;", "DO $body$ BEGIN PERFORM 1; END $body$;SELECT 2",
                "\r\n\r\nSELECT 1;\r\n\r\nSELECT 2;\r\n", "SELECT U&'\\0041;', 1;\nSELECT 2;", ";;\n;SELECT 1;;",
                "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b);\nSELECT 1;",
                "SELECT 1 AS 한글이름;\nSELECT '따옴표;';");
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void both_readings_agree_on_what_hides_a_semicolon(String sql) {
        assertSame(sql, sql);
    }

    private static void assertSame(String what, String sql) {
        List<Integer> ours = SqlText.of(sql).parts().stream().map(SqlText.Part::line).toList();
        List<Integer> flyways = Statements.of("V001__x.sql", sql).stream().map(statement -> statement.getLineNumber()).toList();
        assertThat(ours).as(what).isEqualTo(flyways);
    }
}
