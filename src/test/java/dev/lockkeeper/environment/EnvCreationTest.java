package dev.lockkeeper.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.testing.Listening;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvCreationTest {

    private static final String EXAMPLE = """
        # Copy to .env
        POSTGRES_USER=llm_app
        POSTGRES_PASSWORD=change-me   # before the first start
        POSTGRES_DB=llm_webapp
        POSTGRES_PORT=5433
        DATABASE_URL=postgresql://llm_app:change-me@postgres:5432/llm_webapp
        """;

    @TempDir
    Path folder = Path.of("");

    private final List<String> said = new ArrayList<>();

    @Test
    void a_missing_file_is_made_from_the_example_with_a_password_of_its_own() throws Exception {
        write(".env.example", EXAMPLE);

        EnvCreation.Made made = make();

        assertThat(made.file()).isEqualTo(folder.resolve(".env"));
        assertThat(made.fresh()).containsExactly("POSTGRES_PASSWORD");
        Environment environment = project().environment("default");
        String password = environment.password().reveal();
        assertThat(password).matches("[A-Za-z0-9]{32}");
        assertThat(environment.address()).isEqualTo(new Address("localhost", 5433, "llm_webapp", "llm_app"));
        assertThat(text()).isEqualTo(EXAMPLE.replace("change-me   # before the first start", password)
                .replace(":change-me@", ":" + password + "@"));
        assertThat(String.join("\n", said)).doesNotContain(password);
    }

    @Test
    void only_its_owner_can_read_it_and_nothing_is_left_beside_it() throws Exception {
        write(".env.example", EXAMPLE);

        make();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".env")))).isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(".env", ".env.example");
        }
    }

    @Test
    void two_are_never_alike() throws Exception {
        write(".env.example", EXAMPLE);
        make();
        String first = text();
        Files.delete(folder.resolve(".env"));

        make();

        assertThat(text()).isNotEqualTo(first);
    }

    @Test
    void a_file_that_is_there_is_left_as_it_is_even_an_empty_one_or_a_link_to_nowhere() throws Exception {
        write(".env.example", EXAMPLE);
        Path file = write(".env", "");

        assertThat(problem()).isEqualTo(new EnvironmentProblem.EnvironmentFileThere(file));
        assertThat(text()).isEmpty();

        Files.delete(file);
        Files.createSymbolicLink(file, folder.resolve("nowhere"));
        assertThat(problem()).isEqualTo(new EnvironmentProblem.EnvironmentFileThere(file));
        assertThat(Files.exists(folder.resolve("nowhere"))).isFalse();
    }

    @Test
    void an_example_without_the_key_gets_it_at_its_end() throws Exception {
        write(".env.sample", "POSTGRES_USER=a\r\nPOSTGRES_DB=b");

        make();

        assertThat(text()).startsWith("POSTGRES_USER=a\r\nPOSTGRES_DB=b\nPOSTGRES_PASSWORD=");
        assertThat(project().environment("default").password().isEmpty()).isFalse();
    }

    @Test
    void an_example_that_names_no_database_makes_nothing() throws Exception {
        Path example = write(".env.example", "POSTGRES_USER=a\nPOSTGRES_PASSWORD=x\n");

        assertThat(problem()).isEqualTo(new EnvironmentProblem.EnvironmentIncomplete(example, List.of("POSTGRES_DB")));
        assertThat(Files.exists(folder.resolve(".env"))).isFalse();
    }

    @Test
    void without_an_example_there_is_nothing_to_make_one_from() {
        assertThat(problem()).isEqualTo(new EnvironmentProblem.EnvironmentExampleMissing(folder));
    }

    @Test
    void a_stop_before_it_is_written_leaves_nothing() throws IOException {
        write(".env.example", EXAMPLE);
        StopSignal stop = new StopSignal();
        stop.request();

        assertThatThrownBy(() -> new EnvCreation(project()).run(journal(), stop)).isInstanceOf(StoppedException.class);
        assertThat(Files.exists(folder.resolve(".env"))).isFalse();
    }

    @Test
    void an_example_promises_an_environment_that_nobody_can_log_in_to_yet() throws Exception {
        write(".env.example", EXAMPLE);

        Environment promised = project().promised().orElseThrow();

        assertThat(promised.unwritten()).isTrue();
        assertThat(promised.file()).contains(folder.resolve(".env"));
        assertThat(promised.address().port()).isEqualTo(5433);
        make();
        assertThat(project().promised()).isEmpty();
        assertThat(project().environment("default").unwritten()).isFalse();
    }

    private Project project() {
        return new Project(folder, _ -> Optional.empty());
    }

    private EnvCreation.Made make() throws Exception {
        Operation<EnvCreation.Made> work = new EnvCreation(project());
        return work.run(journal(), new StopSignal());
    }

    private Problem problem() {
        ProblemException[] thrown = new ProblemException[1];
        assertThatThrownBy(this::make).isInstanceOfSatisfying(ProblemException.class, e -> thrown[0] = e);
        return thrown[0].problem();
    }

    private Journal journal() {
        return Listening.into(said);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private String text() throws IOException {
        return Files.readString(folder.resolve(".env"));
    }
}
