package dev.lockkeeper.containers;

import dev.lockkeeper.environment.ComposeText;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.HealthCheckProblem.HcMissing;
import dev.lockkeeper.testing.FakeService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthCheckLintTest {

    @TempDir
    Path folder;

    private static ServiceFacts facts(String database, String... test) {
        FakeService service = new FakeService();
        service.check = test.length == 0
                ? HealthCheck.NONE
                : new HealthCheck(List.of(test), Duration.ofSeconds(2), Duration.ofSeconds(3), 5, 0, List.of());
        ServiceFacts facts = service.look().orElseThrow();
        return new ServiceFacts(facts.container(), facts.origin(), facts.image(), facts.check(), facts.policy(),
                new ServiceFacts.Ways(facts.ways().ports(), facts.ways().mounts(), "app", database), facts.createdAt());
    }

    private static List<String> codes(ServiceFacts facts) {
        return HealthCheckLint.of(facts, Optional.empty()).stream().map(HealthCheckProblem::code).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', nullValues = "-", value = {
            "pg_isready -U x                                ~ app   ~ HC_SOCKET_ONLY",
            "pg_isready -U app -d appdb                     ~ appdb ~ HC_SOCKET_ONLY",
            "pg_isready -h /var/run/postgresql -U app -d x  ~ appdb ~ HC_SOCKET_ONLY",
            "pg_isready -h 127.0.0.1 -U app -d appdb        ~ appdb ~ -",
            "pg_isready -h127.0.0.1 -U app                  ~ app   ~ -",
            "pg_isready --host=localhost --dbname=appdb     ~ appdb ~ -",
            "PGHOST=127.0.0.1 pg_isready -d appdb           ~ appdb ~ -",
            "pg_isready -h 127.0.0.1 -U app                 ~ appdb ~ HC_NO_DATABASE",
            "pg_isready -U app                              ~ appdb ~ HC_SOCKET_ONLY,HC_NO_DATABASE",
            "psql postgresql://app@127.0.0.1/appdb -c 'select 1' ~ appdb ~ -",
            "psql -h 127.0.0.1 -U app -d appdb -c 'select 1'     ~ appdb ~ -",
            "true                                           ~ app   ~ HC_ALWAYS_TRUE",
            "exit 0                                         ~ app   ~ HC_ALWAYS_TRUE",
            "pg_isready -h 127.0.0.1 || true                ~ app   ~ HC_ALWAYS_TRUE",
            "pg_isready -h 127.0.0.1 -d app || exit 1       ~ app   ~ -",
            "/usr/local/bin/our-own-check                   ~ appdb ~ -"})
    void what_a_check_cannot_notice_is_said(String command, String database, String expected) {
        List<String> codes = expected == null ? List.of() : List.of(expected.split(","));
        assertThat(codes(facts(database, "CMD-SHELL", command))).isEqualTo(codes);
        assertThat(codes(facts(database, Stream.concat(Stream.of("CMD"), Stream.of(command.split(" "))).toArray(String[]::new))))
                .isEqualTo(codes);
    }

    @Test
    void none_and_a_disabled_one_are_missing() {
        assertThat(codes(facts("app"))).containsExactly("HC_MISSING");
        assertThat(codes(facts("app", "NONE"))).containsExactly("HC_MISSING");
    }

    private String mended(String yaml, ServiceFacts facts) throws Exception {
        Path file = folder.resolve("docker-compose.yml");
        Files.writeString(file, yaml);
        ComposeText text = new ComposeText("docker-compose.yml", yaml, "demo",
                name -> Optional.ofNullable(Map.of("A", "b").get(name)));
        HealthCheckProblem found = HealthCheckLint.of(facts, Optional.of(text)).getFirst();
        Files.writeString(folder.resolve("change.patch"), found.patch());
        Process git = new ProcessBuilder("git", "apply", "--verbose", "change.patch").directory(folder.toFile())
                .redirectErrorStream(true).start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as(said + "\n" + found.patch()).isZero();
        return Files.readString(file);
    }

    @Test
    void the_patch_changes_the_one_line_and_no_other() throws Exception {
        String yaml = Files.readString(Path.of("docker-compose.yml")).replace("pg_isready -h 127.0.0.1 -U", "pg_isready -U");
        assertThat(mended(yaml, facts("appdb", "CMD-SHELL", "pg_isready -U app -d appdb")))
                .isEqualTo(Files.readString(Path.of("docker-compose.yml")));
    }

    @Test
    void the_patch_puts_a_whole_check_where_there_is_none_or_a_disabled_one() throws Exception {
        String bare = """
            services:
              web:
                image: web
              postgres:
                image: postgres:15
                volumes:
                - data:/var/lib/postgresql/data

            volumes:
              data:
            """;
        String mended = mended(bare, facts("appdb"));
        assertThat(mended).contains("""
                - data:/var/lib/postgresql/data
                healthcheck:
                  test: ["CMD-SHELL", "pg_isready -h 127.0.0.1 -U app -d appdb"]
                  interval: 2s
            """.indent(0));
        String disabled = bare.replace("    volumes:\n", "    healthcheck:\n      disable: true\n    volumes:\n");
        assertThat(mended(disabled, facts("appdb"))).doesNotContain("disable").contains("start_period: 60s\n    volumes:");
    }

    @Test
    void a_test_of_several_lines_is_replaced_whole() throws Exception {
        String yaml = """
            services:
              postgres:
                image: postgres:15
                healthcheck:
                  test:
                    - CMD
                    - pg_isready
                    - -U
                    - app
                  interval: 5s
            """;
        assertThat(mended(yaml, facts("app", "CMD", "pg_isready", "-U", "app"))).isEqualTo("""
            services:
              postgres:
                image: postgres:15
                healthcheck:
                  test: ["CMD-SHELL", "pg_isready -h 127.0.0.1 -U app -d app"]
                  interval: 5s
            """);
    }

    @Test
    void without_the_file_the_patch_is_what_to_write() {
        assertThat(HealthCheckLint.of(facts("appdb"), Optional.empty())).singleElement().isInstanceOf(HcMissing.class)
                .extracting(HealthCheckProblem::patch).asString().startsWith("    healthcheck:\n      test:");
    }

    @Test
    void image_and_volume_are_read_from_the_file_or_not_at_all() throws IOException {
        ComposeText ours = new ComposeText("docker-compose.yml", Files.readString(Path.of("docker-compose.yml")), "demo",
                _ -> Optional.empty());
        assertThat(ours.image("postgres")).contains("postgres:15");
        assertThat(ours.volume("postgres")).contains("demo_postgres_data");
        assertThat(ours.image("web")).isEmpty();
        String yaml = """
            services:
              postgres:
                image: ${REGISTRY:-docker.io}/postgres:${TAG}
                volumes:
                  - ./data:/var/lib/postgresql/data
            """;
        assertThat(new ComposeText("c", yaml, "demo", _ -> Optional.empty()).image("postgres")).isEmpty();
        ComposeText tagged = new ComposeText("c", yaml, "demo",
                name -> name.equals("TAG") ? Optional.of("16") : Optional.empty());
        assertThat(tagged.image("postgres")).contains("docker.io/postgres:16");
        assertThat(tagged.volume("postgres")).as("a folder").isEmpty();
        String named = """
            services:
              postgres:
                volumes:
                  - "pg:/var/lib/postgresql/data:rw"
            volumes:
              pg:
                name: our-data   # kept
            """;
        assertThat(new ComposeText("c", named, "demo", _ -> Optional.empty()).volume("postgres")).contains("our-data");
        assertThat(new ComposeText("c", named.replace("name: our-data   # kept", "external: true"), "demo", _ -> Optional.empty())
                .volume("postgres")).contains("pg");
    }

    @Test
    void a_first_start_is_under_way_until_the_image_says_otherwise() {
        String begun = "The files belonging to this database system will be owned by user \"postgres\".";
        String socket = "LOG:  listening on Unix socket \"/var/run/postgresql/.s.PGSQL.5432\"";
        assertThat(FirstStart.underWay(List.of(begun, socket, "LOG:  database system is ready to accept connections"))).isTrue();
        assertThat(FirstStart.underWay(List.of(begun, socket, "PostgreSQL init process complete; ready for start up.")))
                .isFalse();
        assertThat(FirstStart.underWay(List.of(begun, "psql:/docker-entrypoint-initdb.d/1.sql:1: ERROR:  no",
                "PostgreSQL Database directory appears to contain a database; Skipping initialization"))).isFalse();
        assertThat(FirstStart.underWay(List.of(begun, "LOG:  listening on IPv4 address \"0.0.0.0\", port 5432"))).isFalse();
        assertThat(FirstStart.underWay(List.of(socket))).isFalse();
        assertThat(FirstStart.underWay(List.of())).isFalse();
    }

    private static Optional<ContainerProblem> unfinished(String... log) {
        return FirstStart.unfinished(new ContainerFacts("1", "pg", "postgres:15", ContainerFacts.State.RUNNING,
                ContainerFacts.Health.HEALTHY, 0, 1, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("data"),
                Optional.empty(), Optional.empty()), List.of(log));
    }

    @Test
    void a_first_start_that_broke_off_is_unfinished_from_the_second_on_and_until_a_whole_one() {
        String begun = "The files belonging to this database system will be owned by user \"postgres\".";
        String failed = "psql:/docker-entrypoint-initdb.d/1.sql:3: ERROR:  no";
        String skipped = "PostgreSQL Database directory appears to contain a database; Skipping initialization";
        String done = "PostgreSQL init process complete; ready for start up.";
        assertThat(unfinished(begun, failed, skipped)).contains(new ContainerProblem.FirstStartUnfinished("pg", "data",
                "/docker-entrypoint-initdb.d/1.sql:3", List.of(failed, skipped)));
        assertThat(unfinished(begun, failed, skipped, "LOG:  ready", skipped)).isPresent();
        assertThat(unfinished(begun, skipped)).as("killed in between").contains(
                new ContainerProblem.FirstStartUnfinished("pg", "data", "?", List.of(skipped)));
        assertThat(unfinished(begun, failed)).as("not started again yet").isEmpty();
        assertThat(unfinished(begun, done, skipped, "ERROR:  no")).isEmpty();
        assertThat(unfinished(begun, failed, skipped, begun, done, skipped)).as("made anew").isEmpty();
        assertThat(unfinished(skipped)).as("the log no longer tells").isEmpty();
        assertThat(unfinished()).isEmpty();
    }
}
