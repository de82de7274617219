package dev.lockkeeper.adapter.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.backup.Schedule;
import dev.lockkeeper.backup.ScheduledBackup;
import dev.lockkeeper.testing.RealParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Debian's own `crontab` takes our line and gives the others back; the shell takes the line apart as it was meant.
@Timeout(60)
class CrontabIT {

    @TempDir
    Path folder;

    private final MachinePrograms programs = new MachinePrograms();
    private Optional<Programs.Ran> before = Optional.empty();

    @BeforeEach
    void cron() {
        before = programs.run("crontab", "-l");
        RealParts.needed("LOCKKEEPER_ENGINE", before.isPresent(), "crontab");
    }

    @AfterEach
    void as_it_was() {
        if (before.isPresent() && before.get().good()) {
            programs.must(before.get().out().getBytes(StandardCharsets.ISO_8859_1), List.of("crontab", "-"));
        } else if (before.isPresent()) {
            programs.run("crontab", "-r");
        }
    }

    @Test
    void the_real_crontab_keeps_our_line_and_everything_else() throws IOException {
        Path said = folder.resolve("said 100% it's");
        Path program = Files.createDirectories(folder.resolve("락 키퍼 $HOME")).resolve("run 'it'");
        Files.writeString(program, "#!/bin/sh\nfor word; do printf '%s\\n' \"$word\"; done >\"$1\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        ScheduledBackup backup = new ScheduledBackup("backup-it", new Schedule(LocalTime.of(2, 5)),
                List.of("/usr/bin/env", "A=한 글", program.toString(), said.toString(), "\"회사\" \\ `x` 100%"));
        String theirs = "# 다른 사람의 줄\n17 3 * * * /bin/true 1\\%2\n";
        programs.must(theirs.getBytes(StandardCharsets.UTF_8), List.of("crontab", "-"));
        Crontab cron = new Crontab(programs);

        cron.install(backup);

        String table = table();
        assertThat(table).startsWith(theirs).hasLineCount(3);
        assertThat(cron.installed("backup-it")).isTrue();
        // what cron does with the rest of the line before it gives it to the shell
        String command = table.lines().toList().getLast().replaceFirst("5 2 \\* \\* \\* ", "").replace("\\%", "%");
        assertThat(programs.must(new byte[0], List.of("/bin/sh", "-c", command)).good()).isTrue();
        assertThat(Files.readAllLines(said)).containsExactly(said.toString(), "\"회사\" \\ `x` 100%");
        cron.remove("backup-it");
        assertThat(table()).isEqualTo(theirs);
    }

    private String table() {
        return new String(programs.must(new byte[0], List.of("crontab", "-l")).out().getBytes(StandardCharsets.ISO_8859_1),
                StandardCharsets.UTF_8);
    }
}
