package dev.lockkeeper.adapter.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.LeftAside;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a folder of scripts may hold, and what is refused by name.
class MigrationFolderTest {

    @TempDir
    Path home = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"V2_x.sql", "v3__lower.sql", "V5 __space.sql", "V6__.sql", "V7__x.sql.txt", "V8__x.SQL", "V9__x.sql ",
            " V9__x.sql", "V10-x.sql", "V11__x", "V12_x", "V13__x.sql~", "V14__x .sql", "notes.sql", "R__view.sql", "u4__x.sql",
            "V15__x.sql.bak"})
    void a_name_that_flyway_would_skip_or_take_for_another_is_named(String name) throws IOException {
        write("V1__one.sql", "SELECT 1;");
        write(name, "SELECT 1;");

        assertThat(problem()).isEqualTo(new SchemaProblem.ScriptMisnamed(List.of(name)));
    }

    @Test
    void a_file_that_was_let_lie_is_in_nobodys_way_until_its_content_changes() throws IOException {
        write("V1__one.sql", "SELECT 1;");
        write("V2_x.sql", "SELECT 2;");
        write("notes.sql", "SELECT 3;");
        MigrationFolder folder = MigrationFolder.at(folder()).leaving(new LeftAside(home.resolve("kept/aside.txt")));
        folder.leaveAside(List.of("V2_x.sql"));
        assertThat(catchThrowableOfType(ProblemException.class, folder::read).problem())
                .isEqualTo(new SchemaProblem.ScriptMisnamed(List.of("notes.sql")));
        folder.leaveAside(List.of("notes.sql"));

        MigrationFolder later = MigrationFolder.at(folder()).leaving(new LeftAside(home.resolve("kept/aside.txt")));
        assertThat(later.read().scripts()).extracting(Script::file).containsExactly("V1__one.sql");
        write("V2_x.sql", "SELECT 2; -- and more");
        assertThat(catchThrowableOfType(ProblemException.class, later::read).problem())
                .isEqualTo(new SchemaProblem.ScriptMisnamed(List.of("V2_x.sql")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"V1__one.sql", "README.md", "V9_gone.sql"})
    void only_a_file_that_would_be_skipped_can_be_let_lie(String name) throws IOException {
        write("V1__one.sql", "SELECT 1;");
        write("README.md", "read me");
        MigrationFolder folder = MigrationFolder.at(folder()).leaving(new LeftAside(home.resolve("kept/aside.txt")));

        assertThat(catchThrowableOfType(ProblemException.class, () -> folder.leaveAside(List.of(name))).problem())
                .isInstanceOf(SchemaProblem.ScriptUnreadable.class);
    }

    @Test
    void the_name_that_was_meant_stands_beside() {
        assertThat(Advices.on(new SchemaProblem.ScriptMisnamed(
                List.of("V2_x.sql", "v3__lower.sql", "V7__x.sql.txt", "V8__x.SQL", "V5 __space.sql", "notes.sql"))).evidence())
                .containsExactly("V2_x.sql  → V2__x.sql", "v3__lower.sql  → V3__lower.sql", "V7__x.sql.txt  → V7__x.sql",
                        "V8__x.SQL  → V8__x.sql", "V5 __space.sql  → V5__space.sql", "notes.sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "v2-plan.txt", "notes.txt", ".gitkeep", "V1__one.sql.conf", "Versions.md"})
    void other_files_may_lie_beside(String name) throws IOException {
        write("V1__one.sql", "SELECT 1;");
        write(name, "executeInTransaction=true");

        assertThat(read()).hasSize(1);
    }

    @Test
    void two_files_of_one_number_are_both_named_also_ways_back() throws IOException {
        for (Map.Entry<String, String> pair : Map.of("V1__one.sql", "V001__again.sql", "V2__two.sql", "V2.0__again.sql",
                "U3__back.sql", "U003__again.sql").entrySet()) {
            write("V9__nine.sql", "SELECT 1;");
            write(pair.getKey(), "SELECT 1;");
            write(pair.getValue(), "SELECT 1;");

            assertThat(problem()).isInstanceOfSatisfying(SchemaProblem.ScriptDuplicate.class, duplicate -> assertThat(
                    duplicate.files()).containsExactlyInAnyOrder(pair.getKey(), pair.getValue()));
            Files.delete(folder().resolve(pair.getKey()));
            Files.delete(folder().resolve(pair.getValue()));
        }
    }

    @Test
    void a_mark_and_windows_line_ends_change_nothing() throws IOException {
        write("V1__one.sql", "-- one\nSELECT 1;\n");
        int checksum = read().getFirst().checksum();

        write("V1__one.sql", "\uFEFF-- one\r\nSELECT 1;\r\n");

        assertThat(read().getFirst().checksum()).isEqualTo(checksum);
    }

    @Test
    void other_encodings_are_named_with_line_and_byte() throws IOException {
        refuses("SELECT '값';\n".getBytes(StandardCharsets.UTF_16), "UTF-16, line 1, byte 1");
        refuses("SELECT 1;\n".getBytes(StandardCharsets.UTF_16LE), "UTF-16, line 1, byte 2");
        refuses("SELECT 1;\n-- caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1), "not UTF-8 (0xE9), line 2, byte 17");
        refuses("SELECT 1;\n\nSELECT '\0';".getBytes(StandardCharsets.UTF_8), "NUL, line 3, byte 20");
        refuses("-- one\rSELECT 1;\r".getBytes(StandardCharsets.UTF_8), "CR, line 1, byte 7");
        refuses(new byte[]{'-', '-', (byte) 0xEA, (byte) 0xB0}, "not UTF-8 (0xEA), line 1, byte 3");
    }

    @Test
    void a_link_within_the_folder_is_followed_and_one_that_leads_out_is_refused() throws IOException {
        write("V1__one.sql", "SELECT 1;");
        write("shared.txt", "SELECT 2;");
        Files.createSymbolicLink(folder().resolve("V2__two.sql"), Path.of("shared.txt"));
        assertThat(read()).hasSize(2);

        Path secret = Files.writeString(home.resolve("secret"), "SELECT 3;");
        Files.createSymbolicLink(folder().resolve("V3__three.sql"), Path.of("../secret"));
        assertThat(problem())
                .isEqualTo(new SchemaProblem.ScriptOutside("V3__three.sql", secret.toRealPath().toString()));
    }

    @Test
    void ways_back_are_not_taken_from_elsewhere() throws IOException {
        write("V1__one.sql", "SELECT 1;");
        Files.createSymbolicLink(folder().resolve("undo"), Files.createDirectory(home.resolve("other")));

        assertThat(problem()).isInstanceOf(SchemaProblem.ScriptOutside.class);
    }

    @Test
    void a_link_to_nowhere_and_a_folder_with_a_scripts_name_are_named() throws IOException {
        write("V1__one.sql", "SELECT 1;");
        Path link = Files.createSymbolicLink(folder().resolve("V2__two.sql"), Path.of("gone"));
        assertThat(problem()).isInstanceOfSatisfying(SchemaProblem.ScriptUnreadable.class,
                unreadable -> assertThat(unreadable.file()).isEqualTo("V2__two.sql"));

        Files.delete(link);
        Files.createDirectory(link);
        assertThat(problem()).isInstanceOf(SchemaProblem.ScriptUnreadable.class);
    }

    @Test
    void a_way_back_that_is_missing_or_says_nothing_is_none() throws IOException {
        write("V1__one.sql", "SELECT 1;");
        write("V2__two.sql", "SELECT 1;");
        write("U2__two.sql", "-- to be written\n");
        write("V3__three.sql", "SELECT 1;");
        write("U3__three.sql", "SELECT 1;");

        assertThat(read()).extracting(Script::wayBackFile).containsExactly(Optional.empty(), Optional.of("U2__two.sql"),
                Optional.of("U3__three.sql"));
        assertThat(read()).extracting(script -> script.wayBackSql().isPresent()).containsExactly(false, false, true);
    }

    @Test
    void characters_that_disguise_a_script_are_found_with_their_line() {
        assertThat(Disguises.in("V1__x.sql", "SELECT 1;\n-- \u202E;)lla( etorw\nSELECT us\u0435rs, '\u200B';\n"))
                .containsExactly("V1__x.sql:2: U+202E", "V1__x.sql:3: U+200B", "V1__x.sql:3: us\u0435rs U+0435");
        assertThat(Disguises.in("V1__x.sql",
                "-- 사용자 잠금 필드, caf\u00e9, 10 \u00b5s, \u0442\u0435\u043a\u0441\u0442, \u03bb\u03cc\u03b3\u03bf\u03c2\n"))
                .isEmpty();
    }

    private void refuses(byte[] bytes, String reason) throws IOException {
        Files.write(Files.createDirectories(folder()).resolve("V1__one.sql"), bytes);
        assertThat(problem()).isEqualTo(new SchemaProblem.ScriptUnreadable("V1__one.sql", reason));
    }

    private List<Script> read() {
        return MigrationFolder.at(folder()).read().scripts();
    }

    private SchemaProblem problem() {
        return (SchemaProblem) Objects.requireNonNull(catchThrowableOfType(ProblemException.class, this::read)).problem();
    }

    private Path folder() {
        return home.resolve("migrations");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(folder()).resolve(name), text);
    }
}
