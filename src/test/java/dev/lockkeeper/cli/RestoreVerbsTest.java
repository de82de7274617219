package dev.lockkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.backup.Contents;
import dev.lockkeeper.backup.RestoreSite;
import dev.lockkeeper.environment.Care;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `verify`, `restore`, `swap-back` and `kept`, as they are typed.
@Timeout(60)
class RestoreVerbsTest {

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Bench(folder);
        bench.care = Care.LOCAL;
        assertThat(bench.type("backup").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void verify_restores_the_newest_and_says_table_by_table_what_it_found() {
        Bench.Said said = bench.type("verify", "--lang", "en");

        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.out()).contains("restored and as its manifest says", "public.users", "94", "schema fingerprint equal");
        assertThat(bench.type("backups", "--json").out()).contains("\"verified\":true", "\"state\":\"passed\"");
    }

    @Test
    void a_restore_with_problems_is_attention_and_one_that_differs_is_failed() {
        bench.site.problems = 5;
        Bench.Said problems = bench.type("verify", "--lang", "en");
        assertThat(problems.code()).isEqualTo(ExitCode.ATTENTION);
        assertThat(problems.out()).contains("restored with 5 problems");

        bench.site.restoring = new Contents(new TreeMap<>(Map.of("public.users", 1L)), "f1");
        assertThat(bench.type("verify").code()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void a_report_is_written_and_checked_and_a_changed_one_is_refused() throws IOException {
        Path report = folder.resolve("drill.json");
        assertThat(bench.type("verify", "--report", report.toString()).code()).isEqualTo(ExitCode.DONE);

        Bench.Said checked = bench.type("verify", report.toString(), "--lang", "en");
        assertThat(checked.code()).isEqualTo(ExitCode.DONE);
        assertThat(checked.out()).contains("is as it was written");

        Files.writeString(report, Files.readString(report).replace(": 94", ": 95"));
        assertThat(bench.type("verify", report.toString(), "--json").out()).contains("REPORT_ALTERED");
    }

    @Test
    void restore_tells_what_is_lost_and_needs_the_name_of_the_database() {
        bench.site.live = new Contents(new TreeMap<>(Map.of("public.users", 96L)), "f1");
        bench.site.sessions.add(new RestoreSite.Session(214, "llm_app", "chat", "10.0.0.7", "idle", Instant.EPOCH));

        Bench.Said refused = bench.type("restore", "latest", "--yes", "--lang", "en");
        assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.err()).contains("public.users", "2 rows fewer", "1 session will be cut off", "pid 214");
        assertThat(bench.site.log).doesNotContain("swapped");
        assertThat(bench.type("restore", "latest", "--confirm", "other").code()).isEqualTo(ExitCode.REFUSED);

        Bench.Said done = bench.type("restore", "latest", "--confirm", "llm_webapp", "--json");
        assertThat(done.code()).as(done.out() + done.err()).isEqualTo(ExitCode.DONE);
        assertThat(done.out()).contains("\"former\":\"llm_webapp__old_0\"", "\"guard\":");
        assertThat(bench.site.log).contains("built TEST", "swapped");
    }

    @Test
    void in_production_the_backup_before_is_no_choice_for_any_verb() {
        bench.care = Care.PRODUCTION;
        for (String typed : List.of("restore latest", "upgrade", "downgrade")) {
            Bench.Said refused = bench.type((typed + " --no-backup --confirm llm_webapp --json").split(" "));
            assertThat(refused.code()).as(typed).isEqualTo(ExitCode.REFUSED);
            assertThat(refused.out()).as(typed).contains("GUARD_REQUIRED");
        }
        assertThat(bench.site.log).doesNotContain("swapped");
        assertThat(bench.ladder.level).isEqualTo(3);
    }

    @Test
    void elsewhere_the_backup_is_declined_by_typing_the_name() {
        assertThat(bench.type("upgrade", "--no-backup", "--yes").code()).isEqualTo(ExitCode.REFUSED);
        int before = bench.type("backups").lines().size();

        assertThat(bench.type("upgrade", "--no-backup", "--confirm", "llm_webapp").code()).isEqualTo(ExitCode.DONE);

        assertThat(bench.type("backups").lines()).hasSize(before);
        assertThat(bench.ladder.level).isEqualTo(4);
    }

    @Test
    void an_upgrade_whose_backup_does_not_restore_does_not_begin() {
        bench.site.problems = 1;

        Bench.Said said = bench.type("upgrade", "--yes", "--json");

        assertThat(said.code()).isEqualTo(ExitCode.FAILED);
        assertThat(said.out()).contains("RESTORED_WITH_PROBLEMS");
        assertThat(bench.ladder.level).isEqualTo(3);
    }

    @Test
    void the_former_database_comes_back_by_one_command_and_goes_by_another() {
        assertThat(bench.type("swap-back", "--yes", "--json").out()).contains("NOTHING_KEPT");
        bench.type("restore", "latest", "--confirm", "llm_webapp", "--no-backup");

        assertThat(bench.type("kept", "--lang", "en").out()).contains("former", "llm_webapp__old_0");
        assertThat(bench.type("swap-back", "--yes").code()).isEqualTo(ExitCode.DONE);
        assertThat(bench.site.log).contains("back to llm_webapp__old_0");
        assertThat(bench.type("kept", "--drop", "llm_webapp__old_0", "--yes").code()).isEqualTo(ExitCode.REFUSED);
        assertThat(bench.type("kept", "--drop", "llm_webapp__old_0", "--confirm", "llm_webapp").code()).isEqualTo(ExitCode.DONE);
        assertThat(bench.type("kept", "--drop", "nothing", "--confirm", "llm_webapp").code()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void a_restore_that_was_cut_off_is_told_and_ended_either_way() {
        bench.site.interrupted = Optional.of(new RestoreSite.Interrupted("llm_webapp", Optional.of("llm_webapp__restore_1")));
        Bench.Said told = bench.type("restore", "latest", "--confirm", "llm_webapp", "--json");
        assertThat(told.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(told.out()).contains("RESTORE_CUT_OFF", "restore --reopen");

        assertThat(bench.type("restore", "--reopen", "--yes").code()).isEqualTo(ExitCode.DONE);
        assertThat(bench.site.log).contains("reopened");
        assertThat(bench.type("restore", "--finish", "--yes").code()).as("nothing is cut off any more")
                .isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void what_is_no_backup_is_refused_and_a_damaged_one_fails() throws IOException {
        Path png = Files.write(folder.resolve("picture.dump"), new byte[]{(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        assertThat(bench.type("verify", png.toString(), "--json").out()).contains("NO_BACKUP");
        assertThat(bench.type("verify", png.toString()).code()).isEqualTo(ExitCode.REFUSED);
        assertThat(bench.type("restore", "no-such-file", "--confirm", "llm_webapp", "--json").out()).contains("BACKUP_UNKNOWN");
        assertThat(bench.type("restore").code()).isEqualTo(ExitCode.USAGE);

        Path file;
        try (var files = Files.list(folder.resolve("backups"))) {
            file = files.filter(path -> path.toString().endsWith(".dump")).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertThat(bench.type("verify").code()).isEqualTo(ExitCode.FAILED);
        assertThat(bench.type("backups", "--lang", "en").out()).contains("Damaged");
        assertThat(bench.site.kept).isEmpty();
        bench.site.kept.add(new RestoreSite.Kept("x", RestoreSite.Role.TEST, Instant.EPOCH, OptionalLong.empty(), true));
        assertThat(bench.type("kept", "--lang", "en").out()).contains("restore test");
    }
}
