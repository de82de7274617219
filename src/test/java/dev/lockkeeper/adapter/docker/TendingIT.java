package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.Actions;
import dev.lockkeeper.containers.BringUp;
import dev.lockkeeper.containers.Causes;
import dev.lockkeeper.containers.Compose;
import dev.lockkeeper.containers.Condition;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerProblem.ContainerInitialising;
import dev.lockkeeper.containers.ContainerProblem.ImageFileUnfit;
import dev.lockkeeper.containers.ContainerProblem.SeveralServices;
import dev.lockkeeper.containers.ContainerProblem.VolumeInUseTwice;
import dev.lockkeeper.containers.Deed;
import dev.lockkeeper.containers.FirstStart;
import dev.lockkeeper.containers.HealthCheckLint;
import dev.lockkeeper.containers.OneAction;
import dev.lockkeeper.containers.OneServerPerVolume;
import dev.lockkeeper.containers.ProvenBackups.Proven;
import dev.lockkeeper.containers.ResetProblem.ResetWithoutBackup;
import dev.lockkeeper.containers.ServiceChoice;
import dev.lockkeeper.containers.ServiceFacts;
import dev.lockkeeper.containers.ServiceFacts.Attached;
import dev.lockkeeper.containers.UnusedImage;
import dev.lockkeeper.containers.VolumeReset;
import dev.lockkeeper.containers.VolumeReset.Backing;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.testing.Listening;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.testing.RealEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The actions on a real engine with a real Compose.
@Tag("engine")
@Timeout(300)
class TendingIT {

    private static final OneWriter NOBODY = _ -> () -> {};

    private static RealEngine engine;
    private static RealEngine.Project project;

    private final List<String> said = new ArrayList<>();
    private final Journal journal = Listening.into(said);

    @BeforeAll
    static void bring_one_up() {
        engine = RealEngine.orSkip();
        project = engine.project();
        project.up();
    }

    @AfterAll
    static void remove_it() {
        if (engine != null) {
            project.close();
            engine.close();
        }
    }

    private static OneAction one() {
        return new OneAction(NOBODY, new Causes(_ -> Optional.empty()));
    }

    private static Compose compose(RealEngine.Project of) {
        return new OneServerPerVolume(of.compose(), of.containers(), new DockerVolumes(engine.connection()));
    }

    private static Actions actions(RealEngine.Project of) {
        return new Actions(of.folder(), compose(of), new Actions.Seen(of.containers(), of.containers()),
                new DockerImages(engine.connection()), of::listens, one());
    }

