package dev.lockkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.HealthCheck;
import dev.lockkeeper.containers.ProvenBackups.Proven;
import dev.lockkeeper.containers.UnusedImage;
import dev.lockkeeper.environment.Care;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `container`, as it is typed.
@Timeout(60)
class ContainerVerbTest {

    private static final String VOLUME = "demo_postgres_data";

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Bench(folder);
        bench.care = Care.LOCAL;
    }

    @Test
    void the_status_is_told_to_people_and_to_programs() {
        Bench.Said said = bench.type("container", "--lang", "en");
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out()).contains("demo-postgres-1: Healthy", "127.0.0.1:5432 → 5432", VOLUME, "accepting connections");
        assertThat(bench.type("container", "status", "--lang", "ko").out()).contains("정상");
        Bench.Said json = bench.type("container", "status", "--json");
        assertThat(json.lines()).hasSize(1);
        assertThat(json.out()).contains("\"condition\":\"healthy\"", "\"restarts\":0", "\"probes\":[{", "\"findings\":[]",
                "\"exit\":0");
    }

    @Test
    void an_ended_one_fails_the_script_and_says_why() {
        bench.service.state = Optional.of(State.EXITED);
        bench.service.exitCode = 137;
        bench.service.log = List.of("FATAL:  gone");
        Bench.Said said = bench.type("container", "--lang", "en");
        assertThat(said.code()).isEqualTo(ExitCode.FAILED);
        assertThat(said.out()).contains("Exited (code 137)", "SIGKILL", "FATAL:  gone").doesNotContain("memory");
        bench.service.state = Optional.empty();
        assertThat(bench.type("container", "--json").out()).contains("\"condition\":\"none\"");
    }

    @Test
    void a_weak_health_check_is_pointed_out_with_its_patch() {
        bench.service.check = new HealthCheck(List.of("CMD-SHELL", "pg_isready -U app"), Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                5, 0, List.of());
        Bench.Said said = bench.type("container", "--lang", "en");
        assertThat(said.code()).isEqualTo(ExitCode.ATTENTION);
        assertThat(said.out()).contains("HC_SOCKET_ONLY", "-h 127.0.0.1");
        assertThat(bench.type("container", "--json").out()).contains("\"problem\":\"HC_SOCKET_ONLY\"");
    }

    @Test
    void what_cuts_sessions_wants_a_yes_and_its_command_is_shown_first() {
        assertThat(bench.type("container", "stop").code()).isEqualTo(ExitCode.REFUSED);
        assertThat(bench.service.did).isEmpty();
        Bench.Said said = bench.type("container", "stop", "--yes", "--lang", "en");
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.err().lines().toList()).contains("$ docker compose stop postgres");
        assertThat(bench.type("container", "start", "--json").out()).contains("\"condition\":\"healthy\"");
        bench.care = Care.PRODUCTION;
        assertThat(bench.type("container", "restart", "--yes").code()).as("production wants the name")
                .isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void unused_images_are_listed_and_go_after_a_yes() {
        Bench.Said none = bench.type("container", "prune", "--lang", "en");
        assertThat(none.code()).as("nothing to ask about").isEqualTo(ExitCode.DONE);
        assertThat(none.out()).contains("no unused image");
        bench.service.unused.add(new UnusedImage("sha256:aaaa0000bbbb1111", Instant.EPOCH, 431_000_000));
        Bench.Said asked = bench.type("container", "prune", "--lang", "en");
        assertThat(asked.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(asked.err()).contains("aaaa0000bbbb", "$ docker image rm aaaa0000bbbb");
        assertThat(bench.service.did).isEmpty();
        Bench.Said said = bench.type("container", "prune", "--yes", "--json");
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.lines().getLast()).contains("\"removed\":1", "\"bytes\":431000000", "\"exit\":0");
        assertThat(bench.service.unused).isEmpty();
    }

    @Test
    void an_image_is_loaded_from_a_file_that_has_to_be_named() {
        assertThat(bench.type("container", "load").code()).isEqualTo(ExitCode.USAGE);
        Bench.Said said = bench.type("container", "load", "images.tar", "--lang", "en");
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out()).contains("postgres:15");
        assertThat(bench.type("container", "dance").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_choice_is_kept() {
        bench.service.several = List.of("demo: demo-postgres-1", "other: other-postgres-1");
        assertThat(bench.type("container", "choose", "other").code()).isEqualTo(ExitCode.DONE);
        assertThat(bench.service.chosen).contains("other");
        Bench.Said unknown = bench.type("container", "choose", "nosuch", "--lang", "en");
        assertThat(unknown.code()).as(unknown.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(unknown.err()).contains("demo: demo-postgres-1", "other: other-postgres-1");
        assertThat(bench.service.chosen).contains("other");
        bench.service.several = List.of();
        assertThat(bench.type("container", "choose", "nosuch").code()).isEqualTo(ExitCode.USAGE);
        assertThat(bench.type("container", "choose", "a b;c").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_reset_wants_a_proven_backup_or_its_refusal_and_the_volumes_name() {
        Bench.Said bare = bench.type("container", "reset-volume", "--confirm=" + VOLUME, "--json");
        assertThat(bare.out()).contains("\"problem\":\"RESET_WITHOUT_BACKUP\"");
        assertThat(bench.type("container", "reset-volume", "--no-backup").code()).isEqualTo(ExitCode.REFUSED);
        assertThat(bench.type("container", "reset-volume", "--no-backup", "--confirm=llm_webapp").code())
                .as("the volume's name, not the database's").isEqualTo(ExitCode.REFUSED);
        assertThat(bench.service.did).isEmpty();

        bench.service.backup = Optional.of(new Proven("b.dump", Instant.now().minusSeconds(60), 1));
        Bench.Said done = bench.type("container", "reset-volume", "--confirm=" + VOLUME, "--lang", "en");
        assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
        assertThat(done.err()).contains(VOLUME, "b.dump", "$ docker volume rm " + VOLUME);
        assertThat(done.out()).contains("lockkeeper restore b.dump");
        assertThat(bench.service.did).contains("docker volume rm " + VOLUME);
    }

    @Test
    void production_is_never_reset() {
        bench.care = Care.PRODUCTION;
        bench.service.backup = Optional.of(new Proven("b.dump", Instant.now(), 1));
        assertThat(bench.type("container", "reset-volume", "--no-backup", "--confirm=" + VOLUME, "--json").out())
                .contains("RESET_IN_PRODUCTION");
        assertThat(bench.service.did).isEmpty();
    }
}
