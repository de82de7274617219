package dev.lockkeeper.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.lockkeeper.operation.ProblemException;

class EnvFileTest {

    @TempDir
    Path folder;

    static java.util.List<ComposeCase> cases() {
        return ComposeCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_file_is_read_as_compose_reads_it(ComposeCase each) {
        assertThat(read(each.file())).isEqualTo(each.result());
    }

    private static Optional<String> process(String name) {
        return Optional.ofNullable(ComposeCase.PROCESS.get(name));
    }

    private static String read(String text) {
        try {
            String value = EnvGrammar.read(text.startsWith("\ufeff") ? text.substring(1) : text, EnvFileTest::process).get("K");
            return value == null ? "-" : "=" + value;
        } catch (EnvSyntaxException e) {
            return "!";
        }
    }

    @Test
    void a_mistake_is_told_with_its_line_and_never_with_the_value() throws IOException {
        Path file = write("A=1\r\nB=2\r\n\r\nC D=canary\r\n");
        assertThatThrownBy(() -> EnvFile.read(file, EnvFileTest::process)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem()).isInstanceOfSatisfying(EnvironmentProblem.EnvironmentMalformed.class,
                    it -> assertThat(it.line()).isEqualTo(4));
            assertThat(e.toString()).doesNotContain("canary");
        });
    }

    @Test
    void an_open_quote_is_told_with_the_line_where_it_opens() throws IOException {
        Path file = write("A=1\nK=\"canary\nB=2\n");
        assertThatThrownBy(() -> EnvFile.read(file, EnvFileTest::process)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem()).isInstanceOfSatisfying(EnvironmentProblem.EnvironmentMalformed.class,
                    it -> assertThat(it.line()).isEqualTo(2));
            assertThat(e.toString()).doesNotContain("canary");
        });
    }

    @Test
    void a_byte_order_mark_is_dropped() throws IOException {
        assertThat(EnvFile.read(write("\ufeffK=abc"), EnvFileTest::process).value("K")).contains("abc");
    }

    @Test
    void other_encodings_are_named() throws IOException {
        assertUnreadable(encoded("K=비밀", StandardCharsets.UTF_16LE, 0xFF, 0xFE), "utf-16");
        assertUnreadable(encoded("K=비밀", StandardCharsets.UTF_16BE, 0xFE, 0xFF), "utf-16");
        assertUnreadable(encoded("K=비밀", Charset.forName("MS949")), "not-utf-8");
        assertUnreadable(encoded("K=a\0b", StandardCharsets.UTF_8), "zero-byte");
    }

    @Test
    void what_is_no_file_is_refused_at_once() throws IOException {
        assertUnreadable(folder, "folder");
        assertUnreadable(folder.resolve("nothing"), "gone");
        Path big = folder.resolve("big");
        Files.write(big, new byte[(1 << 20) + 1]);
        assertUnreadable(big, "too-long");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_pipe_nobody_writes_to_is_refused_without_waiting() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        long began = System.nanoTime();
        assertUnreadable(pipe, "no-file");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(200));
    }

    @Test
    void no_text_whatsoever_makes_it_stumble() {
        Random random = new Random(20_251_101);
        String letters = "AK=:'\"\\$${}#- \t\r\n?+export0101\u00a0가";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThat(read(text.toString())).isNotNull();
        }
        assertThat(read("K=" + "${A:-".repeat(5_000) + "}".repeat(5_000))).isEqualTo("!");
    }

    private void assertUnreadable(Path file, String reason) {
        assertThatThrownBy(() -> EnvFile.read(file, EnvFileTest::process)).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isInstanceOfSatisfying(EnvironmentProblem.EnvironmentUnreadable.class,
                        it -> assertThat(it.reason().key()).isEqualTo("environment.unreadable." + reason)));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve(".env"), text);
    }

    private Path encoded(String text, Charset charset, int... mark) throws IOException {
        byte[] bytes = text.getBytes(charset);
        byte[] all = new byte[mark.length + bytes.length];
        for (int i = 0; i < mark.length; i++) {
            all[i] = (byte) mark[i];
        }
        System.arraycopy(bytes, 0, all, mark.length, bytes.length);
        return Files.write(folder.resolve("encoded"), all);
    }
}
