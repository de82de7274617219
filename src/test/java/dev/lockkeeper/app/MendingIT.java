package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.cli.Desk;
import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.EndProblem;
import dev.lockkeeper.containers.StartProblem;
import dev.lockkeeper.containers.VolumeReset;
import dev.lockkeeper.environment.EnvFlaw;
import dev.lockkeeper.environment.EnvLint;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.readiness.Readiness;
import dev.lockkeeper.readiness.StationName;
import dev.lockkeeper.readiness.StationState;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.testing.RealEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What breaks between a container and us, provoked on a real engine, told by its cause, and mended by its first remedy.
class MendingIT extends OnTheEngine {

    private Problem broken(RealEngine.Project project, StationName name) {
        Readiness now = check(project);
        assertThat(now.firstBroken()).map(station -> station.name()).contains(name);
        return ((StationState.Broken) now.station(name).state()).problem();
    }

    private static void connected(Readiness now) {
        assertThat(now.station(StationName.CONNECTION).state()).isInstanceOf(StationState.Ok.class);
    }

    @Test
    void a_volume_that_keeps_an_older_password_gets_the_one_of_the_file_and_keeps_its_data() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            project.up();
            project.sql("CREATE TABLE kept (id int)");
            edit(project.folder().resolve(".env"), RealEngine.PASSWORD, "another one 4'2");

            assertThat(broken(project, StationName.CONNECTION)).isInstanceOf(ConnectionProblem.PwVolumeMismatch.class);
            try (Desk desk = desk(project)) {
                desk.lifting().mending().setPassword().run(Journal.silent(), new StopSignal());
            }

