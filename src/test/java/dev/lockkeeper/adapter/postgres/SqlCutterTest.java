package dev.lockkeeper.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.adapter.postgres.SqlCutter.Piece;
import dev.lockkeeper.adapter.postgres.SqlCutter.SqlCutException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlCutterTest {

    private static final String CORPUS = """
        --
        -- PostgreSQL database dump
        --

        \\restrict AbC123

        SET client_encoding = 'UTF8';
        SELECT pg_catalog.set_config('search_path', '', false);
        CREATE FUNCTION public.f() RETURNS text LANGUAGE plpgsql AS $_$
        BEGIN
          -- it's; a comment
          RETURN $$inner; 'quote$$ || $1; /* not closed
        END;
        $_$;
        COPY public.people (id, "이름", note) FROM stdin;
        1\t김서연 😀\t\\N
        2\tback\\\\slash\\ttab\t\\.
        3\t\\.x\t;'"$$--/*
        \\.

        SELECT E'it\\'s; \\\\' , U&'d\\0061t;' , U&"n;ame" , 'a''b;' , "q""u;ote";
        /* outer /* inner ; */ still ; */ SELECT 1 -- tail ; here
        ;
        CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2);
        CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END;
        COPY public.empty FROM stdin;
        \\.


        --
        -- PostgreSQL database dump complete
        --

        \\unrestrict AbC123
        """;

    @Test
    void a_dump_is_cut_where_psql_would_cut_it() {
        List<String> pieces = cut(CORPUS, 4_096);
        assertThat(pieces).filteredOn(piece -> !piece.startsWith("remark")).containsExactly(
                "7: SET client_encoding = 'UTF8'",
                "8: SELECT pg_catalog.set_config('search_path', '', false)",
                "9: CREATE FUNCTION public.f() RETURNS text LANGUAGE plpgsql AS $_$\nBEGIN\n  -- it's; a comment\n  RETURN $$inner; 'quote$$ || $1; /* not closed\nEND;\n$_$",
                "15: COPY public.people (id, \"이름\", note) FROM stdin",
                "3 rows: 1\t김서연 😀\t\\N\n2\tback\\\\slash\\ttab\t\\.\n3\t\\.x\t;'\"$$--/*\n",
                "21: SELECT E'it\\'s; \\\\' , U&'d\\0061t;' , U&\"n;ame\" , 'a''b;' , \"q\"\"u;ote\"",
                "22: SELECT 1 -- tail ; here\n",
                "24: CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)",
                "25: CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END",
                "26: COPY public.empty FROM stdin",
                "0 rows: ");
        assertThat(pieces).contains("remark 31: -- PostgreSQL database dump complete");
    }

    @Test
    void where_the_buffer_ends_makes_no_difference() {
        for (String text : List.of(CORPUS, CORPUS.replace("\n", "\r\n"), "\ufeff" + CORPUS)) {
            List<String> whole = cut(text, 1 << 16);
            for (int step = 1; step <= 64; step++) {
                assertThat(cut(text, step)).as("step %d", step).isEqualTo(whole);
            }
        }
        assertThat(cut("\ufeff" + CORPUS, 1)).isEqualTo(cut(CORPUS, 1));
    }

    @Test
    void quotes_end_where_the_server_says() {
        assertThat(cut("SELECT 'a\\'; SELECT 2;")).containsExactly("1: SELECT 'a\\'", "1: SELECT 2");
        assertThat(cut("SELECT e'a\\';'; SELECT 2;")).containsExactly("1: SELECT e'a\\';'", "1: SELECT 2");
        assertThat(cut("SELECT some'a\\'; SELECT 2;")).containsExactly("1: SELECT some'a\\'", "1: SELECT 2");
        assertThat(cut("SELECT E'a' -- c'\n 'b\\';'; SELECT 2;")).containsExactly("1: SELECT E'a' -- c'\n 'b\\';'",
                "2: SELECT 2");
        assertThat(cut("SELECT E'a' 'b\\'; SELECT 2;")).containsExactly("1: SELECT E'a' 'b\\'", "1: SELECT 2");
        assertThat(cut("SELECT 'a'\n'b\\'; SELECT 2;")).containsExactly("1: SELECT 'a'\n'b\\'", "2: SELECT 2");
        assertThat(cut("SELECT $a$ $b$ ; $a$ ; SELECT 2;")).containsExactly("1: SELECT $a$ $b$ ; $a$ ", "1: SELECT 2");
        assertThat(cut("SELECT $a$ $$a$; SELECT 2;")).containsExactly("1: SELECT $a$ $$a$", "1: SELECT 2");
        assertThat(cut("SELECT $김$ ; $김$; SELECT 2;")).containsExactly("1: SELECT $김$ ; $김$", "1: SELECT 2");
        assertThat(cut("SELECT foo$bar$ ; SELECT $1 ; SELECT $e'\\';';"))
                .containsExactly("1: SELECT foo$bar$ ", "1: SELECT $1 ", "1: SELECT $e'\\';'");
        assertThat(cut("SELECT 'it''s'';'; SELECT \"a\"\";\";")).containsExactly("1: SELECT 'it''s'';'", "1: SELECT \"a\"\";\"");
        assertThat(cut("SELECT 1 +--;\n2; SELECT 4 /*;*/ / 2;")).containsExactly("1: SELECT 1 +--;\n2", "2: SELECT 4 /*;*/ / 2");
        assertThat(cut("/* /* ; */ ; **/ SELECT 1;;; ;")).containsExactly("1: SELECT 1");
        assertThat(cut("-- a\rSELECT 1;")).containsExactly("remark 1: -- a", "1: SELECT 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\connect other\n", "\\! touch /tmp/x\n", "\\copy t from 'x'\n", "\\i other.sql\n", "\\gexec\n",
            "\\restrict\n", "\\restrict a b\n", "\\restrict a;\n", " \\restrict abc\n", "\\unrestrict a'b\n", "\\restrict 김\n",
            "\\\n", "\\restrict a \\! x\n", "\\restrictabc\n", "SELECT 1 \\g |sh\n;", "SELECT 1; \\! x\n",
            "SELECT 1 \\; SELECT 2;",
            "/* c */ \\! x\n", "SELECT '\n'\\! x\n;", "SELECT \\restrict abc\n;", "COPY t FROM stdin;\n\\.\n\\! x\n",
            "\ufeff\\! x"})
    void every_command_for_psql_is_seen(String text) {
        for (int step : new int[]{1, 7, 4_096}) {
            assertThat(cut(text, step)).as("step %d", step).anyMatch(piece -> piece.startsWith("meta"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT '\\! x';", "SELECT \"\\! x\";", "SELECT $$\\! x$$;", "-- \\! x\n", "/* \\! x */",
            "COPY t FROM stdin;\n\\! x\n\\N\n\\.\n", "\\restrict abc\n", "\\unrestrict Abc9\r\n", "SELECT E'\\'\\! x';",
            "SELECT 1 -- \\! x\n;"})
    void what_only_looks_like_one_is_left_alone(String text) {
        assertThat(cut(text)).noneMatch(piece -> piece.startsWith("meta"));
    }

    @Test
    void a_block_of_rows_ends_only_at_its_own_line() {
        assertThat(cut("copy t (a) from stdin with (format text);\r\na\r\n\\.\r\nSELECT 1;\r\n"))
                .containsExactly("1: copy t (a) from stdin with (format text)", "1 rows: a\r\n", "4: SELECT 1");
        assertThat(cut("COPY t FROM STDIN;\n\\.a\na\\.\n \\.\n\\. \n\\\\.\n\\.\n"))
                .containsExactly("1: COPY t FROM STDIN", "5 rows: \\.a\na\\.\n \\.\n\\. \n\\\\.\n");
        assertThat(cut("COPY t FROM stdin;\n\n\n\\.")).containsExactly("1: COPY t FROM stdin", "2 rows: \n\n");
        assertThat(cut("COPY (SELECT 1) TO STDOUT; COPY \"from\" TO '/x'; COPY t FROM '/x';")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1", "SELECT 'a;", "SELECT E'a\\';", "SELECT \"a;", "SELECT $$a;$", "SELECT $a$;$b$", "/* a",
            "SELECT 1 /* /* */;", "COPY t FROM stdin;", "COPY t FROM stdin;\n", "COPY t FROM stdin;\na\tb",
            "COPY t FROM stdin;\na\n",
            "COPY t FROM stdin;\n\\", "COPY t FROM stdin; SELECT 1;\n\\.\n", "CREATE RULE x AS DO (SELECT 1; SELECT 2;",
            "CREATE FUNCTION f() BEGIN ATOMIC SELECT 1;"})
    void a_file_that_ends_too_early_is_an_error(String text) {
        for (int step : new int[]{1, 2, 3, 7, 4_096}) {
            assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8), step, 1 << 20, true)).as("step %d", step)
                    .isInstanceOf(SqlCutException.class);
        }
    }

    @Test
    void a_statement_without_end_is_refused_before_it_fills_the_memory() {
        byte[] text = ("SELECT '" + "x".repeat(3_000_000) + "';").getBytes(StandardCharsets.UTF_8);
        for (boolean keeping : new boolean[]{true, false}) {
            assertThatThrownBy(() -> read(text, 4_096, 2 << 20, keeping)).isInstanceOf(SqlCutException.class)
                    .hasMessage("a statement of more than 2 MB");
        }
        assertThat(cut("SELECT '" + "x".repeat(900_000) + "';")).singleElement().asString().hasSize(900_000 + 12);
    }

    @Test
    void noise_neither_breaks_it_nor_holds_it_up() {
        Random random = new Random(20_260_102);
        String[] parts = {"'", "''", "\"", "$", "$$", "$a$", "--", "/*", "*/", ";", "\\", "\\.", "\n", "\r\n", "E'", "U&'", "(",
                ")",
                "COPY t FROM stdin;\n", "\n\\.\n", "BEGIN", "END", "CREATE FUNCTION", "CASE", "x", "e", "김", "😀", " ", "\t",
                "\\restrict a\n", "SELECT", "1", "+", "-", "/", "*", "stdin", "FROM", "COPY"};
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < 100_000; i++) {
                StringBuilder text = new StringBuilder();
                for (int n = random.nextInt(24); n >= 0; n--) {
                    text.append(parts[random.nextInt(parts.length)]);
                }
                byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                if (random.nextInt(10) == 0 && bytes.length > 0) {
                    bytes[random.nextInt(bytes.length)] = (byte) (1 + random.nextInt(127));
                }
                assertThat(outcome(bytes, 1 + random.nextInt(64), true)).as("%s", text).isEqualTo(outcome(bytes, 4_096, true));
            }
        });
    }

    @Test
    void what_is_not_utf_8_is_told_with_its_line() throws IOException {
        for (byte[] bad : List.of(new byte[]{(byte) 0xc0, (byte) 0x80}, new byte[]{(byte) 0xb1, (byte) 0xe8},
                new byte[]{(byte) 0xed, (byte) 0xa0, (byte) 0x80}, new byte[]{(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                new byte[]{0}, new byte[]{(byte) 0xe0, (byte) 0x9f, (byte) 0xbf}, new byte[]{(byte) 0xff},
                new byte[]{(byte) 0xe4})) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            text.writeBytes("a\n김\n".getBytes(StandardCharsets.UTF_8));
            text.writeBytes(bad);
            assertThatThrownBy(() -> new SqlContent(new ByteArrayInputStream(text.toByteArray())).readAllBytes())
                    .isInstanceOfSatisfying(SqlCutException.class, told -> assertThat(told.line()).isEqualTo(3));
        }
        Random random = new Random(3);
        StringBuilder good = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            int point = 1 + random.nextInt(Character.MAX_CODE_POINT);
            good.appendCodePoint(point >= 0xd800 && point <= 0xdfff ? 'x' : point);
        }
        byte[] bytes = good.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(new SqlContent(new ByteArrayInputStream(bytes)).readAllBytes()).isEqualTo(bytes);
    }

    private static List<String> cut(String text) {
        return cut(text, 4_096);
    }

    private static List<String> cut(String text, int step) {
        try {
            return read(text.getBytes(StandardCharsets.UTF_8), step, 1 << 20, true);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static String outcome(byte[] text, int step, boolean keeping) {
        try {
            return read(text, step, 1 << 20, keeping).toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static List<String> read(byte[] text, int step, int limit, boolean keeping) throws IOException {
        SqlCutter cutter = new SqlCutter(new ByteArrayInputStream(text), step, limit, keeping);
        List<String> pieces = new ArrayList<>();
        for (Optional<Piece> piece = cutter.next(); piece.isPresent(); piece = cutter.next()) {
            switch (piece.get()) {
                case Piece.MetaCommand(long line, var command) -> pieces.add("meta " + line + ": " + command);
                case Piece.Remark(long line, var remark) -> pieces.add("remark " + line + ": " + remark);
                case SqlStatement statement -> {
                    pieces.add(statement.line() + ": " + statement.text());
                    if (statement.copyTable().isPresent()) {
                        ByteArrayOutputStream rows = new ByteArrayOutputStream();
                        long count = cutter.<RuntimeException>rows(rows::write);
                        pieces.add(count + " rows: " + rows.toString(StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return pieces;
    }
}
