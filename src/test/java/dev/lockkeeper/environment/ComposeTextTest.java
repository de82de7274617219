package dev.lockkeeper.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeTextTest {

    @Test
    void the_service_with_an_image_of_postgres_is_the_database() {
        assertThat(ComposeText.of("""
            version: "3.8"
            services:
              web:
                image: ghcr.io/org/web:1   # not this
                environment:
                  image: postgres:9
              "db":
                build: .
                image: 'registry.local:5000/library/postgres:15-alpine'
            volumes:
              postgres:
            """).database()).contains(new DatabaseInCompose("db", "registry.local:5000/library/postgres:15-alpine"));
    }

    @Test
    void its_offspring_and_a_default_count_and_exporters_do_not() {
        assertThat(ComposeText.of("services:\n  a:\n    image: pgvector/pgvector:pg16\n").database())
                .contains(new DatabaseInCompose("a", "pgvector/pgvector:pg16"));
        assertThat(ComposeText.of("services:\n  a:\n    image: ${IMAGE:-postgres:17}\n").database())
                .contains(new DatabaseInCompose("a", "postgres:17"));
        assertThat(ComposeText.of("services:\n  a:\n    image: postgres-exporter:1\n").database()).isEmpty();
        assertThat(ComposeText.of("").database()).isEmpty();
    }

    @Test
    void without_a_known_image_the_port_or_the_variables_of_a_server_tell() {
        ComposeText text = ComposeText.of("""
            services:
              web:
                build: .
                ports: ["3000:3000"]
                depends_on: [store]
                environment:
                  POSTGRES_HOST: store
                  POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}
              store:
                build: ./db
                ports:
                  - "127.0.0.1:${POSTGRES_PORT:-5433}:5432"
              cache:
                image: redis:7
            """);
        assertThat(text.databases()).containsExactly(new DatabaseInCompose("store", ""));
        assertThat(text.published("store")).containsExactly(new ComposeText.Published(5433, 5432));
        assertThat(text.published("web")).containsExactly(new ComposeText.Published(3000, 3000));
        assertThat(text.dependsOn("web")).containsExactly("store");
        assertThat(ComposeText.of("""
            services:
              store:
                build: ./db
                environment:
                  - POSTGRES_PASSWORD=${DB_SECRET:?}
                ports:
                  - target: 5432
                    published: "5434"
                    protocol: tcp
            """)).satisfies(other -> {
            assertThat(other.databases()).extracting(DatabaseInCompose::name).containsExactly("store");
            assertThat(other.published("store")).containsExactly(new ComposeText.Published(5434, 5432));
            assertThat(other.passwordVariable("store")).contains("DB_SECRET");
        });
    }

    @Test
    void of_two_the_one_of_that_name_is_meant_else_none() {
        String two = "services:\n  %s:\n    image: postgres:15\n  old:\n    image: postgres:12\n";
        assertThat(ComposeText.of(two.formatted("postgres")).database())
                .contains(new DatabaseInCompose("postgres", "postgres:15"));
        assertThat(ComposeText.of(two.formatted("db")).database()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"postgres:16, postgres:15", "postgres:16.4, postgres:15", "postgres:16-alpine, postgres:15-alpine",
            "postgres:16.4-bookworm, postgres:15-bookworm",
            "registry.local:5000/db/postgres:16, registry.local:5000/db/postgres:15"})
    void the_version_of_the_image_changes_and_nothing_else(String image, String expected) {
        String yaml = """
            services:
              web:
                image: web:3
              postgres:
                # ours
                restart: always
                image: "%s"  # the database
                ports: ["5432:5432"]
            """;
        assertThat(ComposeText.of(yaml.formatted(image)).withMajor("postgres", "15")).contains(yaml.formatted(expected));
    }

    @Test
    void the_project_s_own_file_can_be_set_back() throws IOException {
        String yaml = Files.readString(Path.of("docker-compose.yml"));
        assertThat(ComposeText.of(yaml).withMajor("postgres", "14"))
                .contains(yaml.replace("image: postgres:15", "image: postgres:14"));
    }

    @ParameterizedTest
    @CsvSource({"${IMAGE:-postgres:16}", "postgres", "postgres:latest"})
    void an_image_without_a_version_is_left_alone(String image) {
        assertThat(ComposeText.of("services:\n  postgres:\n    image: " + image + "\n").withMajor("postgres", "15")).isEmpty();
    }

    @Test
    void the_image_of_another_service_is_never_taken() {
        assertThat(ComposeText.of("services:\n  postgres:\n    build: .\n  web:\n    image: web:3\n").withMajor("postgres", "15"))
                .isEmpty();
    }
}
