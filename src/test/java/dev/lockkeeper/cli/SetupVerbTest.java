package dev.lockkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.setup.SetupBench;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `setup`, as it is typed.
@Timeout(60)
class SetupVerbTest {

    @TempDir
    Path folder;

    @TempDir
    Path own;

    private Bench bench;
    private SetupBench machine;

    @BeforeEach
    void setUp() throws Exception {
        bench = new Bench(own);
        machine = new SetupBench(folder, own.resolve("house")).bare();
        bench.setup = machine::setup;
    }

    @Test
    void a_bare_clone_ends_at_a_proven_schema_and_never_says_the_password() throws Exception {
        Bench.Said look = bench.type("setup", "--look", "--lang", "en");
        assertThat(look.code()).as(look.err()).isEqualTo(ExitCode.ATTENTION);
        assertThat(look.out()).contains("To do");
        assertThat(folder.resolve(".env")).doesNotExist();
        Bench.Said said = bench.type("setup", "--lang", "en");
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out()).contains("Fixed for you", "Everything is ready");
        String password = Files.readString(folder.resolve(".env")).lines().filter(line -> line.startsWith("POSTGRES_PASSWORD"))
                .findFirst().orElseThrow().split("=", 2)[1];
        assertThat(said.out() + said.err()).doesNotContain(password);
        Bench.Said again = bench.type("setup", "--json");
        assertThat(again.code()).isEqualTo(ExitCode.DONE);
        assertThat(again.lines()).hasSize(1);
        assertThat(again.out()).contains("\"done\":7", "\"finished\":true", "\"step\":\"proof\"");
    }

    @Test
    void it_stops_where_a_person_has_to_decide_and_the_rest_waits() {
        machine.engine = new EngineProblem.EngineForbidden("unix:///x", "permission denied");
        Bench.Said said = bench.type("setup", "--json");
        assertThat(said.code()).isEqualTo(ExitCode.FAILED);
        assertThat(said.lines()).hasSize(2);
        assertThat(said.lines().getFirst()).contains("\"state\":\"broken\"", "ENGINE_FORBIDDEN", "\"state\":\"waiting\"",
                "\"exit\":2");
        assertThat(said.lines().getLast()).contains("\"problem\":\"ENGINE_FORBIDDEN\"");
        assertThat(said.lines().getFirst()).as("what nobody looked at").contains("\"fact\":\"").doesNotContain("{0}", "{1}");
        assertThat(bench.type("setup", "--look").code()).isEqualTo(ExitCode.FAILED);
        Bench.Said told = bench.type("setup", "--lang", "en");
        assertThat(told.out()).contains("not checked").doesNotContain("{0}");
    }

    @Test
    void a_password_of_which_a_part_would_be_lost_is_told_before_a_volume_keeps_it() throws Exception {
        Files.writeString(folder.resolve(".env"),
                "POSTGRES_USER=llm_app\nPOSTGRES_DB=llm_webapp\nPOSTGRES_PASSWORD=ab$nowhere_set\n");
        Bench.Said look = bench.type("setup", "--look", "--lang", "en");
        assertThat(look.out())
                .contains("a $ in a password begins a variable", "PASSWORD_EXPANDED", "lockkeeper env --quote-password")
                .doesNotContain("nowhere_set");
    }

    @Test
    void it_opens_an_environment_that_has_no_file_yet_and_other_verbs_do_not() {
        bench.type("setup", "--look");
        assertThat(bench.opened.getLast().beginning()).isTrue();
        bench.type("current");
        assertThat(bench.opened.getLast().beginning()).isFalse();
    }
}
