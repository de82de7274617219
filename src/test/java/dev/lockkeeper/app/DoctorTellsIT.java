package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.testing.Launcher;
import dev.lockkeeper.testing.Launcher.Ended;
import dev.lockkeeper.testing.RealEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What the terminal tells a person whose chain is broken or about to break, on a real engine, by the packaged console.
@DisabledOnOs(OS.WINDOWS)
class DoctorTellsIT extends OnTheEngine {

    private static final String CHECK = "test: [\"CMD-SHELL\", \"pg_isready -h 127.0.0.1 -U \\\"$$POSTGRES_USER\\\" -d \\\"$$POSTGRES_DB\\\"\"]";

    private Ended type(Path project, String... verb) throws Exception {
        return new Launcher(home, "--lang", "en", "--project", project.toString()).run(verb);
    }

    private static JsonNode row(Ended doctor, String name) {
        return StreamSupport.stream(doctor.json().path("checks").spliterator(), false)
                .filter(row -> row.path("check").asText().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError(doctor.out() + doctor.err()));
    }

    private static List<String> evidence(JsonNode row) {
        return StreamSupport.stream(row.path("evidence").spliterator(), false).map(JsonNode::asText).toList();
    }

    private static void edit(RealEngine.Project project, UnaryOperator<String> change) throws IOException {
        Path file = project.folder().resolve("docker-compose.yml");
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    @Test
    void a_compose_file_that_compose_refuses_is_red_with_the_place_and_composes_words_and_green_when_mended() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            project.up();
            assertThat(row(type(project.folder(), "doctor", "--json"), "compose-file").path("state").asText()).isEqualTo("ok");
            String good = Files.readString(project.folder().resolve("docker-compose.yml"));

            edit(project, text -> text + "servicez:\n  x: 1\n");
            Ended refused = type(project.folder(), "doctor", "--json");
            assertThat(refused.code()).isEqualTo(2);
            JsonNode row = row(refused, "compose-file");
            assertThat(row.path("problem").asText()).isEqualTo("COMPOSE_FILE_REFUSED");
            assertThat(evidence(row)).first().isEqualTo("docker-compose.yml:" + (good.lines().count() + 1));
            assertThat(evidence(row)).last().asString().contains("servicez");

            edit(project, _ -> good.replace("    image:", "\timage:"));
            Ended malformed = type(project.folder(), "doctor");
            assertThat(malformed.code()).isEqualTo(2);
            assertThat(malformed.out()).contains("COMPOSE_FILE_MALFORMED", "docker-compose.yml:", "yaml: line")
                    .containsPattern("→ Open the Compose file\n").doesNotContain("Bring up postgres");

            edit(project, _ -> good);
            assertThat(row(type(project.folder(), "doctor", "--json"), "compose-file").path("state").asText()).isEqualTo("ok");
        }
    }

    @Test
    void a_health_check_over_the_socket_only_is_a_warning_with_its_patch() throws Exception {
        try (RealEngine.Project project = engine
                .project(yaml -> yaml.replace(CHECK, "test: [\"CMD-SHELL\", \"pg_isready -U $$POSTGRES_USER\"]"))) {
            // such a check calls the first start's temporary server healthy; the console's own start waits until it is let in
            assertThat(type(project.folder(), "up").code()).isZero();
            assertThat(type(project.folder(), "upgrade", "--yes").code()).isZero();

            Ended doctor = type(project.folder(), "doctor", "--json");

            assertThat(doctor.code()).as(doctor.out()).isEqualTo(1);
            JsonNode row = row(doctor, "health");
            assertThat(row.path("state").asText()).isEqualTo("attention");
            assertThat(row.path("problem").asText()).isEqualTo("HC_SOCKET_ONLY");
            assertThat(evidence(row)).contains("+++ b/docker-compose.yml").anyMatch(line -> line.contains("-h 127.0.0.1"));
            assertThat(type(project.folder(), "doctor").out()).contains("HC_SOCKET_ONLY", "+++ b/docker-compose.yml");
        }
    }

    @Test
    void a_container_that_was_killed_and_started_again_is_a_warning_with_its_code() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            project.up();
            assertThat(type(project.folder(), "upgrade", "--yes").code()).isZero();
            assertThat(type(project.folder(), "doctor").code()).isZero();

            long pid = Long.parseLong(project.docker("inspect", "--format", "{{.State.Pid}}", project.container()));
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            Await.until("it is well again", Duration.ofSeconds(60), () -> project
                    .docker("inspect", "--format", "{{.RestartCount}} {{.State.Health.Status}}", project.container())
                    .equals("1 healthy"));
            Ended doctor = type(project.folder(), "doctor", "--json");

            assertThat(doctor.code()).as(doctor.out()).isEqualTo(1);
            JsonNode row = row(doctor, "container");
            assertThat(row.path("problem").asText()).isEqualTo("RESTARTED_LATELY");
            assertThat(row.path("explanation").asText()).contains("137", "SIGKILL");
        }
    }

    @Test
    void a_container_that_keeps_ending_is_told_also_while_it_runs() throws Exception {
        try (RealEngine.Project project = engine.project(yaml -> yaml.replace("image: postgres:15",
                "image: postgres:15\n    entrypoint: [\"sh\", \"-c\", \"sleep 8; echo FATAL: nothing here; exit 3\"]"))) {
            project.docker("compose", "up", "-d", "postgres");
            Await.until("it runs for the third time", Duration.ofSeconds(60), () -> project
                    .docker("inspect", "--format", "{{.RestartCount}} {{.State.Status}}", project.container())
                    .equals("2 running"));

            Ended doctor = type(project.folder(), "doctor", "--json");

            assertThat(doctor.code()).isEqualTo(2);
            JsonNode row = row(doctor, "container");
            assertThat(row.path("problem").asText()).isEqualTo("CONTAINER_RESTARTING");
            assertThat(row.path("headline").asText()).contains("code 3");
            assertThat(evidence(row)).anyMatch(line -> line.contains("FATAL: nothing here"));
        }
    }

    @Test
    void a_port_that_is_free_is_not_moved_from() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            String before = Files.readString(project.folder().resolve(".env"));

            Ended free = type(project.folder(), "env", "--free-port");

            assertThat(free.code()).isEqualTo(3);
            assertThat(free.err()).contains("PORT_FREE", project.environment().address().port() + " is free");
            project.up();
            assertThat(type(project.folder(), "env", "--free-port").err()).contains("NOTHING_TO_MEND");
            assertThat(Files.readString(project.folder().resolve(".env"))).isEqualTo(before);
        }
    }

    @Test
    void a_host_variable_that_leads_nowhere_is_told_with_the_engine_that_answers() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            ProcessBuilder builder = new Launcher(home, "--lang", "en", "--project", project.folder().toString())
                    .builder("doctor").redirectErrorStream(true);
            builder.environment().put("DOCKER_HOST", "unix:///nowhere/docker.sock");
            Process doctor = builder.start();
            String said = new String(doctor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(doctor.waitFor()).isEqualTo(2);
            assertThat(said).contains("ENGINE_ELSEWHERE", "DOCKER_HOST says unix:///nowhere/docker.sock",
                    "answers at unix:///", "unset DOCKER_HOST");
            ProcessBuilder status = new Launcher(home, "--lang", "en", "--project", project.folder().toString())
                    .builder("engine", "status").redirectErrorStream(true);
            status.environment().put("DOCKER_HOST", "unix:///nowhere/docker.sock");
            assertThat(new String(status.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("The Docker engine does not answer · DOCKER_HOST · unix:///nowhere", "ENGINE_ELSEWHERE");
        }
    }

    @Test
    void of_two_databases_the_one_that_is_taken_is_told_with_the_reason() throws Exception {
        try (RealEngine.Project project = engine.project(yaml -> yaml.replace("\nvolumes:\n",
                "  archive:\n    image: postgres:15\n    ports:\n      - \"127.0.0.1:1:5432\"\n\nvolumes:\n"))) {
            assertThat(row(type(project.folder(), "doctor", "--json"), "compose-file").path("fact").asText())
                    .isEqualTo("docker-compose.yml · service postgres, told by POSTGRES_PORT="
                            + project.environment().address().port() + " (not taken: archive)");
        }
    }

    @Test
    void a_folder_in_the_place_of_the_environments_file_is_told_as_that() throws Exception {
        Path project = Files.createDirectories(home.resolve("project"));
        Files.createDirectory(project.resolve(".env"));

        Ended doctor = type(project, "doctor", "--json");

        assertThat(doctor.code()).isEqualTo(2);
        JsonNode row = row(doctor, "environment-file");
        assertThat(row.path("problem").asText()).isEqualTo("ENVIRONMENT_UNREADABLE");
        assertThat(row.path("explanation").asText()).contains("It is a folder");
        Files.delete(project.resolve(".env"));
        Files.createSymbolicLink(project.resolve(".env"), project.resolve("gone"));
        assertThat(row(type(project, "doctor", "--json"), "environment-file").path("explanation").asText())
                .contains("a link to a file that is not there");
    }

    @Test
    void an_environment_file_that_the_console_can_mend_is_told_with_the_command_that_does() throws Exception {
        Path project = Files.createDirectories(home.resolve("project"));
        Path file = project.resolve(".env");
        String good = "POSTGRES_USER=llm_app\nPOSTGRES_DB=llm_webapp\nPOSTGRES_PASSWORD=x\n";
        Files.writeString(project.resolve(".env.example"), good);
        Files.write(file, ("\uFEFF" + good).getBytes(StandardCharsets.UTF_16LE));
        assertThat(type(project, "doctor").out()).containsPattern("→ Mend the environment file: +lockkeeper env --mend");
        type(project, "env", "--mend");
        assertThat(Files.readString(file)).isEqualTo(good);

        Files.writeString(file, "");
        assertThat(type(project, "doctor").out()).contains("ENVIRONMENT_INCOMPLETE", "lockkeeper env --mend");
        type(project, "env", "--mend");
        assertThat(type(project, "doctor").out()).doesNotContain("ENVIRONMENT_UNREADABLE", "env --mend");

        Files.delete(file);
        Files.createDirectory(file);
        assertThat(type(project, "doctor").out()).contains("Rename or remove it", "mv '" + file + "'");
    }

    @Test
    void a_folder_in_the_place_of_the_compose_file_is_told_as_that() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            Path file = project.folder().resolve("docker-compose.yml");
            String good = Files.readString(file);
            Files.delete(file);
            Files.createDirectory(file);
            assertThat(type(project.folder(), "doctor").out()).contains("COMPOSE_FILE_IS_FOLDER", "mv '" + file + "'");
            Files.delete(file);
            Files.writeString(file, good);
        }
    }

    @Test
    void a_password_of_which_a_part_is_lost_is_amber_and_told_before_the_volume_is_made() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            Path file = project.folder().resolve(".env");
            Files.writeString(file, Files.readString(file).replace("POSTGRES_PASSWORD=" + RealEngine.PASSWORD,
                    "POSTGRES_PASSWORD=ab$nowhere_set"));

            Ended up = type(project.folder(), "up");

            assertThat(up.code()).as(up.err()).isZero();
            assertThat(up.err()).containsSubsequence("PASSWORD_EXPANDED", "lockkeeper env --quote-password", "$ docker compose")
                    .doesNotContain("nowhere_set");
            JsonNode row = row(type(project.folder(), "doctor", "--json"), "environment-file");
            assertThat(row.path("state").asText()).isEqualTo("attention");
            assertThat(type(project.folder(), "env", "--quote-password").err()).contains("env --set-password");
            assertThat(type(project.folder(), "env", "--set-password").code()).isZero();
            assertThat(row(type(project.folder(), "doctor", "--json"), "login").path("state").asText()).isEqualTo("ok");
        }
    }

    @Test
    void up_tells_of_a_first_start_that_broke_off_and_was_taken_for_done() throws Exception {
        try (RealEngine.Project project = engine.project(yaml -> yaml.replace("/var/lib/postgresql/data\n",
                "/var/lib/postgresql/data\n      - ./init:/docker-entrypoint-initdb.d:ro\n"))) {
            Files.writeString(Files.createDirectories(project.folder().resolve("init")).resolve("01.sql"),
                    "CREATE TABEL second (id int);\n");
            project.docker("compose", "up", "-d", "postgres");
            Await.until("it was started again", Duration.ofSeconds(60), () -> project
                    .docker("inspect", "--format", "{{.State.Health.Status}}", project.container()).equals("healthy"));

            Ended up = type(project.folder(), "up");

            assertThat(up.code()).as(up.out() + up.err()).isEqualTo(1);
            assertThat(up.out()).contains("is up and lets us in", "FIRST_START_UNFINISHED", "container reset-volume");
        }
    }

    /// The second container's log knows nothing of what went wrong in the first.
    @Test
    void a_first_start_that_broke_off_is_told_although_its_container_was_replaced() throws Exception {
        try (RealEngine.Project project = engine.project(yaml -> yaml.replace("restart: unless-stopped", "restart: \"no\"")
                .replace("/var/lib/postgresql/data\n",
                        "/var/lib/postgresql/data\n      - ./init:/docker-entrypoint-initdb.d:ro\n"))) {
            Files.writeString(Files.createDirectories(project.folder().resolve("init")).resolve("01.sql"),
                    "CREATE TABLE first (id int);\nCREATE TABEL second (id int);\n");
            Ended up = type(project.folder(), "up");
            assertThat(up.code()).as(up.err()).isEqualTo(2);
            assertThat(up.err()).contains("INIT_SCRIPT_FAILED");

            project.docker("compose", "up", "-d", "--force-recreate", "--wait", "postgres");
            assertThat(project.docker("logs", project.container())).doesNotContain("TABEL");
            Ended doctor = type(project.folder(), "doctor", "--json");

            assertThat(doctor.code()).as(doctor.out()).isEqualTo(1);
            JsonNode row = row(doctor, "container");
            assertThat(row.path("problem").asText()).isEqualTo("FIRST_START_UNFINISHED");
            assertThat(row.path("explanation").asText()).contains("/docker-entrypoint-initdb.d/01.sql:2");
            assertThat(evidence(row)).anyMatch(line -> line.contains("TABEL"));
        }
    }

    @Test
    void a_second_server_on_the_same_volume_is_red_and_its_remedy_stops_it() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            project.docker("compose", "up", "-d", "--wait", "postgres");
            String other = project.container() + "-beside";
            String data = project.containers().find().orElseThrow().volume().orElseThrow();
            // it waits before it would do what is told about
            project.docker("run", "-d", "--name", other, "-v", data + ":/var/lib/postgresql/data", "--entrypoint", "sh",
                    "postgres:15", "-c", "sleep 300; exec docker-entrypoint.sh postgres");
            try {
                Ended doctor = type(project.folder(), "doctor", "--json");
                assertThat(doctor.code()).as(doctor.out()).isEqualTo(2);
                assertThat(row(doctor, "container").path("problem").asText()).isEqualTo("VOLUME_IN_USE_TWICE");
                Ended status = type(project.folder(), "container", "status");
                assertThat(status.code()).as(status.out()).isEqualTo(2);
                assertThat(status.out() + status.err()).contains("VOLUME_IN_USE_TWICE", "docker stop " + other);
                Ended upgrade = type(project.folder(), "upgrade", "--yes", "--no-backup", "--confirm", RealEngine.DATABASE);
                assertThat(upgrade.code()).as(upgrade.out()).isNotZero();
                assertThat(upgrade.out() + upgrade.err()).contains("VOLUME_IN_USE_TWICE");
            } finally {
                project.docker("rm", "-f", other);
            }
            assertThat(row(type(project.folder(), "doctor", "--json"), "container").path("problem").asText()).isEmpty();
        }
    }

    @Test
    void a_first_start_that_broke_off_over_a_setting_is_told_as_that_once_the_setting_is_gone() throws Exception {
        try (RealEngine.Project project = engine.project(yaml -> yaml.replace("restart: unless-stopped",
                "restart: \"no\"\n    command: [\"-c\", \"shared_buffers=banana\"]"))) {
            Ended up = type(project.folder(), "up");
            assertThat(up.err()).contains("CONFIGURATION_INVALID", "shared_buffers");
            Path compose = project.folder().resolve("docker-compose.yml");
            Files.writeString(compose,
                    Files.readString(compose).replace("    command: [\"-c\", \"shared_buffers=banana\"]\n", ""));

            assertThat(type(project.folder(), "up").err()).contains("FIRST_START_UNFINISHED", "banana", "reset-volume");
            JsonNode row = row(type(project.folder(), "doctor", "--json"), "container");
            assertThat(row.path("problem").asText()).isEqualTo("FIRST_START_UNFINISHED");
            assertThat(type(project.folder(), "container", "reset-volume").err()).contains("RESET_WITHOUT_BACKUP",
                    "reset-volume --no-backup");
        }
    }

    @Test
    void a_file_without_a_database_and_a_registry_that_nobody_answers_at_are_told() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            Path compose = project.folder().resolve("docker-compose.yml");
            String whole = Files.readString(compose);
            Files.writeString(compose, "services:\n  web:\n    image: nginx\n");
            JsonNode row = row(type(project.folder(), "doctor", "--json"), "compose-file");
            assertThat(row.path("problem").asText()).isEqualTo("SERVICE_MISSING");

            Files.writeString(compose, whole.replaceAll("image: \\S*postgres:\\S+", "image: 127.0.0.1:5999/postgres:15"));
            assertThat(type(project.folder(), "up").err()).contains("IMAGE_MISSING", "127.0.0.1:5999/postgres:15");
            row = row(type(project.folder(), "doctor", "--json"), "container");
            assertThat(row.path("problem").asText()).as(row.toString()).isEqualTo("CONTAINER_AND_IMAGE_MISSING");
            assertThat(row.toString()).contains("127.0.0.1:5999/postgres:15", "lockkeeper container load");
        }
    }

    @Test
    void a_disk_that_fills_up_is_told_before_and_after() throws Exception {
        try (RealEngine.Project project = engine.project(yaml -> yaml.replaceAll("(?m)^  postgres_data:.*$",
                "  postgres_data:\n    driver_opts:\n      type: tmpfs\n      device: tmpfs\n      o: size=300m"))) {
            project.docker("compose", "up", "-d", "--wait", "postgres");
            JsonNode little = row(type(project.folder(), "doctor", "--json"), "container");
            assertThat(little.path("problem").asText()).as(little.toString()).isEqualTo("DATA_DISK_LOW");

            project.docker("exec", project.container(), "sh", "-c", "dd if=/dev/zero of=$PGDATA/filled bs=1M || true");
            Ended doctor = type(project.folder(), "doctor", "--json");
            assertThat(doctor.code()).as(doctor.out()).isEqualTo(2);
            Ended upgrade = type(project.folder(), "upgrade", "--yes");
            assertThat(upgrade.err()).contains("DISK_FULL").doesNotContain("SCRIPT_FAILED", "SERVER_REFUSED");
        }
    }
}
