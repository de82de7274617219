package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.cli.Cli;
import dev.lockkeeper.cli.Desk;
import dev.lockkeeper.cli.ExitCode;
import dev.lockkeeper.cli.Interruption;
import dev.lockkeeper.cli.Terminal;
import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.EndProblem;
import dev.lockkeeper.containers.StartProblem;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.readiness.Readiness;
import dev.lockkeeper.readiness.StationName;
import dev.lockkeeper.readiness.StationState;
import dev.lockkeeper.testing.Listening;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.testing.RealEngine;
import dev.lockkeeper.words.Language;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Projects as people have them, on a real engine: a service by another name, two databases, no password yet, a bare clone.
@Timeout(300)
class WaysIT extends OnTheEngine {

    private record Said(ExitCode code, String out, String err) {}

    private Said type(RealEngine.Project project, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false, _ -> Optional.empty());
        ExitCode code = new Cli("0", (choice, _, says) -> Wiring.desk(choice, new Folders(home), says), Advices::on, terminal,
                new Interruption())
                .run(Stream.concat(Stream.of(arguments), Stream.of("--project", project.folder().toString(), "--lang", "en"))
                        .toArray(String[]::new));
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Problem problem(Readiness now, StationName name) {
        return ((StationState.Broken) now.station(name).state()).problem();
    }

    private static String named(String yaml, String service) {
        assertThat(yaml).contains("  postgres:\n");
        return yaml.replace("  postgres:\n", "  " + service + ":\n");
    }

    @Test
    void a_service_by_another_name_is_found_started_worked_and_backed_up() throws Exception {
        try (RealEngine.Project project = engine.project(yaml -> named(yaml, "db"))) {
            // as the web app's containers know it
            edit(project.folder().resolve(".env"), "POSTGRES_HOST=127.0.0.1", "POSTGRES_HOST=db");
            assertThat(problem(check(project), StationName.CONTAINER))
                    .isEqualTo(new ContainerProblem.ContainerMissing("db", project.folder()));

            Said up = type(project, "up");
            assertThat(up.code()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);
            assertThat(up.err()).contains("up -d db");
            assertThat(check(project).station(StationName.CONNECTION).state()).isInstanceOf(StationState.Ok.class);
            Said status = type(project, "container", "status", "--json");
            assertThat(status.out()).contains("\"service\":\"db\"", "\"condition\":\"healthy\"");
            Said restarted = type(project, "container", "restart", "--yes");
            assertThat(restarted.code()).as(restarted.err()).isEqualTo(ExitCode.DONE);
            assertThat(restarted.err()).contains("docker compose restart db");
            Said backup = type(project, "backup");
            assertThat(backup.code()).as(backup.out() + backup.err()).isEqualTo(ExitCode.DONE);

            project.docker("pause", project.container());
            Said paused = type(project, "doctor");
            assertThat(paused.out() + paused.err()).contains("CONTAINER_PAUSED", "unpause db");
            assertThat(type(project, "container", "unpause").code()).isEqualTo(ExitCode.DONE);
            assertThat(check(project).station(StationName.CONNECTION).state()).isInstanceOf(StationState.Ok.class);
        }
    }

    @Test
    void of_two_databases_at_one_port_a_person_says_which_and_it_is_kept() throws Exception {
        try (RealEngine.Project project = engine.project(yaml -> named(yaml, "main").replace("\nvolumes:\n", """

              other:
                image: postgres:15
                environment:
                  POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}
                ports: ["127.0.0.1:${POSTGRES_PORT:-5432}:5432"]

            volumes:
            """))) {
            assertThat(problem(check(project), StationName.CONTAINER))
                    .isEqualTo(new ContainerProblem.SeveralDatabases(List.of("main", "other")));
            Said up = type(project, "up");
            assertThat(up.code()).isEqualTo(ExitCode.REFUSED);
            assertThat(up.out() + up.err()).contains("SEVERAL_DATABASES", "lockkeeper container choose main");

            assertThat(type(project, "container", "choose", "main").code()).isEqualTo(ExitCode.DONE);
            Said chosen = type(project, "up");
            assertThat(chosen.code()).as(chosen.out() + chosen.err()).isEqualTo(ExitCode.DONE);
            assertThat(check(project).station(StationName.CONNECTION).state()).isInstanceOf(StationState.Ok.class);
        }
    }

