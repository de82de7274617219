package dev.lockkeeper.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.testing.RealParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.ObjectMapper;

/// Holds the table of cases to the Compose of this machine.
@Tag("engine")
class EnvFileIT {

    @TempDir
    static Path folder;

    @BeforeAll
    static void describe() throws IOException, InterruptedException {
        boolean there = false;
        try {
            there = ask("docker", "compose", "version").exit == 0;
        } catch (IOException e) {
            // no docker command at all
        }
        RealParts.needed("LOCKKEEPER_ENGINE", there, "docker compose");
        Files.writeString(folder.resolve("compose.yaml"), """
            services:
              s:
                image: none
                environment:
                  V: "${K-}"
                  THERE: "${K+yes}"
            """);
    }

    @Test
    void the_table_says_what_compose_reads() throws IOException, InterruptedException {
        List<String> wrong = new java.util.ArrayList<>();
        for (ComposeCase each : ComposeCase.all()) {
            String result = compose(each.file());
            if (!result.equals(each.result())) {
                wrong.add(each.name() + ": table " + each.result() + ", compose " + result);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String compose(String text) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("case.env"), text);
        Answer answer = ask("docker", "compose", "-f", folder.resolve("compose.yaml").toString(), "--env-file", file.toString(),
                "config", "--format", "json");
        if (answer.exit != 0) {
            return "!";
        }
        var values = new ObjectMapper().readTree(answer.out).path("services").path("s").path("environment");
        // its answer is a Compose file again, in which a dollar sign is written twice
        return values.path("THERE").asText().isEmpty() ? "-" : "=" + values.path("V").asText().replace("$$", "$");
    }

    private record Answer(int exit, String out) {}

    private static Answer ask(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> variables = builder.environment();
        variables.remove("K");
        variables.putAll(ComposeCase.PROCESS);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), out);
    }
}
