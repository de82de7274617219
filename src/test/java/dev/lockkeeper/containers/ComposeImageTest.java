package dev.lockkeeper.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeImageTest {

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
        assertThat(ComposeImage.withMajor(yaml.formatted(image), "postgres", "15")).contains(yaml.formatted(expected));
    }

    @Test
    void the_project_s_own_file_can_be_set_back() throws IOException {
        String yaml = Files.readString(Path.of("docker-compose.yml"));
        assertThat(ComposeImage.withMajor(yaml, "postgres", "14"))
                .contains(yaml.replace("image: postgres:15", "image: postgres:14"));
    }

    @ParameterizedTest
    @CsvSource({"${IMAGE:-postgres:16}", "postgres", "postgres:latest"})
    void an_image_without_a_version_is_left_alone(String image) {
        assertThat(ComposeImage.withMajor("services:\n  postgres:\n    image: " + image + "\n", "postgres", "15")).isEmpty();
    }

    @Test
    void the_image_of_another_service_is_never_taken() {
        assertThat(ComposeImage.withMajor("services:\n  postgres:\n    build: .\n  web:\n    image: web:3\n", "postgres", "15"))
                .isEmpty();
    }
}
