package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `target/dist/bin/lockkeeper`, started as a person would: from another folder, whose path has a space and Hangul, without a locale.
@Timeout(240)
class LauncherIT {

    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");
    private static final Path LAUNCHER = Path.of("target", "dist", "bin", WINDOWS ? "lockkeeper.cmd" : "lockkeeper")
            .toAbsolutePath();

    @TempDir
    Path temporary;

    record Said(int code, String out, String err) {}

    @Test
    void tells_its_version_and_nothing_else() throws IOException, InterruptedException {
        Said said = start(LAUNCHER, "--version");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out().strip()).matches("Lockkeeper \\d+\\.\\d+\\.\\d+");
        assertThat(said.err()).isEmpty();
    }

    @Test
    void asks_the_practice_database_and_answers_in_json() throws IOException, InterruptedException {
        Said said = start(LAUNCHER, "current", "--environment", "practice", "--json");
        assertThat(said.code()).as(said.err()).isEqualTo(1);
        JsonNode answer = new ObjectMapper().readTree(said.out());
        assertThat(answer.get("current").asText()).isEqualTo("base");
        assertThat(answer.get("head").asText()).isEqualTo("004");
    }

    @Test
    void is_found_through_a_link_and_keeps_silent_where_nothing_can_be_cached() throws IOException, InterruptedException {
        if (WINDOWS) {
            return; // links need a right of their own there
        }
        Path link = Files.createDirectories(temporary.resolve("링크 폴더")).resolve("lk");
        Files.createSymbolicLink(link, LAUNCHER);
        Files.writeString(temporary.resolve("taken"), "");
        Said said = start(Map.of("XDG_CACHE_HOME", temporary.resolve("taken").toString()), link, "--version");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).startsWith("Lockkeeper ");
        assertThat(said.err()).isEmpty();
    }

    @Test
    void says_in_one_sentence_that_the_java_it_was_given_is_another() throws IOException, InterruptedException {
        Said said = start(Map.of("LOCKKEEPER_JAVA_HOME", temporary.toString()), LAUNCHER, "--version");
        assertThat(said.code()).isEqualTo(69);
        assertThat(said.err()).contains("LOCKKEEPER_JAVA_HOME", "Java 25").hasLineCount(1);
    }

    private Said start(Path program, String... arguments) throws IOException, InterruptedException {
        return start(Map.of(), program, arguments);
    }

    private Said start(Map<String, String> variables, Path program, String... arguments)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(temporary.resolve("어느 폴더"));
        List<String> command = new ArrayList<>();
        if (WINDOWS) {
            command.addAll(List.of("cmd.exe", "/c"));
        }
        command.add(program.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().put("LOCKKEEPER_HOME", temporary.resolve("집 home").toString());
        builder.environment().put("XDG_CACHE_HOME", temporary.resolve("캐시").toString());
        builder.environment().putAll(variables);
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroy();
        }
        return new Said(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
