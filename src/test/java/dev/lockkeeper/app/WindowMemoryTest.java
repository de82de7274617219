package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.shell.Taste;
import dev.lockkeeper.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowMemoryTest {

    private static final Taste FIRST = new Taste(Language.KOREAN, Look.LIGHT);

    @Test
    void a_window_that_was_never_opened_begins_as_it_is_asked_to(@TempDir Path home) {
        assertThat(memory(home).recall(FIRST)).isEqualTo(FIRST);
    }

    @Test
    void language_and_look_are_there_at_the_next_start(@TempDir Path home) {
        Taste chosen = new Taste(Language.ENGLISH, Look.DARK);
        memory(home.resolve("new")).keep(FIRST);
        memory(home.resolve("new")).keep(chosen);
        assertThat(memory(home.resolve("new")).recall(FIRST)).isEqualTo(chosen);
    }

    @Test
    void a_file_that_says_nothing_sensible_changes_nothing(@TempDir Path home) throws IOException {
        Files.writeString(home.resolve("window.properties"), "language=xx\nlook=\\uZZZZ\n");
        assertThat(memory(home).recall(FIRST)).isEqualTo(FIRST);
    }

    @Test
    void the_picked_folder_is_opened_at_the_next_start_unless_the_present_one_is_a_project(@TempDir Path home)
            throws IOException {
        Path picked = Files.createDirectories(home.resolve("골라 낸 폴더"));
        Files.writeString(picked.resolve("compose.yaml"), "services: {}\n");
        Path present = Files.createDirectories(home.resolve("elsewhere"));
        assertThat(memory(home).project(present)).isEqualTo(present);
        memory(home).keepProject(picked);
        memory(home).keep(FIRST);
        assertThat(memory(home).project(present)).as("the taste was kept after it").isEqualTo(picked);
        assertThat(memory(home).recall(new Taste(Language.ENGLISH, Look.DARK))).isEqualTo(FIRST);
        Files.writeString(present.resolve(".env"), "A=1\n");
        assertThat(memory(home).project(present)).isEqualTo(present);
        Files.delete(present.resolve(".env"));
        Files.delete(picked.resolve("compose.yaml"));
        assertThat(memory(home).project(present)).as("it is no project any more").isEqualTo(present);
    }

    private static WindowMemory memory(Path home) {
        return new WindowMemory(new Folders(home));
    }
}