            connected(check(project));
            assertThat(project.sql("SELECT count(*) FROM kept")).isEqualTo("0");
            assertThat(project.docker("logs", project.container())).doesNotContain("another one", "SCRAM-SHA-256");
        }
    }

    @Test
    void a_taken_port_names_its_holder_and_the_next_free_one_is_used() throws Exception {
        try (RealEngine.Project project = engine.project();
                ServerSocket socket = new ServerSocket(project.environment().address().port(), 1,
                        InetAddress.getLoopbackAddress())) {
            try (Desk desk = desk(project)) {
                assertThat(failure(desk.lifting().bringUp())).isInstanceOfSatisfying(StartProblem.PortHeldByProcess.class,
                        held -> {
                            assertThat(held.pid()).isEqualTo(ProcessHandle.current().pid());
                            assertThat(held.port()).isEqualTo(socket.getLocalPort());
                        });
                desk.lifting().mending().freePort().run(Journal.silent(), new StopSignal());
            }

            connected(check(project));
            assertThat(socket.isClosed()).isFalse();
            assertThat(Files.readString(project.folder().resolve(".env")))
                    .doesNotContain("POSTGRES_PORT=" + socket.getLocalPort() + "\n");
        }
    }

    @Test
    void a_port_that_another_container_has_names_that_container() throws Exception {
        try (RealEngine.Project first = engine.project(); RealEngine.Project second = engine.project()) {
            first.up();
            int port = first.environment().address().port();
            edit(second.folder().resolve(".env"), "POSTGRES_PORT=" + second.environment().address().port(),
                    "POSTGRES_PORT=" + port);
            try (Desk desk = desk(second)) {
                assertThat(failure(desk.lifting().bringUp())).isInstanceOfSatisfying(StartProblem.PortHeldByContainer.class,
                        held -> assertThat(held.container()).isEqualTo(first.container()));
            }
        }
    }

    @Test
    void a_container_that_is_published_elsewhere_is_found_there() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            project.up();
            int port = project.environment().address().port();
            int wrong;
            try (ServerSocket socket = new ServerSocket(0)) {
                wrong = socket.getLocalPort();
            }
            edit(project.folder().resolve(".env"), "POSTGRES_PORT=" + port, "POSTGRES_PORT=" + wrong);

            assertThat(broken(project, StationName.CONNECTION)).isInstanceOfSatisfying(ConnectionProblem.PublishedElsewhere.class,
                    elsewhere -> assertThat(elsewhere.port()).isEqualTo(port));
            try (Desk desk = desk(project)) {
                desk.lifting().mending().publishedPort().run(Journal.silent(), new StopSignal());
            }

            connected(check(project));
        }
    }

    @Test
    void data_of_another_major_goes_back_to_its_image() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            project.up();
            project.sql("CREATE TABLE kept (id int)");
            Path file = project.folder().resolve("docker-compose.yml");
            edit(file, "image: postgres:15", "image: postgres:16");
            project.docker("compose", "up", "-d", "postgres");
            // from the second restart on it is a loop, whatever it is doing at the moment of the look
            Await.until("the server refused the data again and again", Duration.ofSeconds(60), () -> Integer.parseInt(
                    project.docker("inspect", "--format", "{{.RestartCount}}", project.container())) > 1);

            assertThat(broken(project, StationName.CONTAINER)).isInstanceOfSatisfying(EndProblem.PgMajorMismatch.class,
                    mismatch -> assertThat(mismatch.data()).isEqualTo("15"));
            try (Desk desk = desk(project)) {
                desk.lifting().mending().earlierImage().run(Journal.silent(), new StopSignal());
            }

            connected(check(project));
            assertThat(project.sql("SELECT count(*) FROM kept")).isEqualTo("0");
            assertThat(Files.readString(file)).contains("image: postgres:15");
            assertThat(Files.readString(project.folder().resolve("docker-compose.yml.bak"))).contains("image: postgres:16");
        }
    }

    /// Compose replaces `$b` by nothing: the server gets `a`.
    @Test
    void a_dollar_in_a_new_password_is_told_and_quoted_and_the_volume_gets_the_password_that_was_meant() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            Path file = project.folder().resolve(".env");
            edit(file, "POSTGRES_PASSWORD=" + RealEngine.PASSWORD, "POSTGRES_PASSWORD=a$b");
            try (Desk desk = desk(project)) {
                desk.lifting().bringUp().run(Journal.silent(), new StopSignal());
                assertThat(project.inside("printenv", "POSTGRES_PASSWORD")).isEqualTo("a");
                assertThat(EnvLint.of(file, Optional.empty())).anyMatch(EnvFlaw.PasswordExpanded.class::isInstance);
                desk.lifting().mending().quotePassword().run(Journal.silent(), new StopSignal());
            }
            assertThat(Files.readString(file)).contains("POSTGRES_PASSWORD='a$b'\n");
            assertThat(EnvLint.of(file, Optional.empty())).noneMatch(EnvFlaw.PasswordExpanded.class::isInstance);
            assertThat(broken(project, StationName.CONNECTION)).isInstanceOf(ConnectionProblem.PwVolumeMismatch.class);

            try (Desk desk = desk(project)) {
                desk.lifting().mending().setPassword().run(Journal.silent(), new StopSignal());
            }

            connected(check(project));
            assertThat(project.docker("exec", "-e", "PGPASSWORD=a$b", project.container(), "psql", "-h",
                    project.docker("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
                            project.container()),
                    "-U", RealEngine.USER, "-d", RealEngine.DATABASE, "-XAtqc", "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_login_that_fails_because_the_quotes_around_a_dollar_are_gone_is_mended_by_them() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            Path file = project.folder().resolve(".env");
            edit(file, "POSTGRES_PASSWORD=" + RealEngine.PASSWORD, "POSTGRES_PASSWORD='a$b' # ours");
            try (Desk desk = desk(project)) {
                desk.lifting().bringUp().run(Journal.silent(), new StopSignal());
            }
            connected(check(project));
            edit(file, "'a$b'", "a$b");

            assertThat(broken(project, StationName.CONNECTION)).isInstanceOfSatisfying(EnvFlaw.PasswordExpanded.class, flaw -> {
                assertThat(flaw.key()).isEqualTo("POSTGRES_PASSWORD");
                assertThat(Advices.on(flaw).remedies().getFirst().verb()).isEqualTo(Remedy.Verb.QUOTE_PASSWORD);
            });
            try (Desk desk = desk(project)) {
                desk.lifting().mending().quotePassword().run(Journal.silent(), new StopSignal());
            }

            assertThat(Files.readString(file)).contains("POSTGRES_PASSWORD='a$b' # ours\n");
            connected(check(project));
        }
    }

    private RealEngine.Project withScript(String name, String text) throws IOException {
        RealEngine.Project project = engine.project(yaml -> yaml.replace("/var/lib/postgresql/data\n",
                "/var/lib/postgresql/data\n      - ./init:/docker-entrypoint-initdb.d:ro\n"));
        Files.writeString(Files.createDirectories(project.folder().resolve("init")).resolve(name), text);
        return project;
    }

    /// The container is started again by itself, skips what failed, and is healthy from then on.
    private static void healthyAfterAll(RealEngine.Project project) {
        project.docker("compose", "up", "-d", "postgres");
        Await.until("the second start is healthy", Duration.ofSeconds(90), () -> project.docker("logs", project.container())
                .contains("Skipping initialization")
                && project.docker("inspect", "--format", "{{.State.Health.Status}}", project.container()).equals("healthy"));
    }

    @Test
    void a_volume_whose_first_start_broke_off_is_told_at_the_second_and_whole_after_the_reset() throws Exception {
        try (RealEngine.Project project = withScript("01.sql", "CREATE TABLE first (id int);\nCREATE TABEL second (id int);\n")) {
            healthyAfterAll(project);

            Readiness now = check(project);

            assertThat(now.firstBroken()).isEmpty();
            assertThat(now.firstToMend()).map(station -> station.name()).contains(StationName.CONTAINER);
            assertThat(now.station(StationName.CONTAINER).state()).isInstanceOfSatisfying(StationState.Attention.class,
                    attention -> assertThat(attention.problem())
                            .isInstanceOfSatisfying(ContainerProblem.FirstStartUnfinished.class, unfinished -> {
                                assertThat(unfinished.where()).isEqualTo("/docker-entrypoint-initdb.d/01.sql:2");
                                assertThat(unfinished.log()).anyMatch(line -> line.contains("TABEL"))
                                        .last().asString().contains("Skipping initialization");
                                assertThat(unfinished.container()).isEqualTo(project.container());
                            }));
            Files.writeString(project.folder().resolve("init").resolve("01.sql"),
                    "CREATE TABLE first (id int);\nCREATE TABLE second (id int);\n");
            try (Desk desk = desk(project)) {
                String volume = desk.tending().reset().preview().volume();
                desk.tending().reset().resetting(volume, VolumeReset.Backing.DECLINED, OperationId.fresh()).run(Journal.silent(),
                        new StopSignal());
            }

            Readiness after = check(project);
            assertThat(after.station(StationName.CONTAINER).state()).isInstanceOf(StationState.Ok.class);
            connected(after);
            assertThat(project.sql("SELECT count(*) FROM second")).isEqualTo("0");
        }
    }

    @Test
    void a_database_that_a_broken_first_start_never_made_is_not_just_missing() throws Exception {
        try (RealEngine.Project project = withScript("01.sh", "psql -U \"$POSTGRES_USER\" -d postgres -c 'DROP DATABASE \"'"
                + "\"$POSTGRES_DB\"'\"'\nexit 1\n")) {
            healthyAfterAll(project);

            assertThat(broken(project, StationName.CONNECTION)).isInstanceOfSatisfying(
                    ContainerProblem.FirstStartUnfinished.class, unfinished -> assertThat(unfinished.log())
                            .anyMatch(line -> line.contains("01.sh")));
        }
    }
}
