package dev.lockkeeper.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvLintTest {

    private static final String CLEAN = """
        # the database
        POSTGRES_USER=llm_app
        POSTGRES_PASSWORD='s3cret$word'
        POSTGRES_DB=llm_webapp  # its name
        POSTGRES_PORT=5432
        """;

    @TempDir
    Path folder;

    private Path example;

    @BeforeEach
    void example() throws IOException {
        example = Files.writeString(folder.resolve(".env.example"),
                "POSTGRES_USER=llm_app\nPOSTGRES_PASSWORD=change-me\nPOSTGRES_DB=llm_webapp\nPOSTGRES_PORT=5432\n");
    }

    private Path file(String text, Charset charset) throws IOException {
        return Files.write(folder.resolve(".env"), text.getBytes(charset));
    }

    private Path file(String text) throws IOException {
        return file(text, StandardCharsets.UTF_8);
    }

    private List<String> codes(Path file) {
        return EnvLint.of(file, Optional.of(example)).stream().map(Problem::code).toList();
    }

    private Path mended(Path file) {
        return EnvMend.mend(file, Optional.of(example)).orElseThrow();
    }

    @Test
    void a_clean_file_has_no_flaw_and_is_left_alone() throws IOException {
        Path file = file(CLEAN);
        assertThat(codes(file)).isEmpty();
        assertThat(EnvMend.mend(file, Optional.of(example))).isEmpty();
        assertThat(Files.readString(file)).isEqualTo(CLEAN);
        assertThat(folder.resolve(".env.bak")).doesNotExist();
    }

    @Test
    void a_byte_order_mark_goes_and_every_other_byte_stays() throws IOException {
        Path file = file("\uFEFF" + CLEAN);
        assertThat(codes(file)).containsExactly("ENV_BYTE_ORDER_MARK");
        Path kept = mended(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(CLEAN.getBytes(StandardCharsets.UTF_8));
        assertThat(Files.readAllBytes(kept)).isEqualTo(("\uFEFF" + CLEAN).getBytes(StandardCharsets.UTF_8));
        assertThat(codes(file)).isEmpty();
    }

    @Test
    void utf_16_becomes_utf_8_whichever_end_comes_first() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Path file = file("\uFEFF" + CLEAN, charset);
            assertThat(codes(file)).containsExactly("ENV_UTF16");
            mended(file);
            assertThat(Files.readString(file)).isEqualTo(CLEAN);
        }
    }

    @Test
    void a_part_of_a_secret_is_lost_only_where_its_variable_is_set_nowhere() throws IOException {
        Path file = file("""
            KNOWN=x
            DB_PASSWORD=a$b
            A_SECRET=${KNOWN}
            B_SECRET='a$b'
            C_SECRET=$SHELL_HAS
            D_SECRET=a$$b
            E_SECRET=${b:-y}
            NAME=a$b
            """);
        assertThat(EnvLint.lost(file, name -> name.equals("SHELL_HAS") ? Optional.of("y") : Optional.empty()))
                .containsExactly(new EnvFlaw.PasswordExpanded(file, "DB_PASSWORD", 2));
    }

    @Test
    void windows_line_ends_are_counted_and_only_they_change() throws IOException {
        Path file = file("A=1\r\n# two\r\nPOSTGRES_PASSWORD='x\ty'\n");
        assertThat(EnvLint.of(file, Optional.empty())).containsExactly(new EnvFlaw.EnvWindowsLines(file, 2));
        EnvMend.mend(file, Optional.empty());
        assertThat(Files.readString(file)).isEqualTo("A=1\n# two\nPOSTGRES_PASSWORD='x\ty'\n");
    }

    @Test
    void missing_keys_are_taken_from_the_example_but_never_a_secret() throws IOException {
        Path file = file("POSTGRES_USER=llm_app\nPOSTGRES_DB=llm_webapp");
        assertThat(EnvLint.of(file, Optional.of(example)))
                .containsExactly(new EnvFlaw.EnvKeysMissing(file, List.of("POSTGRES_PASSWORD", "POSTGRES_PORT"), example));
        mended(file);
        assertThat(Files.readString(file)).isEqualTo("POSTGRES_USER=llm_app\nPOSTGRES_DB=llm_webapp\nPOSTGRES_PORT=5432\n");
        assertThat(EnvLint.of(file, Optional.of(example)))
                .containsExactly(new EnvFlaw.EnvKeysMissing(file, List.of("POSTGRES_PASSWORD"), example));
    }

    @Test
    void of_a_repeated_key_the_line_that_counts_stays() throws IOException {
        Path file = file("PORT=1\n# why\nexport PORT=\"2\n3\"\nNAME=x\nPORT=4 # last\n");
        assertThat(EnvLint.of(file, Optional.empty())).containsExactly(new EnvFlaw.EnvKeyRepeated(file, "PORT", "1, 3, 6"));
        EnvMend.mend(file, Optional.empty());
        assertThat(Files.readString(file)).isEqualTo("# why\nNAME=x\nPORT=4 # last\n");
    }

    @Test
    void a_password_that_compose_would_change_is_told_with_its_line_and_not_mended() throws IOException {
        Path file = file(
                "POSTGRES_USER=a$b\nPOSTGRES_PASSWORD=pa$word\nAPI_TOKEN=\"x${Y}\"\nOTHER_SECRET='a$b'\nP_PASSWORD=a$$b\n");
        assertThat(EnvLint.of(file, Optional.empty())).containsExactly(
                new EnvFlaw.PasswordExpanded(file, "POSTGRES_PASSWORD", 2), new EnvFlaw.PasswordExpanded(file, "API_TOKEN", 3));
        assertThat(EnvMend.mend(file, Optional.empty())).isEmpty();
    }

    @Test
    void a_password_that_compose_would_change_arrives_as_written_once_it_is_quoted() throws IOException {
        Path file = file(
                "\uFEFFPOSTGRES_USER=a$b\r\nPOSTGRES_PASSWORD=pa$word # ours\r\nAPI_TOKEN=\"x\\\"${Y}'\"\r\nP_SECRET=$$a$b\r\n");

        assertThat(EnvMend.quote(file)).contains(folder.resolve(".env.bak"));

        assertThat(Files.readString(file))
                .isEqualTo(String.join("\r\n", "\uFEFFPOSTGRES_USER=a$b", "POSTGRES_PASSWORD='pa$word' # ours",
                        "API_TOKEN='x\"${Y}\\''", "P_SECRET='$a$b'", ""));
        assertThat(EnvFile.read(file, _ -> Optional.empty()).value("API_TOKEN")).contains("x\"${Y}'");
        assertThat(EnvMend.quote(file)).as("nothing left to quote").isEmpty();
    }

    @Test
    void an_earlier_copy_is_never_overwritten() throws IOException {
        Path file = file("\uFEFFA=1\n");
        assertThat(EnvMend.mend(file, Optional.empty())).contains(folder.resolve(".env.bak"));
        file("\uFEFFA=2\n");
        assertThat(EnvMend.mend(file, Optional.empty())).contains(folder.resolve(".env.2.bak"));
        assertThat(Files.readString(folder.resolve(".env.bak"))).isEqualTo("\uFEFFA=1\n");
    }

    @Test
    void a_key_gets_another_value_and_all_else_stays() throws IOException {
        Path file = file("\uFEFFA=1\r\nPOSTGRES_PORT=5432 # ours\r\nB='x'\r\n");
        EnvMend.set(file, "POSTGRES_PORT", "5433");
        assertThat(Files.readString(file)).isEqualTo("\uFEFFA=1\r\nPOSTGRES_PORT=5433 # ours\r\nB='x'\r\n");
        EnvMend.set(file, "B", "it's $x");
        assertThat(EnvFile.read(file, _ -> Optional.empty()).value("B")).contains("it's $x");
        EnvMend.set(file, "NEW", "1");
        assertThat(EnvFile.read(file, _ -> Optional.empty()).value("NEW")).contains("1");
    }

    @Test
    void a_file_that_is_none_is_a_named_problem() {
        assertThatThrownBy(() -> EnvLint.of(folder, Optional.empty())).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> EnvMend.set(folder.resolve("gone"), "A", "1")).isInstanceOf(ProblemException.class);
    }
}
