package dev.lockkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.environment.Care;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvVerbTest {

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Bench(folder);
        bench.care = Care.LOCAL;
    }

    @Test
    void a_password_with_a_dollar_is_told_and_quoted_only_when_asked() throws IOException {
        Path file = Files.writeString(folder.resolve(".env"),
                "POSTGRES_USER=llm_app\nPOSTGRES_PASSWORD=a$b\nPOSTGRES_DB=llm_webapp\nPOSTGRES_PORT=5432\n");
        String project = folder.toString();

        Bench.Said told = bench.type("env", "--mend", "--project", project, "--lang", "en");
        assertThat(told.code()).isEqualTo(ExitCode.ATTENTION);
        assertThat(told.out()).contains("PASSWORD_EXPANDED", "lockkeeper env --quote-password").doesNotContain("a$b");
        assertThat(file).content().contains("POSTGRES_PASSWORD=a$b\n");

        Bench.Said quoted = bench.type("env", "--quote-password", "--project", project, "--lang", "en");
        assertThat(quoted.code()).as(quoted.err()).isEqualTo(ExitCode.DONE);
        assertThat(quoted.err()).contains(".env.bak");
        assertThat(file).content().contains("POSTGRES_PASSWORD='a$b'\n");
    }

    @Test
    void indexes_are_rebuilt_only_after_a_yes_and_in_production_after_the_name() {
        assertThat(bench.type("env", "--rebuild-indexes").code()).isEqualTo(ExitCode.REFUSED);
        Bench.Said done = bench.type("env", "--rebuild-indexes", "--yes");
        assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
        bench.care = Care.PRODUCTION;
        assertThat(bench.type("env", "--rebuild-indexes", "--yes").code()).isEqualTo(ExitCode.REFUSED);
    }
}
