package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.cli.Cli;
import dev.lockkeeper.cli.ExitCode;
import dev.lockkeeper.cli.Interruption;
import dev.lockkeeper.cli.Opening;
import dev.lockkeeper.cli.Terminal;
import dev.lockkeeper.testing.RealEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What helps those who help, on a real engine and a real server: the checklist, the bundle, the transcript.
@Tag("engine")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SupportIT {

    private static final String TOKEN = "sk-live/9f8e+7d6c";

    // one for all the steps: each builds on what the one before left
    @TempDir
    static Path home = Path.of("");

    private final RealEngine engine = RealEngine.orSkip();
    private final RealEngine.Project project = engine.project();

    private record Said(ExitCode code, String out, String err) {

        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out.lines().reduce((_, last) -> last).orElse("null"));
        }
    }

    private Said type(String... verb) {
        Opening opening = (choice, _, says) -> Wiring.desk(choice, new Folders(home), says);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false, _ -> Optional.empty());
        List<String> arguments = new ArrayList<>(List.of(verb));
        arguments.addAll(List.of("--project", project.folder().toString(), "--alembic", "none", "--lang", "en"));
        ExitCode code = new Cli("0", opening, Advices::on, terminal, new Interruption()).run(arguments.toArray(String[]::new));
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @AfterAll
    void remove() {
        project.close();
        engine.close();
    }

    @Test
    @Order(1)
    void the_commands_that_brought_it_up_do_the_same_when_pasted() throws Exception {
        assertThat(type("up", "--yes").code()).isEqualTo(ExitCode.DONE);
        List<String> pasted = type("runs", "--commands", "latest").out().lines().toList();
        assertThat(pasted).anyMatch(line -> line.startsWith("docker compose ") || line.startsWith("docker-compose "));
        project.docker("rm", "-f", project.container());

        paste(pasted, home);

        assertThat(project.docker("inspect", "-f", "{{.State.Running}}", project.container())).isEqualTo("true");
        assertThat(type("up", "--yes").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    @Order(2)
    void doctor_ticks_off_the_whole_list() throws IOException {
        Said behind = type("doctor", "--json");
        assertThat(behind.code()).as(behind.out()).isEqualTo(ExitCode.ATTENTION);
        assertThat(type("upgrade", "--yes").code()).isEqualTo(ExitCode.DONE);

        Said all = type("doctor", "--json");

        assertThat(all.code()).as(all.out()).isEqualTo(ExitCode.DONE);
        assertThat(all.json().path("checks").findValuesAsText("state")).containsOnly("ok").hasSize(8);
    }

    @Test
    @Order(3)
    void the_commands_of_a_backup_make_a_dump_when_pasted() throws Exception {
        assertThat(type("backup").code()).isEqualTo(ExitCode.DONE);

        paste(type("runs", "--commands", "latest").out().lines().toList(), home);

        assertThat(project.folder().resolve("backup.dump")).isNotEmptyFile();
        assertThat(Files.readAllBytes(project.folder().resolve("backup.dump")))
                .startsWith("PGDMP".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Order(4)
    void the_bundle_holds_everything_but_the_secrets() throws Exception {
        Files.writeString(project.folder().resolve(".env"), "API_TOKEN=" + TOKEN + "\n", StandardOpenOption.APPEND);
        Files.writeString(project.folder().resolve(".env.staging"), "POSTGRES_PASSWORD=only-on-staging\n");
        // the server writes statements that fail into its log, whatever they hold
        refused("ALTER ROLE nobody PASSWORD '" + RealEngine.PASSWORD + "'");
        refused("SELECT '" + TOKEN + "', '"
                + Base64.getEncoder().encodeToString(RealEngine.PASSWORD.getBytes(StandardCharsets.UTF_8))
                + "' FROM nowhere");
        Path file = home.resolve("bundle.zip");

        Said said = type("bundle", file.toString());

        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        Map<String, String> entries = read(file);
        assertThat(entries.get("versions.txt")).contains("java: ", "engine: ", "API ", "compose: ", "server: 15");
        assertThat(entries.get("compose.yml")).contains("postgres:15", "${POSTGRES_PASSWORD:?");
        assertThat(entries.get("environment-keys.txt")).contains(".env: API_TOKEN", ".env.staging: POSTGRES_PASSWORD");
        String log = Objects.requireNonNull(entries.get("container.log"));
        assertThat(log).contains("nobody", "nowhere");
        assertThat(log.lines().count()).isLessThanOrEqualTo(500);
        assertThat(entries.get("fingerprint.txt")).contains("004");
        assertThat(entries.get("runs.txt")).contains("upgrade base → 004");
        assertThat(entries.get("runs/1.log")).contains("keeper");
        assertThat(new ObjectMapper().readTree(entries.get("chain.json")).path("exit").asInt()).isZero();
        String all = String.join("\n", entries.values());
        for (String secret : List.of(RealEngine.PASSWORD, TOKEN, "only-on-staging")) {
            assertThat(all).doesNotContain(secret).doesNotContain(
                    Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void refused(String statement) {
        try {
            project.sql(statement);
        } catch (IllegalStateException e) {
            return;
        }
        throw new AssertionError(statement);
    }

    /// As a person would: all of it into a shell that stands somewhere. Ours are not on the path of a shell.
    private void paste(List<String> lines, Path folder) throws IOException, InterruptedException {
        String script = String.join("\n", lines.stream().filter(line -> !line.startsWith("lockkeeper ")).toList());
        Process shell = new ProcessBuilder("sh", "-ec", script).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(script + "\n" + said).isZero();
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream bytes = zip.getInputStream(entry)) {
                    texts.put(entry.getName(), new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }
}
