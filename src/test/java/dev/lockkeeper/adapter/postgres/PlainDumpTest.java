package dev.lockkeeper.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.backup.Archive;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.FileKind;
import dev.lockkeeper.backup.SqlFacts;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainDumpTest {

    @Test
    void the_facts_of_a_dump_are_told_before_anything_runs() {
        SqlFacts facts = check("""
            --
            -- PostgreSQL database dump
            --

            \\restrict abc

            -- Dumped from database version 15.19
            -- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

            SET client_encoding = 'UTF8';
            SET standard_conforming_strings = on;
            ALTER TABLE public.a OWNER TO "김";
            GRANT SELECT ON TABLE public.a TO reader, PUBLIC;
            COPY public.a (x) FROM stdin;
            1
            2
            \\.
            COPY public."B" (x) FROM stdin;
            \\.
            SELECT pg_catalog.setval('public.s', 3, true);
            --
            -- PostgreSQL database dump complete
            --

            \\unrestrict abc

            """);

        assertThat(facts.complete()).isTrue();
        assertThat(facts.server()).isEqualTo("15.19");
        assertThat(facts.tool()).isEqualTo("15.18 (Debian 15.18-0+deb12u1)");
        assertThat(facts.rows()).isEqualTo(Map.of("public.a", 2L, "public.\"B\"", 0L));
        assertThat(facts.copyBlocks()).isEqualTo(2);
        assertThat(facts.statements()).isEqualTo(7);
        assertThat(facts.roles()).containsExactly("reader", "김");
        assertThat(facts.dangers()).isEmpty();
    }

    @Test
    void only_the_last_line_of_a_dump_makes_it_complete() {
        String trailer = "--\n-- PostgreSQL database dump complete\n--\n\n";
        assertThat(check("SELECT 1;\n" + trailer).complete()).isTrue();
        assertThat(check("SELECT 1;\r\n" + trailer.replace("\n", "\r\n")).complete()).isTrue();
        assertThat(check("SELECT 1;\n").complete()).isFalse();
        assertThat(check(trailer + "SELECT 1;\n").complete()).isFalse();
        assertThat(check("SELECT '\n" + trailer + "';\n").complete()).isFalse();
        assertThat(check("COPY t FROM stdin;\n" + trailer + "\\.\n").complete()).isFalse();
        assertThat(check("/*\n" + trailer + "*/\n").complete()).isFalse();
        assertThat(check(" " + trailer.substring(3)).complete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "CREATE DATABASE app;|CREATE DATABASE", "drop database app;|DROP DATABASE",
            "ALTER DATABASE a SET x = 1;|ALTER DATABASE",
            "ALTER SYSTEM SET a = 1;|ALTER SYSTEM", "ROLLBACK;|transactions itself", "ABORT;|transactions itself",
            "COMMIT AND CHAIN;|transactions itself", "PREPARE TRANSACTION 'x';|transactions itself",
            "SET standard_conforming_strings = off;|standard_conforming_strings",
            "SET SESSION standard_conforming_strings TO 'off';|standard_conforming_strings",
            "SET client_encoding = 'EUC_KR';|euc_kr", "SET NAMES 'latin1';|latin1",
            "COPY t FROM stdin WITH (FORMAT binary);|binary"})
    void what_cannot_run_as_a_whole_in_one_database_is_refused_at_once(String sql, String word) {
        assertThatThrownBy(() -> check("SELECT 1;\n\n" + sql + "\n\\.\n")).isInstanceOfSatisfying(ProblemException.class,
                told -> assertThat(told.problem()).isInstanceOfSatisfying(BackupProblem.SqlRefused.class, refused -> {
                    assertThat(refused.file()).isEqualTo("backup.sql");
                    assertThat(refused.line()).isEqualTo(3);
                    assertThat(refused.state()).isEqualTo("lockkeeper");
                    assertThat(refused.message()).contains(word);
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN;", "START TRANSACTION ISOLATION LEVEL SERIALIZABLE;", "COMMIT;", "END;", "SAVEPOINT a;",
            "ROLLBACK TO a;", "ROLLBACK TO SAVEPOINT a;", "ROLLBACK WORK TO a;", "SET standard_conforming_strings = on;",
            "SET client_encoding TO utf8;", "SET x = 'EUC_KR';", "COMMENT ON TABLE a IS 'CREATE DATABASE';",
            "CREATE TABLE database (x int);"})
    void what_can_run_is_not_refused(String sql) {
        assertThat(check(sql).statements()).isEqualTo(1);
        assertThat(check(sql).dangers()).isEmpty();
    }

    @Test
    void a_command_for_psql_is_told_with_its_line() {
        assertThatThrownBy(() -> check("SELECT 1;\nSELECT 'x\n' \\! touch /tmp/x\n;")).isInstanceOfSatisfying(
                ProblemException.class,
                told -> assertThat(told.problem())
                        .isEqualTo(new BackupProblem.SqlMetaCommand(Path.of("backup.sql"), 3, "\\! touch /tmp/x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"COPY t FROM PROGRAM 'id';", "COPY t TO PROGRAM 'id';", "COPY t FROM '/etc/passwd';",
            "COPY (SELECT 1) TO '/x';", "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f();",
            "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'x', 'y';",
            "CREATE FUNCTION f() RETURNS int AS 'x' LANGUAGE 'plpythonu';",
            "CREATE FUNCTION f() RETURNS int AS 'x' LANGUAGE \"plperlu\";",
            "CREATE FUNCTION f() RETURNS int AS 'x' LANGUAGE E'\\143';",
            "CREATE FUNCTION f() RETURNS int AS 'x' LANGUAGE $$c$$;",
            "CREATE FUNCTION f() RETURNS int AS 'x' LANGUAGE U&'\\0063';",
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';",
            "ALTER FUNCTION f() SECURITY /* */ DEFINER;", "ALTER ROLE a SUPERUSER;", "CREATE USER a;", "DROP ROLE a;",
            "GRANT a TO b;", "GRANT ALL ON DATABASE a TO b;", "DO $$ BEGIN END $$;", "CALL p();", "CREATE SERVER s;",
            "CREATE SUBSCRIPTION s;", "SELECT lo_import('/etc/passwd');", "SELECT pg_catalog.pg_read_file('x');",
            "SELECT public.setval('x', 1);", "SET ROLE postgres;", "SET SESSION AUTHORIZATION 'postgres';", "RESET ROLE;",
            "COMMENT ON DATABASE a IS 'x';", "LOAD 'x';", "REASSIGN OWNED BY a TO b;", "CREATE OR REPLACE LANGUAGE x;",
            "CREATE FOREIGN DATA WRAPPER w;"})
    void what_reaches_beyond_the_tables_is_told(String sql) {
        assertThat(check("SELECT 1;\n" + sql + "\n").dangers()).singleElement()
                .satisfies(danger -> assertThat(danger.line()).isEqualTo(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'COPY t FROM PROGRAM ''x''';",
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN END $$;", "GRANT SELECT ON TABLE a TO b;",
            "INSERT INTO t VALUES ('DO', 'PROGRAM');", "COPY t FROM stdin;\n\\.", "SELECT pg_catalog.setval('x', 1, false);",
            "SELECT pg_catalog.set_config('search_path', '', false);",
            "CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;",
            "ALTER TABLE a OWNER TO b;", "ALTER DEFAULT PRIVILEGES FOR ROLE a IN SCHEMA s GRANT SELECT ON TABLES TO b;",
            "CREATE TABLE role (language text);", "COMMENT ON TABLE t IS 'SECURITY DEFINER';", "CREATE VIEW v AS SELECT f(1);"})
    void what_a_plain_dump_is_made_of_is_no_danger(String sql) {
        assertThat(check(sql + "\n").dangers()).isEmpty();
    }

    @Test
    void roles_are_those_that_must_exist() {
        assertThat(check("""
            ALTER TABLE a OWNER TO app;
            ALTER FUNCTION f(owner text) OWNER TO "App ""X\""";
            GRANT SELECT, INSERT ON TABLE a TO reader, GROUP writers WITH GRANT OPTION;
            REVOKE ALL ON SCHEMA public FROM PUBLIC, former;
            ALTER DEFAULT PRIVILEGES FOR ROLE maker IN SCHEMA s GRANT SELECT ON TABLES TO taker;
            CREATE POLICY p ON a FOR SELECT TO viewer USING (x = CURRENT_USER);
            CREATE SCHEMA s AUTHORIZATION founder;
            ALTER TABLE b OWNER TO CURRENT_USER;
            """).roles()).containsExactly("App \"X\"", "app", "former", "founder", "maker", "reader", "taker", "viewer",
                "writers");
    }

    @Test
    void a_stop_ends_the_reading() {
        StopSignal stop = new StopSignal();
        stop.request();
        assertThatThrownBy(() -> dump().check(archive("SELECT 1;"), Journal.silent(), stop))
                .isInstanceOfSatisfying(StoppedException.class,
                        stopped -> assertThat(stopped.state().key()).isEqualTo("state.not-restored"));
    }

    @Test
    void another_encoding_is_refused_with_its_line() {
        byte[] korean = {'S', 'E', 'L', 'E', 'C', 'T', ' ', '1', ';', '\n', '\'', (byte) 0xb1, (byte) 0xe8, '\'', ';'};
        Archive archive = new Archive("backup.sql", new FileKind.PlainSql(false), korean.length, Optional.empty(), false,
                () -> new ByteArrayInputStream(korean));
        assertThatThrownBy(() -> dump().check(archive, Journal.silent(), new StopSignal()))
                .isInstanceOfSatisfying(ProblemException.class, told -> assertThat(told.problem())
                        .isEqualTo(new BackupProblem.SqlRefused("backup.sql", 2, "lockkeeper", "the file is not in UTF-8")));
    }

    @Test
    void evidence_holds_nothing_that_stands_in_quotes() {
        assertThat(check("ALTER ROLE a PASSWORD 'secret';\nCREATE USER b PASSWORD $$secret$$;").dangers())
                .extracting(SqlFacts.Danger::what).isEqualTo(List.of("ALTER ROLE A PASSWORD '…'", "CREATE USER B PASSWORD '…'"));
    }

    private static SqlFacts check(String sql) {
        return dump().check(archive(sql), Journal.silent(), new StopSignal());
    }

    private static PlainDump dump() {
        return new PlainDump(e -> {
            throw new AssertionError(e);
        });
    }

    private static Archive archive(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        return new Archive("backup.sql", new FileKind.PlainSql(false), bytes.length, Optional.empty(), false,
                () -> new ByteArrayInputStream(bytes));
    }
}
