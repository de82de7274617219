package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.ContainerProblem.ComposeFailed;
import dev.lockkeeper.containers.ContainerProblem.ContainerExited;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Run;
import dev.lockkeeper.testing.RealEngine;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
class BringUpIT {

    private RealEngine engine;

    @TempDir
    Path logs;

    @BeforeEach
    void find_the_engine() {
        engine = RealEngine.orSkip();
    }

    @AfterEach
    void leave_it() {
        engine.close();
    }

    private Run<ContainerFacts> bringUp(RealEngine.Project project) {
        return Run.start(OperationId.fresh(), Message.of("remedy.bring-up"), project.bringUp(), logs, () -> {});
    }

    private static List<String> lines(Run<?> run) {
        return run.feed().after(0).lines().stream().map(line -> line.text()).toList();
    }

    @Test
    void from_nothing_to_a_database_that_takes_connections() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            Run<ContainerFacts> run = bringUp(project);
            assertThat(run.await()).isInstanceOfSatisfying(Outcome.Done.class,
                    done -> assertThat(((ContainerFacts) done.result()).health()).isEqualTo(Health.HEALTHY));
            assertThat(project.listens()).isTrue();
            assertThat(project.sql("SELECT current_database()")).isEqualTo(RealEngine.DATABASE);
            assertThat(lines(run)).contains("$ docker compose up -d postgres")
                    .anySatisfy(line -> assertThat(line).contains("Created"));
            assertThat(Files.readString(run.snapshot().log())).doesNotContain(RealEngine.PASSWORD);
            assertThat(run.snapshot().steps()).hasSize(3);
        }
    }

    @Test
    void data_of_another_version_is_named_with_code_and_fatal_line() throws Exception {
        try (RealEngine.Project project = engine.project(yaml -> yaml.replace("restart: unless-stopped", "restart: \"no\""))) {
            project.up();
            project.inside("sh", "-c", "echo 14 > $PGDATA/PG_VERSION");
            project.docker("stop", project.container());
            assertThat(bringUp(project).await()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.problem()).isInstanceOf(ContainerExited.class);
                ContainerExited exited = (ContainerExited) failed.problem();
                assertThat(exited.exitCode()).isEqualTo(1);
                assertThat(exited.fatal())
                        .hasValueSatisfying(line -> assertThat(line).contains("database files are incompatible with server"));
            });
            ContainerFacts facts = project.containers().find().orElseThrow();
            assertThat(facts.health()).isEqualTo(Health.NONE);
            assertThat(facts.published()).isPresent();
            assertThat(facts.finishedAt()).isPresent();
        }
    }

    @Test
    void a_taken_port_is_said_in_the_words_of_compose() throws Exception {
        try (RealEngine.Project project = engine.project(); ServerSocket _ = taken(project)) {
            assertThat(bringUp(project).await()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.problem()).isInstanceOf(ComposeFailed.class);
                assertThat(String.join("\n", ((ComposeFailed) failed.problem()).lines())).contains("address already in use");
            });
        }
    }

    private static ServerSocket taken(RealEngine.Project project) throws IOException {
        return new ServerSocket(project.environment().address().port(), 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void a_password_that_is_missing_is_said_before_anything_is_made() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            Path file = project.folder().resolve(".env");
            String whole = Files.readString(file);
            Files.writeString(file, whole.replaceFirst("POSTGRES_PASSWORD=.*", "POSTGRES_PASSWORD="));
            assertThat(bringUp(project).await()).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.problem()).isInstanceOf(ContainerProblem.class)
                            .isInstanceOf(ComposeFailed.class));
            assertThat(project.containers().find()).isEmpty();
            Files.writeString(file, whole);
        }
    }
}
