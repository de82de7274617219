package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerProblem.ComposeFailed;
import dev.lockkeeper.containers.Deed;
import dev.lockkeeper.containers.ContainerProblem.ComposeFileMissing;
import dev.lockkeeper.containers.ContainerProblem.ComposeMissing;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Run;
import dev.lockkeeper.testing.Await;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// With programs of our own in place of Docker's.
@DisabledOnOs(OS.WINDOWS)
class ComposeCommandLineTest {

    @TempDir
    Path folder;
    private Path project;
    private Path programs;

    @BeforeEach
    void a_project() throws IOException {
        project = Files.createDirectory(folder.resolve("my project"));
        programs = Files.createDirectory(folder.resolve("bin"));
        Files.writeString(project.resolve("docker-compose.yml"), "services: {}\n");
    }

    private void program(String name, String script) throws IOException {
        Path file = programs.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private ComposeCommandLine compose(String environment) {
        Path file = project.resolve(environment.equals(Environment.DEFAULT) ? ".env" : ".env." + environment);
        return new ComposeCommandLine(project,
                new Environment(environment, Care.LOCAL, new Address("127.0.0.1", 5432, "d", "u"), new Secret("s3cret-canary"),
                        Optional.of(file)),
                Map.of("PATH", programs + ":/usr/bin:/bin", "HOME", folder.toString()));
    }

    private Run<Boolean> up(ComposeCommandLine compose) {
        return Run.start(OperationId.fresh(), Message.verbatim("up"), (journal, stop) -> {
            compose.run(Deed.UP, journal, stop);
            return true;
        }, folder.resolve("logs"), () -> {});
    }

    private static List<String> lines(Run<?> run) {
        return run.feed().after(0).lines().stream().map(line -> line.text()).toList();
    }

    private static Problem problem(Run<?> run) throws InterruptedException {
        return ((Outcome.Failed<?>) run.await()).problem();
    }

    @Test
    void it_runs_in_the_project_with_the_chosen_file_and_streams_both_outputs() throws Exception {
        program("docker", "[ \"$2\" = version ] && exit 0; pwd; echo \"$@\" >&2; echo \"password is s3cret-canary\"");
        ComposeCommandLine compose = compose("development");
        Run<Boolean> run = up(compose);
        assertThat(run.await()).isEqualTo(new Outcome.Done<>(true));
        assertThat(lines(run)).containsExactly("$ docker compose --env-file .env.development up -d postgres",
                project.toRealPath().toString(), "compose --env-file .env.development up -d postgres", "password is ••••");
        assertThat(compose.upCommand()).isEqualTo("docker compose --env-file .env.development up -d postgres");
    }

    @Test
    void the_older_program_is_taken_where_docker_has_no_compose() throws Exception {
        program("docker", "echo \"docker: 'compose' is not a docker command.\" >&2; exit 1");
        program("docker-compose", "echo v1 \"$@\"");
        ComposeCommandLine compose = compose(Environment.DEFAULT);
        Run<Boolean> run = up(compose);
        assertThat(run.await()).isEqualTo(new Outcome.Done<>(true));
        assertThat(lines(run)).containsExactly("$ docker-compose up -d postgres", "v1 up -d postgres");
        assertThat(compose.upCommand()).isEqualTo("docker-compose up -d postgres");
    }

    @Test
    void a_failure_has_its_code_and_last_words() throws Exception {
        program("docker", "[ \"$2\" = version ] && exit 0; for i in $(seq 1 30); do echo line $i; done; exit 14");
        assertThat(problem(up(compose(Environment.DEFAULT)))).isInstanceOfSatisfying(ComposeFailed.class, failed -> {
            assertThat(failed.exitCode()).isEqualTo(14);
            assertThat(failed.command()).isEqualTo("docker compose up -d postgres");
            assertThat(failed.lines()).hasSize(20).endsWith("line 30");
        });
    }

    @Test
    void a_stop_ends_the_program_and_its_children() throws Exception {
        program("docker", "[ \"$2\" = version ] && exit 0; sleep 600 & echo child $!; wait");
        Run<Boolean> run = up(compose(Environment.DEFAULT));
        Await.until("it runs", Duration.ofSeconds(10), () -> lines(run).stream().anyMatch(line -> line.startsWith("child")));
        long child = Long.parseLong(lines(run).getLast().substring(6));
        run.stop();
        assertThat(run.await()).isEqualTo(new Outcome.Stopped<>(Message.of("state.bring-up-stopped")));
        Await.until("the child is gone", Duration.ofSeconds(5),
                () -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void without_any_compose_it_says_what_was_tried() throws Exception {
        program("docker", "exit 1");
        program("docker-compose", "exit 1");
        assertThat(problem(up(compose(Environment.DEFAULT))))
                .isEqualTo(new ComposeMissing(List.of("docker compose", "docker-compose")));
    }

    @Test
    void without_a_compose_file_nothing_is_run() throws Exception {
        program("docker", "touch ran");
        Files.delete(project.resolve("docker-compose.yml"));
        assertThat(problem(up(compose(Environment.DEFAULT)))).isEqualTo(new ComposeFileMissing(project));
        assertThat(project.resolve("ran")).doesNotExist();
    }

    @Test
    void a_project_knows_its_containers_by_folder_and_else_by_the_name_compose_gives_it() throws IOException {
        ComposeProject mine = new ComposeProject(project);
        assertThat(mine.name(Map.of())).isEqualTo("myproject");
        assertThat(mine.livesIn(Map.of("com.docker.compose.project.working_dir", project.toRealPath().toString()))).isTrue();
        assertThat(
                mine.owns(Map.of("com.docker.compose.project.working_dir", "/elsewhere", "com.docker.compose.project", "other")))
                .isFalse();
        assertThat(mine.owns(
                Map.of("com.docker.compose.project.working_dir", "/mnt/c/elsewhere", "com.docker.compose.project", "myproject")))
                .isTrue();
        assertThat(mine.owns(Map.of())).isFalse();

        Files.writeString(project.resolve("docker-compose.yml"), "name: \"fromfile\"\nservices: {}\n");
        assertThat(mine.name(Map.of())).isEqualTo("fromfile");
        Files.writeString(project.resolve(".env"), "A=b\nCOMPOSE_PROJECT_NAME=fromenv # why\n");
        assertThat(mine.name(Map.of())).isEqualTo("fromenv");
        assertThat(mine.name(Map.of("COMPOSE_PROJECT_NAME", "fromshell"))).isEqualTo("fromshell");
    }
}
