package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.adapter.machine.Commands;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.DesktopFacts;
import dev.lockkeeper.operation.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The real registry, pipes and processes of Windows, with or without Docker Desktop. Starts nothing.
@EnabledOnOs(OS.WINDOWS)
class DesktopOnWindowsTest {

    @Test
    void the_registry_answers_and_what_is_installed_is_where_it_says() {
        DesktopFacts facts = DesktopCommandLine.ofThisMachine().look();
        assertThat(facts.kind()).isNotEqualTo(DesktopFacts.Kind.SERVICE);
        facts.place().ifPresent(place -> assertThat(Files.isRegularFile(Path.of(place, "Docker Desktop.exe"))).isTrue());
        assertThat(Commands.ofThisMachine().run(Duration.ofSeconds(10), new StopSignal(),
                List.of("reg", "query", "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion", "/v", "ProductName"))
                .orElseThrow().text()).contains("REG_SZ");
    }

    @Test
    void the_pipes_of_this_machine_are_listed() {
        assertThat(Machine.here().pipes().get()).isNotEmpty();
    }

    @Test
    void a_program_that_never_ends_is_ended() {
        assertThat(
                Commands.ofThisMachine().run(Duration.ofMillis(500), new StopSignal(), List.of("ping", "-n", "60", "127.0.0.1")))
                .isEmpty();
    }
}
