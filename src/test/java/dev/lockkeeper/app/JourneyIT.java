package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.cli.Cli;
import dev.lockkeeper.cli.ExitCode;
import dev.lockkeeper.cli.Interruption;
import dev.lockkeeper.cli.Journey;
import dev.lockkeeper.cli.Opening;
import dev.lockkeeper.cli.Terminal;
import dev.lockkeeper.words.Language;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The tour of a machine without a display, on the real practice database.
@Timeout(300)
class JourneyIT {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(heard, true, StandardCharsets.UTF_8);
    private final Terminal terminal = new Terminal(stream, stream, false, _ -> Optional.empty());

    @Test
    void ends_green_the_first_time_and_the_second() {
        Opening opening = (choice, _, says) -> Wiring.desk(choice, new Folders(folder.resolve("집 home")), says);
        for (Language language : Language.values()) {
            ExitCode code = new Journey(opening, language, Advices::on, terminal, new Interruption()).run();
            assertThat(code).as(text()).isEqualTo(ExitCode.DONE);
        }
        assertThat(text()).contains("== One step back", "== 004까지 업그레이드", "== Upgrade to 004").doesNotContain("[journey.",
                "[cli.",
                "[problem.", "\tat ");
        ExitCode current = new Cli("0", opening, Advices::on, terminal, new Interruption()).run("current", "--environment",
                "practice");
        assertThat(current).isEqualTo(ExitCode.DONE);
    }

    private String text() {
        return heard.toString(StandardCharsets.UTF_8);
    }
}
