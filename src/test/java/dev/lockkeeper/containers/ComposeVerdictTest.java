package dev.lockkeeper.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerProblem.ComposeFailed;
import dev.lockkeeper.containers.ContainerProblem.ComposeMissing;
import dev.lockkeeper.environment.ComposeText;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeVerdictTest {

    private static final ComposeText FILE = new ComposeText("docker-compose.yml", """
        # ours
        services:
          postgres:
            image: postgres:15
            imagee: x
            environment: 5
            ports:
              - "127.0.0.1:${PORT}:5432"
        servicez: {}
        """, "", name -> name.equals("PORT") ? Optional.of("99999") : Optional.empty());

    @TempDir
    Path folder;

    private Optional<String> mark = Optional.of("a");
    private Optional<ContainerProblem> answer = Optional.empty();
    private int asked;

    @Test
    void what_compose_took_once_it_is_not_asked_about_again_until_the_file_changes() {
        assertThat(refusal()).isEmpty();
        assertThat(refusal()).isEmpty();
        assertThat(asked).isEqualTo(1);

        mark = Optional.of("b");
        answer = Optional.of(failed("yaml: line 3: found character that cannot start any token"));
        assertThat(refusal()).containsInstanceOf(StartProblem.ComposeFileMalformed.class);
        assertThat(refusal()).as("a refusal is not remembered").isPresent();
        assertThat(asked).isEqualTo(3);

        mark = Optional.of("a");
        assertThat(refusal()).isEmpty();
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void a_file_that_includes_others_is_judged_each_time() {
        mark = Optional.empty();

        assertThat(refusal()).isEmpty();
        assertThat(refusal()).isEmpty();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void where_there_is_no_compose_nothing_is_held_against_the_file_and_nothing_remembered() {
        answer = Optional.of(new ComposeMissing(List.of("docker compose")));

        assertThat(refusal()).isEmpty();
        assertThat(refusal()).isEmpty();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void words_that_nobody_knows_are_held_against_the_file_all_the_same() {
        answer = Optional.of(failed("this has never been seen"));

        assertThat(refusal()).contains(new StartProblem.ComposeFileRefused("this has never been seen",
                List.of("this has never been seen")));
    }

    /// Recorded from Compose 2.26.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "docker-compose.yml:3 | yaml: line 3: found character that cannot start any token",
            "docker-compose.yml:4 | yaml: unmarshal errors:~  line 4: mapping key \"postgres\" already defined at line 2",
            "docker-compose.yml:9 | validating /x/docker-compose.yml: (root) Additional property servicez is not allowed",
            "docker-compose.yml:9 | validating /x/docker-compose.yml: additional properties 'servicez' not allowed",
            "docker-compose.yml:5 | validating /x/docker-compose.yml: services.postgres Additional property imagee is not allowed",
            "docker-compose.yml:6 | validating /x/docker-compose.yml: services.postgres.environment must be a mapping",
            "docker-compose.yml:8 | Invalid hostPort: 99999",
            "docker-compose.yml:3 | service \"postgres\" depends on undefined service \"b\": invalid compose project",
            "docker-compose.yml:7 | error while interpolating services.postgres.ports.[].target: failed to cast to expected type",
            "docker-compose.yml | empty compose file"})
    void the_place_in_the_file_stands_before_composes_own_words(String place, String words) {
        List<String> lines = List.of(words.strip().split("~"));
        answer = Optional.of(failed(lines.toArray(String[]::new)));

        assertThat(refusal()).get().isInstanceOfSatisfying(StartProblem.class, problem -> {
            assertThat(problem.said().getFirst()).isEqualTo(place.strip());
            assertThat(problem.said().subList(1, problem.said().size())).isEqualTo(lines);
        });
    }

    private static ComposeFailed failed(String... lines) {
        return new ComposeFailed("docker compose config -q", 15, List.of(lines));
    }

    private Optional<Problem> refusal() {
        Causes causes = new Causes(_ -> Optional.empty(), Optional::empty, _ -> true, () -> Optional.of(FILE));
        return new ComposeVerdict(new ComposeJudge() {
            @Override
            public Optional<String> mark() {
                return mark;
            }

            @Override
            public void judge() {
                asked++;
                answer.ifPresent(problem -> {
                    throw new ProblemException(problem);
                });
            }
        }, causes, folder.resolve("home/taken")).refusal();
    }
}