    @Test
    void a_password_that_nobody_wrote_is_made_and_the_database_started_with_it() throws Exception {
        try (RealEngine.Project project = engine.project(
                yaml -> yaml.replaceFirst("\\$\\{POSTGRES_PASSWORD:[^}]*}", "\\${DB_SECRET:-}"))) {
            Path file = project.folder().resolve(".env");
            edit(file, "POSTGRES_PASSWORD=" + RealEngine.PASSWORD, "POSTGRES_PASSWORD=");
            project.docker("compose", "up", "-d", "postgres");
            // from the second restart on it is a loop, whatever it is doing at the moment of the look
            Await.until("the first start was refused again and again", Duration.ofSeconds(60), () -> Integer.parseInt(
                    project.docker("inspect", "--format", "{{.RestartCount}}", project.container())) > 1);

            Wiring house = new Wiring(
                    new Settings(project.folder(), Optional.empty(), Optional.empty(), Language.ENGLISH), new Folders(home));
            List<String> told = new ArrayList<>();
            try (Rooms rooms = house.open(Optional.empty())) {
                Problem found = problem(rooms.diagnosis().check(_ -> {}), StationName.CONTAINER);
                assertThat(found).isInstanceOf(EndProblem.FirstPasswordMissing.class);
                Remedy first = Advices.on(found).remedies().getFirst();
                assertThat(first.verb()).isEqualTo(Remedy.Verb.CREATE_PASSWORD);
                Beginning.work(rooms, first.verb()).orElseThrow().run(Listening.into(told), new StopSignal());
            }

            assertThat(check(project).station(StationName.CONNECTION).state()).isInstanceOf(StationState.Ok.class);
            String text = Files.readString(file);
            String password = text.lines().filter(line -> line.startsWith("POSTGRES_PASSWORD=")).findFirst().orElseThrow()
                    .substring("POSTGRES_PASSWORD=".length());
            assertThat(password).hasSize(32);
            assertThat(text).as("the name that the Compose file has for it").contains("DB_SECRET=" + password);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            assertThat(String.join("\n", told)).contains("POSTGRES_PASSWORD").doesNotContain(password);
        }
    }

    @Test
    void setup_goes_from_a_bare_clone_to_a_proven_schema_without_a_window() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            Path file = project.folder().resolve(".env");
            Files.move(file, project.folder().resolve(".env.example"));

            Said before = type(project, "setup", "--look", "--json");
            assertThat(before.code()).as(before.err()).isEqualTo(ExitCode.ATTENTION);
            assertThat(before.out()).contains("\"step\":\"file\"", "\"state\":\"to-do\"", "ENVIRONMENT_MISSING");
            assertThat(file).doesNotExist();
            Said doctor = type(project, "doctor");
            assertThat(doctor.code()).isEqualTo(ExitCode.FAILED);
            assertThat(doctor.out()).contains("ENVIRONMENT_MISSING", "docker-compose.yml")
                    .containsPattern("→ Set the project up: +lockkeeper setup .*\n.*Choose another folder")
                    .doesNotContain("listed below");
            assertThat(doctor.out().lines().filter(line -> line.startsWith(" ✓") || line.startsWith(" OK")).toList())
                    .as("engine and Compose file").hasSizeGreaterThanOrEqualTo(2);
            try (Rooms rooms = new Wiring(
                    new Settings(project.folder(), Optional.empty(), Optional.empty(), Language.ENGLISH), new Folders(home))
                    .open(Optional.empty())) {
                assertThat(Advices.on(problem(rooms.diagnosis().check(_ -> {}), StationName.CONTAINER)).remedies().getFirst()
                        .verb()).isEqualTo(Remedy.Verb.SET_UP);
            }

