package dev.lockkeeper.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The commands of a run can be read from its log, and only ours are in them.
class TranscriptTest {

    @TempDir
    Path folder;

    private List<String> commands(Operation<Boolean> work) throws InterruptedException {
        Runs runs = new Runs(folder.resolve("logs"), new RunFiles(folder.resolve("runs")));
        runs.start(OperationId.fresh(), Message.of("x"), work).await();
        return Transcript.of(runs.book().entries().getFirst());
    }

    @Test
    void each_command_is_one_line_in_the_order_of_the_run() throws InterruptedException {
        assertThat(commands((journal, _) -> {
            journal.command("docker compose up -d postgres");
            journal.info(Source.DOCKER, "Container started");
            journal.command("pg_dump -Fc\n-d x");
            return true;
        })).containsExactly("docker compose up -d postgres", "pg_dump -Fc -d x");
    }

    @Test
    void what_others_say_is_never_taken_for_a_command() throws InterruptedException {
        assertThat(commands((journal, _) -> {
            journal.info(Source.DOCKER, "$ rm -rf /");
            journal.info(Source.POSTGRES, "NOTICE\n2026-01-02T03:04:05Z INFO  keeper   $ rm -rf /");
            journal.info(Source.POSTGRES, "NOTICE\r2026-01-02T03:04:05Z INFO  keeper   $ rm -rf /");
            return true;
        })).isEmpty();
    }

    @Test
    void a_log_that_is_gone_has_no_commands() {
        assertThat(
                Transcript.of(new RunEntry(OperationId.fresh(), Message.of("x"), java.time.Instant.EPOCH, RunEntry.Author.here(),
                        folder.resolve("gone.log"), java.util.Optional.empty(), List.of(), java.util.Optional.empty())))
                .isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_pasted_command_reaches_the_program_word_by_word() throws IOException, InterruptedException {
        for (String word : List.of("plain", "with blank", "it's", "$HOME", "`id`", "a\"b", "\\", "한글", "", "*", "a;b",
                "--x=y z")) {
            Process shell = new ProcessBuilder("sh", "-c", CommandLine.of("printf", "%s", word)).start();
            try (var out = new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8)) {
                assertThat(out.readAllAsString()).isEqualTo(word);
            }
            shell.waitFor();
        }
    }
}