    private <T> T run(Operation<T> operation) {
        try {
            return operation.run(journal, new StopSignal());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Condition after(Deed deed) {
        return run(actions(project).doing(deed, OperationId.fresh())).service().orElseThrow().condition();
    }

    private static Problem refused(Runnable work) {
        try {
            work.run();
        } catch (ProblemException e) {
            return e.problem();
        }
        throw new AssertionError("not refused");
    }

    private static String id() {
        return project.containers().find().orElseThrow().id();
    }

    @Test
    void every_action_ends_in_its_state_and_pasting_its_line_does_the_same() {
        assertThat(after(Deed.STOP)).isEqualTo(Condition.EXITED);
        assertThat(after(Deed.START)).isEqualTo(Condition.HEALTHY);
        Instant started = project.containers().find().orElseThrow().startedAt().orElseThrow();
        assertThat(after(Deed.RESTART)).isEqualTo(Condition.HEALTHY);
        assertThat(project.containers().find().orElseThrow().startedAt().orElseThrow()).isAfter(started);
        String before = id();
        assertThat(after(Deed.RECREATE)).isEqualTo(Condition.HEALTHY);
        assertThat(id()).isNotEqualTo(before);
        project.docker("pause", project.container());
        assertThat(after(Deed.UNPAUSE)).isEqualTo(Condition.HEALTHY);
        assertThat(said.stream().filter(line -> line.startsWith("$ "))).containsExactly("$ docker compose stop postgres",
                "$ docker compose start postgres", "$ docker compose restart postgres",
                "$ docker compose up -d --force-recreate postgres", "$ docker compose unpause postgres");
        assertThat(String.join("\n", said)).doesNotContain(RealEngine.PASSWORD);
        project.docker("compose", "stop", "postgres");
        assertThat(project.containers().look().orElseThrow().condition()).isEqualTo(Condition.EXITED);
        assertThat(after(Deed.START)).isEqualTo(Condition.HEALTHY);
    }

    @Test
    void the_facts_are_those_of_the_engine() {
        ServiceFacts facts = project.containers().look().orElseThrow();
        assertThat(facts.origin().project()).isEqualTo(project.container());
        assertThat(facts.origin().folder()).isEqualTo(project.folder().toString());
        assertThat(facts.image().name()).isEqualTo("postgres:15");
        assertThat(facts.image().id()).startsWith("sha256:");
        assertThat(facts.policy()).hasToString("unless-stopped");
        assertThat(facts.ways().ports()).hasToString("[127.0.0.1:" + project.environment().address().port() + " → 5432]");
        assertThat(facts.data().orElseThrow().source()).endsWith("_postgres_data");
        assertThat(project.compose().text().orElseThrow().volume("postgres")).contains(facts.data().orElseThrow().source());
        assertThat(HealthCheckLint.of(facts, project.compose().text())).as("our own file").isEmpty();
        assertThat(facts.toString()).doesNotContain(RealEngine.PASSWORD);

        ContainerInsideFacts inside = new ContainerInsideFacts(engine.connection());
        assertThat(inside.systemIdentifier(facts.container()))
                .contains(project.sql("SELECT system_identifier FROM pg_control_system()"));
        assertThat(inside.disk(facts.container()).orElseThrow().total()).isGreaterThan(1_000_000);
        DockerVolumes volumes = new DockerVolumes(engine.connection());
        assertThat(volumes.bytes(facts.data().orElseThrow().source()).orElse(-1)).isGreaterThan(10_000_000);
        assertThat(volumes.users(facts.data().orElseThrow())).singleElement()
                .satisfies(user -> assertThat(user.name()).isEqualTo(project.container()));
    }

    @Test
    void an_image_comes_from_a_file_and_what_is_no_image_is_told(@TempDir Path folder) throws Exception {
        Path tar = folder.resolve("postgres 15.tar");
        project.docker("save", "-o", tar.toString(), "postgres:15");
        long began = System.nanoTime();
        assertThat(run(actions(project).loading(tar)).images()).containsExactly("postgres:15");
        System.out.println("loaded " + Files.size(tar) + " bytes in ms " + (System.nanoTime() - began) / 1_000_000);
        assertThat(said).contains("$ docker load -i \"" + tar + "\"");
        Path text = Files.writeString(folder.resolve("no.tar"), "not an image\n".repeat(1_000));
        assertThat(refused(() -> run(actions(project).loading(text)))).isInstanceOf(ImageFileUnfit.class);
        assertThat(refused(() -> run(actions(project).loading(folder.resolve("missing.tar")))))
                .isInstanceOf(ImageFileUnfit.class);
    }

    @Test
    void images_that_nobody_needs_go_and_those_in_use_stay(@TempDir Path folder) throws Exception {
        String free = untagged(folder, "free");
        String used = untagged(folder, "used");
        project.docker("create", "--name", project.container() + "-of-used", used, "true");
        try {
            List<UnusedImage> listed = actions(project).unused().stream().filter(image -> image.id().equals(free)).toList();
            assertThat(actions(project).unused()).extracting(UnusedImage::id).contains(free).doesNotContain(used);
            assertThat(listed).singleElement().satisfies(image -> {
                // 3 MB of its own on an image that stays
                assertThat(image.bytes()).isBetween(3_000_000L, 4_000_000L);
            });
            Actions.Pruned pruned = run(actions(project).pruning(listed, false));
            assertThat(pruned.removed()).isEqualTo(listed);
            assertThat(said).contains("$ docker image rm " + listed.getFirst().shortId());
            String left = project.docker("image", "ls", "-a", "-q", "--no-trunc");
            assertThat(left).contains(used).doesNotContain(free);
            assertThat(project.containers().look().orElseThrow().condition()).isEqualTo(Condition.HEALTHY);
        } finally {
            project.docker("rm", project.container() + "-of-used");
            project.docker("image", "rm", used);
        }
    }

    /// An image without a name: a file on top of the database's image.
    private static String untagged(Path folder, String name) throws Exception {
        Path file = folder.resolve(name);
        byte[] noise = new byte[3_000_000];
        new java.util.Random(name.hashCode()).nextBytes(noise);
        Files.write(file, noise);
        String container = project.docker("create", "postgres:15");
        try {
            project.docker("cp", file.toString(), container + ":/" + name);
            return project.docker("commit", container);
        } finally {
            project.docker("rm", container);
        }
    }

    @Test
    void a_reset_leaves_an_empty_database_and_without_a_backup_the_data_stays() {
        try (RealEngine.Project own = engine.project()) {
            own.up();
            own.sql("CREATE TABLE precious AS SELECT 1 AS one");
            String volume = own.containers().look().orElseThrow().data().orElseThrow().source();
            String none = new ContainerInsideFacts(engine.connection()).systemIdentifier(own.containers().find().orElseThrow())
                    .orElseThrow();
            assertThat(refused(() -> run(reset(own, Optional.empty()).resetting(volume, Backing.PROVEN, OperationId.fresh()))))
                    .isInstanceOf(ResetWithoutBackup.class);
            assertThat(own.sql("SELECT one FROM precious")).isEqualTo("1");
            VolumeReset.Preview preview = reset(own, Optional.empty()).preview();
            assertThat(preview.volume()).isEqualTo(volume);
            assertThat(preview.bytes().orElse(0)).isPositive();

            VolumeReset.Reset done = run(reset(own, Optional.of(new Proven("b.dump", Instant.now(), 1)))
                    .resetting(volume, Backing.PROVEN, OperationId.fresh()));
            assertThat(done.container().health()).isEqualTo(ContainerFacts.Health.HEALTHY);
            assertThat(own.sql("SELECT count(*) FROM pg_class WHERE relname = 'precious'")).isEqualTo("0");
            assertThat(new ContainerInsideFacts(engine.connection()).systemIdentifier(own.containers().find().orElseThrow()))
                    .isPresent().isNotEqualTo(Optional.of(none));
            assertThat(said).contains("$ docker volume rm " + volume);
        }
    }

    private static VolumeReset reset(RealEngine.Project of, Optional<Proven> backup) {
        Compose compose = compose(of);
        return new VolumeReset(of.environment(), of.folder(),
                new VolumeReset.Parts(of.containers(), new DockerVolumes(engine.connection()), compose,
                        new BringUp(compose, of.containers(), of::listens)),
                () -> backup, one(), InstantSource.system());
    }

    @Test
    void two_projects_of_one_folder_are_named_and_one_may_be_chosen() {
        String other = project.container() + "-other";
        project.docker("run", "-d", "--name", other, "--label", "com.docker.compose.project=" + other, "--label",
                "com.docker.compose.service=postgres", "--label", "com.docker.compose.container-number=1", "--label",
                "com.docker.compose.project.working_dir=" + project.folder(), "--entrypoint", "sleep", "postgres:15", "300");
        try {
            assertThat(refused(() -> project.containers().find())).isInstanceOfSatisfying(SeveralServices.class,
                    problem -> assertThat(problem.containers()).hasSize(2).anyMatch(name -> name.endsWith(": " + other))
                            .anyMatch(name -> name.endsWith(": " + project.container())));
            assertThat(refused(() -> after(Deed.STOP))).isInstanceOf(SeveralServices.class);
            DockerContainers chosen = new DockerContainers(engine.connection(), project.folder(), new ServiceChoice() {
                @Override
                public Optional<String> project() {
                    return Optional.of(other);
                }

                @Override
                public void choose(Optional<String> name) {}

                @Override
                public Optional<String> service() {
                    return Optional.empty();
                }

                @Override
                public void chooseService(Optional<String> service) {}
            });
            assertThat(chosen.find().orElseThrow().name()).isEqualTo(other);
        } finally {
            project.docker("rm", "-f", other);
        }
        assertThat(project.containers().find()).isPresent();
    }

    @Test
    void a_second_server_on_the_same_volume_is_not_started() {
        Attached data = project.containers().look().orElseThrow().data().orElseThrow();
        String other = project.container() + "-second";
        after(Deed.STOP);
        project.docker("run", "-d", "--name", other, "-v", data.source() + ":/elsewhere", "--entrypoint", "sleep", "postgres:15",
                "300");
        try {
            assertThat(refused(() -> after(Deed.START)))
                    .isEqualTo(new VolumeInUseTwice(data.source(), other, project.container()));
            assertThat(project.containers().look().orElseThrow().condition()).isEqualTo(Condition.EXITED);
        } finally {
            project.docker("rm", "-f", other);
        }
        assertThat(after(Deed.START)).isEqualTo(Condition.HEALTHY);
    }

    @Test
    void a_second_server_beside_the_running_one_is_seen_and_a_client_or_a_copy_is_not() {
        ContainerFacts ours = project.containers().find().orElseThrow();
        String data = ours.volume().orElseThrow();
        String other = project.container() + "-beside";
        for (String harmless : List.of(data + ":/copied", data + ":/var/lib/postgresql/data:ro")) {
            project.docker("run", "-d", "--name", other, "-v", harmless, "--entrypoint", "sleep", "postgres:15", "300");
            try {
                assertThat(project.containers().secondServer(ours)).isEmpty();
            } finally {
                project.docker("rm", "-f", other);
            }
        }
        // what it would do to the data is not wanted here: it waits before it begins
        project.docker("run", "-d", "--name", other, "-v", data + ":/var/lib/postgresql/data", "--entrypoint", "sh",
                "postgres:15",
                "-c", "sleep 300; exec docker-entrypoint.sh postgres");
        try {
            assertThat(project.containers().secondServer(ours)).contains(other);
        } finally {
            project.docker("rm", "-f", other);
        }
        assertThat(project.containers().secondServer(ours)).isEmpty();
    }

    @Test
    void a_first_start_with_a_slow_script_is_initialising_whatever_its_check_over_the_socket_says() throws Exception {
        try (RealEngine.Project slow = engine.project(yaml -> yaml.replace("pg_isready -h 127.0.0.1 -U", "pg_isready -U")
                .replace("/var/lib/postgresql/data\n",
                        "/var/lib/postgresql/data\n      - ./init:/docker-entrypoint-initdb.d:ro\n"))) {
            Path init = Files.createDirectories(slow.folder().resolve("init"));
            Files.writeString(init.resolve("1.sql"), "SELECT pg_sleep(15);\n");
            slow.docker("compose", "up", "-d", "postgres");
            Await.until("healthy by its own word", Duration.ofSeconds(60),
                    () -> slow.containers().look().filter(facts -> facts.condition() == Condition.HEALTHY).isPresent());
            ContainerFacts facts = slow.containers().find().orElseThrow();
            assertThat(FirstStart.underWay(facts, slow.containers())).containsInstanceOf(ContainerInitialising.class);
            ServiceFacts service = slow.containers().look().orElseThrow();
            assertThat(HealthCheckLint.of(service, slow.compose().text())).extracting(Problem::code)
                    .containsExactly("HC_SOCKET_ONLY");
            slow.up();
            Await.until("over", Duration.ofSeconds(60), () -> FirstStart.underWay(facts, slow.containers()).isEmpty());
        }
    }
}