            Said done = type(project, "setup", "--json");
            assertThat(done.code()).as(done.out() + done.err()).isEqualTo(ExitCode.DONE);
            assertThat(done.out().lines().toList()).last().asString().contains("\"finished\":true", "\"done\":7", "\"exit\":0");
            assertThat(project.sql("SELECT count(*) FROM information_schema.columns WHERE table_name = 'users'"
                    + " AND column_name IN ('email', 'is_active', 'is_locked', 'locked_until', 'failed_login_attempts')"))
                    .isEqualTo("5");
            String password = Files.readString(file).lines().filter(line -> line.startsWith("POSTGRES_PASSWORD=")).findFirst()
                    .orElseThrow().substring("POSTGRES_PASSWORD=".length());
            assertThat(password).isNotEqualTo(RealEngine.PASSWORD).hasSizeGreaterThan(20);
            assertThat(done.out() + done.err()).doesNotContain(password);

            Said again = type(project, "setup");
            assertThat(again.code()).as(again.out() + again.err()).isEqualTo(ExitCode.DONE);
            assertThat(again.out()).contains("Everything is ready", "7. ");
            assertThat(type(project, "setup", "--look").code()).as("the proof itself is not a look")
                    .isEqualTo(ExitCode.ATTENTION);
        }
    }

    @Test
    void setup_stops_at_what_a_person_has_to_decide_and_says_so() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            project.up();
            edit(project.folder().resolve(".env"), RealEngine.PASSWORD, "another one 42");
            Said stopped = type(project, "setup", "--json");
            assertThat(stopped.code()).as(stopped.err()).isEqualTo(ExitCode.FAILED);
            assertThat(stopped.out()).contains("\"step\":\"connection\"", "\"state\":\"broken\"", "PW_VOLUME_MISMATCH",
                    "lockkeeper env --set-password");
            assertThat(stopped.out() + stopped.err()).doesNotContain("another one 42");
            assertThat(type(project, "env", "--set-password").code()).isEqualTo(ExitCode.DONE);
            assertThat(type(project, "setup").code()).isEqualTo(ExitCode.DONE);
        }
    }

    @Test
    void an_image_that_no_registry_gives_comes_from_a_file() throws Exception {
        String image = "registry.invalid/lockkeeper-it:15";
        try (RealEngine.Project project = engine.project(yaml -> yaml.replace("image: postgres:15", "image: " + image))) {
            Path tar = home.resolve("image.tar");
            project.docker("tag", "postgres:15", image);
            project.docker("save", "-o", tar.toString(), image);
            project.docker("rmi", image);
            try (Desk desk = desk(project)) {
                assertThat(failure(desk.lifting().bringUp())).isInstanceOfAny(StartProblem.ImageMissing.class,
                        StartProblem.ImageRefused.class).satisfies(
                                found -> assertThat(Advices.on(found).remedies())
                                        .anyMatch(remedy -> remedy.verb() == Remedy.Verb.LOAD_IMAGE));
            }
            Said loaded = type(project, "container", "load", tar.toString());
            assertThat(loaded.code()).as(loaded.out() + loaded.err()).isEqualTo(ExitCode.DONE);
            Said up = type(project, "up");
            assertThat(up.code()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);
            Said pruned = type(project, "container", "prune", "--yes", "--json");
            assertThat(pruned.code()).as(pruned.err()).isEqualTo(ExitCode.DONE);
            assertThat(check(project).station(StationName.CONNECTION).state()).isInstanceOf(StationState.Ok.class);
            project.docker("compose", "down", "-t", "1");
            project.docker("rmi", image);
        }
    }
}
