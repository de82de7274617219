package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Compose's verdict on a file depends on, so that it is asked again when that changes, and only then.
class ComposeMarkTest {

    @TempDir
    Path folder;

    private Optional<String> mark(Map<String, String> variables) {
        return new ComposeProject(folder).mark(variables, Optional.of(folder.resolve(".env.staging")));
    }

    @Test
    void it_changes_with_the_file_its_overrides_its_environment_and_the_variables_that_it_names() throws IOException {
        write("docker-compose.yml", "services:\n  postgres:\n    image: postgres:${TAG}\n");
        Map<String, String> variables = Map.of("TAG", "15", "HOME", "/a");
        Optional<String> first = mark(variables);
        assertThat(first).isPresent();
        assertThat(mark(Map.of("TAG", "15", "HOME", "/b"))).as("not one that it names").isEqualTo(first);

        Set<Optional<String>> all = new HashSet<>(Set.of(first, mark(Map.of("TAG", "16"))));
        write("docker-compose.override.yml", "services: {}\n");
        all.add(mark(variables));
        write(".env", "A=1\n");
        all.add(mark(variables));
        write(".env.staging", "A=1\n");
        all.add(mark(variables));
        write("docker-compose.yml", "services:\n  postgres:\n    image: postgres:${TAG}x\n");
        all.add(mark(variables));
        assertThat(all).hasSize(6);
    }

    @Test
    void a_file_that_takes_others_in_has_none() throws IOException {
        write("docker-compose.yml", "include:\n  - other.yml\nservices: {}\n");
        assertThat(mark(Map.of())).isEmpty();
        write("docker-compose.yml", "services:\n  postgres:\n    extends:\n      file: other.yml\n");
        assertThat(mark(Map.of())).isEmpty();
        write("docker-compose.yml", "services: {}\n");
        assertThat(mark(Map.of())).isPresent();
        assertThat(mark(Map.of("COMPOSE_FILE", "a.yml:b.yml"))).isEmpty();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
