package dev.lockkeeper.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HereTest {

    private static final Path PROJECT = Path.of("/srv/my project").toAbsolutePath();

    @Test
    void a_command_names_what_the_present_folder_would_not_say() {
        Here here = Here.in(PROJECT, Optional.of("practice"), Optional.of(Path.of("/srv/sql")), Optional.of("none"));

        assertThat(here.complete("lockkeeper upgrade 004")).isEqualTo("lockkeeper upgrade 004 --project \"" + PROJECT
                + "\" --environment practice --migrations " + Path.of("/srv/sql") + " --alembic none");
        assertThat(here.complete("lockkeeper doctor --environment other")).doesNotContain("practice");
        assertThat(here.complete("docker compose up -d postgres"))
                .isEqualTo("docker compose -f \"" + PROJECT.resolve("docker-compose.yml") + "\" up -d postgres");
        assertThat(here.complete("sudo systemctl start docker")).isEqualTo("sudo systemctl start docker");
        assertThat(here.complete("")).isEmpty();
    }

    @Test
    void in_the_projects_own_folder_commands_stay_short() {
        Here here = Here.in(Path.of("").toAbsolutePath(), Optional.of("default"), Optional.empty(), Optional.empty());

        assertThat(here).isEqualTo(Here.PRESENT_FOLDER);
        assertThat(here.complete("lockkeeper upgrade 004")).isEqualTo("lockkeeper upgrade 004");
    }
}
