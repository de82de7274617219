package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a scheduler starts this console again.
class OwnLauncherTest {

    @TempDir
    Path folder;

    @Test
    void it_is_started_as_it_was_with_what_moves_its_folders_and_no_secret() throws IOException {
        Path launcher = Files.writeString(folder.resolve("락 키퍼"), "");

        assertThat(command(Map.of("lockkeeper.launcher", launcher.toString(), "os.name", "Linux"),
                Map.of("LOCKKEEPER_HOME", "/집", "POSTGRES_PASSWORD", "geheim", "LOCKKEEPER_IDENTITY", "/stick/key")))
                .containsExactly("/usr/bin/env", "LOCKKEEPER_HOME=/집", launcher.toString(), "backup", "--scheduled", "--project",
                        folder.toString(), "--environment", "production", "--lang", "ko");
    }

    @Test
    void on_windows_the_program_with_a_console_is_taken() throws IOException {
        Path window = Files.writeString(folder.resolve("lockkeeper.exe"), "");
        Path verbs = Files.writeString(folder.resolve("lockkeeper-cli.exe"), "");

        assertThat(command(Map.of("jpackage.app-path", window.toString(), "os.name", "Windows 11"), Map.of()))
                .startsWith(verbs.toString(), "backup", "--scheduled");
    }

    @Test
    void a_console_without_a_launcher_says_so() {
        for (Map<String, String> properties : List.<Map<String, String>>of(Map.of(),
                Map.of("lockkeeper.launcher", folder.resolve("gone").toString()))) {
            assertThatThrownBy(() -> command(properties, Map.of())).isInstanceOfSatisfying(ProblemException.class,
                    e -> assertThat(e.problem()).isEqualTo(new BackupProblem.LauncherMissing()));
        }
    }

    private List<String> command(Map<String, String> properties, Map<String, String> variables) {
        return new OwnLauncher(properties::get, variables).scheduledBackup(
                new Settings(folder, Optional.empty(), Optional.empty(), Language.KOREAN),
                new Environment("production", Care.PRODUCTION, new Address("127.0.0.1", 5432, "llm_webapp", "llm_app"),
                        new Secret("geheim"), Optional.empty()));
    }
}
