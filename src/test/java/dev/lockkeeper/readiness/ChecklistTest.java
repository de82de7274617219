package dev.lockkeeper.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerProblem.DataDiskLow;
import dev.lockkeeper.containers.Causes;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.EngineFacts;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.containers.HealthCheckProblem;
import dev.lockkeeper.containers.StartProblem;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.EnvironmentProblem;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.readiness.Checklist.Checked;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.MigrationHistory;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.testing.FakeContainers;
import dev.lockkeeper.testing.FakeHistory;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.lang.reflect.Proxy;
import dev.lockkeeper.testing.FakeInside;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChecklistTest {

    private static final Address ADDRESS = new Address("127.0.0.1", 5432, "llm_webapp", "llm_app");
    private static final Path PROJECT = Path.of("project");

    private final List<String> asked = new ArrayList<>();
    private final FakeHistory history = new FakeHistory(4);
    private final FakeContainers containers = new FakeContainers();
    private @Nullable Problem engine;
    private @Nullable Problem compose;
    private @Nullable Problem file;
    private @Nullable Problem login;
    private Optional<Problem> refusal = Optional.empty();
    private Optional<Message> service = Optional.empty();
    private @Nullable Problem missing;
    private Optional<DataDiskLow> shortage = Optional.empty();
    private List<HealthCheckProblem> weaknesses = List.of();

    @Test
    void all_is_asked_once_in_the_order_of_the_list() {
        containers.then(State.RUNNING, Health.HEALTHY);

        Checked checked = check(Care.LOCAL);

        assertThat(asked).containsExactly("engine", "compose", ".env", "container", "login", "ladder");
        assertThat(states(checked)).containsOnly("Ok").hasSize(8);
        assertThat(checked.firstToMend()).isEmpty();
        assertThat(checked.passed()).isEqualTo(8);
    }

    static List<EngineProblem> engineProblems() {
        return DiagnosisTest.engineProblems();
    }

    @ParameterizedTest
    @MethodSource("engineProblems")
    void with_the_engine_broken_row_1_is_red_the_rest_is_not_checked_and_nothing_else_was_asked(EngineProblem problem) {
        engine = problem;

        Checked checked = check(Care.LOCAL);

        assertThat(asked).containsExactly("engine");
        assertThat(checked.checks().getFirst().problem()).contains(problem);
        assertThat(states(checked)).containsExactly("Broken", "Waiting", "Waiting", "Waiting", "Waiting", "Waiting", "Waiting",
                "Waiting");
        assertThat(checked.checks().subList(1, 8)).extracting(check -> check.fact().key()).containsOnly("check.not-checked");
    }

    @Test
    void an_environments_file_that_cannot_be_read_ends_the_list_there() {
        file = new EnvironmentProblem.EnvironmentIncomplete(PROJECT.resolve(".env"), List.of("POSTGRES_DB"));

        Checked checked = check(Care.LOCAL);

        assertThat(asked).containsExactly("engine", "compose", ".env");
        assertThat(states(checked)).containsExactly("Ok", "Ok", "Broken", "Waiting", "Waiting", "Waiting", "Waiting", "Waiting");
    }

    @Test
    void a_container_that_runs_without_its_compose_file_is_a_warning() {
        compose = new ContainerProblem.ComposeFileMissing(PROJECT);
        containers.then(State.RUNNING, Health.HEALTHY);

        Checked checked = check(Care.LOCAL);

        assertThat(states(checked)).containsExactly("Ok", "Attention", "Ok", "Ok", "Ok", "Ok", "Ok", "Ok");
        assertThat(checked.firstBroken()).isEmpty();
        assertThat(checked.firstToMend().flatMap(Check::problem)).contains(compose);
    }

    @Test
    void little_room_for_the_data_is_a_warning_and_hardly_any_is_red() {
        containers.then(State.RUNNING, Health.HEALTHY);
        shortage = Optional.of(new DataDiskLow("demo-postgres-1", 40L << 20, 1L << 30));
        Checked little = check(Care.LOCAL);
        assertThat(little.firstBroken()).isEmpty();
        assertThat(little.firstToMend().flatMap(Check::problem)).isEqualTo(shortage);

        shortage = Optional.of(new DataDiskLow("demo-postgres-1", 10L << 20, 1L << 30));
        assertThat(check(Care.LOCAL).firstBroken()).map(Check::name).contains(CheckName.CONTAINER);
    }

    @Test
    void a_file_without_a_database_is_red_where_there_is_no_container_either() {
        containers.none();
        missing = new StartProblem.ServiceMissing("postgres", List.of("docker-compose.yml: web"));

        Checked checked = check(Care.LOCAL);

        assertThat(checked.firstBroken()).map(Check::name).contains(CheckName.COMPOSE_FILE);
        assertThat(checked.firstBroken().flatMap(Check::problem)).contains(missing);
    }

    @Test
    void a_compose_file_that_compose_refuses_is_red_although_the_container_runs() {
        containers.then(State.RUNNING, Health.HEALTHY);
        refusal = Optional.of(new StartProblem.ComposeFileRefused("(root) Additional property servicez is not allowed",
                List.of("docker-compose.yml:1")));

        Checked checked = check(Care.LOCAL);

        assertThat(checked.check(CheckName.COMPOSE_FILE).problem()).isEqualTo(refusal);
        assertThat(states(checked)).containsExactly("Ok", "Broken", "Waiting", "Waiting", "Waiting", "Waiting", "Waiting",
                "Waiting");
    }

    @Test
    void compose_is_not_asked_where_the_environments_file_could_not_fill_its_own_in() {
        file = new EnvironmentProblem.EnvironmentIncomplete(PROJECT.resolve(".env"), List.of("POSTGRES_DB"));
        refusal = Optional.of(new StartProblem.VariableMissing("POSTGRES_DB", List.of()));

        assertThat(check(Care.LOCAL).firstBroken().map(Check::name)).contains(CheckName.ENVIRONMENT_FILE);
    }

    @Test
    void of_several_databases_the_one_that_is_meant_is_told_with_the_reason() {
        containers.then(State.RUNNING, Health.HEALTHY);
        service = Optional.of(Message.of("check.service.by-setting", "main", "POSTGRES_PORT=5433", "old"));

        assertThat(Words.in(Language.ENGLISH).say(check(Care.LOCAL).check(CheckName.COMPOSE_FILE).fact()))
                .isEqualTo("docker-compose.yml · service main, told by POSTGRES_PORT=5433 (not taken: old)");
    }

    @Test
    void a_health_check_over_the_socket_only_is_a_warning_and_one_that_is_not_there_is_none() {
        containers.then(State.RUNNING, Health.HEALTHY);
        HealthCheckProblem weak = new HealthCheckProblem.HcSocketOnly("pg_isready", "-a\n+b\n");
        weaknesses = List.of(weak);

        Checked checked = check(Care.LOCAL);

        assertThat(states(checked)).containsExactly("Ok", "Ok", "Ok", "Ok", "Attention", "Ok", "Ok", "Ok");
        assertThat(checked.firstToMend().flatMap(Check::problem)).contains(weak);
        weaknesses = List.of(new HealthCheckProblem.HcMissing("+b\n"));
        assertThat(check(Care.LOCAL).firstToMend()).isEmpty();
    }

    @Test
    void without_a_container_the_missing_compose_file_is_the_first_cause() {
        compose = new ContainerProblem.ComposeFileMissing(PROJECT);
        containers.none();

        Checked checked = check(Care.LOCAL);

        assertThat(checked.firstBroken().map(Check::name)).contains(CheckName.COMPOSE_FILE);
        assertThat(states(checked)).containsExactly("Ok", "Broken", "Waiting", "Waiting", "Waiting", "Waiting", "Waiting",
                "Waiting");
    }

    @Test
    void a_container_that_is_there_but_unhealthy_fails_at_its_health() {
        containers.then(State.RUNNING, Health.UNHEALTHY);

        Checked checked = check(Care.LOCAL);

        assertThat(states(checked)).containsExactly("Ok", "Ok", "Ok", "Ok", "Broken", "Waiting", "Waiting", "Waiting");
        assertThat(checked.check(CheckName.HEALTH).problem()).get()
                .isInstanceOf(ContainerProblem.ContainerUnhealthy.class);
    }

    @Test
    void a_container_that_ended_fails_at_the_container() {
        containers.then(State.EXITED, Health.NONE, 1);

        assertThat(check(Care.LOCAL).firstBroken().map(Check::name)).contains(CheckName.CONTAINER);
    }

    @Test
    void a_container_without_a_health_check_does_not_need_to_pass_one() {
        containers.then(State.RUNNING, Health.NONE);

        assertThat(check(Care.LOCAL).check(CheckName.HEALTH).state()).isInstanceOf(StationState.NotNeeded.class);
    }

    @Test
    void a_refused_login_leaves_ledger_and_schema_unchecked() {
        containers.then(State.RUNNING, Health.HEALTHY);
        login = new ConnectionProblem.PasswordWrong(ADDRESS, "28P01");

        Checked checked = check(Care.LOCAL);

        assertThat(asked).doesNotContain("ladder");
        assertThat(states(checked)).containsExactly("Ok", "Ok", "Ok", "Ok", "Ok", "Broken", "Waiting", "Waiting");
    }

    @Test
    void pending_revisions_are_a_warning_of_the_schema_and_not_of_the_ledger() {
        containers.then(State.RUNNING, Health.HEALTHY);
        history.level = 3;

        Checked checked = check(Care.LOCAL);

        assertThat(states(checked)).containsExactly("Ok", "Ok", "Ok", "Ok", "Ok", "Ok", "Ok", "Attention");
    }

    @Test
    void what_the_ledger_says_of_itself_stands_at_the_ledger() {
        containers.then(State.RUNNING, Health.HEALTHY);
        history.finding = Optional.of(new SchemaProblem.LedgerMissing(List.of("users")));

        Checked checked = check(Care.LOCAL);

        assertThat(checked.firstToMend().map(Check::name)).contains(CheckName.LEDGER);
        assertThat(checked.check(CheckName.SCHEMA).problem()).isEmpty();
    }

    @Test
    void practice_needs_neither_engine_nor_files() {
        Checked checked = check(Care.PRACTICE);

        assertThat(asked).containsExactly(".env", "login", "ladder");
        assertThat(states(checked)).containsExactly("NotNeeded", "NotNeeded", "NotNeeded", "NotNeeded", "NotNeeded", "Ok", "Ok",
                "Ok");
    }

    private static List<String> states(Checked checked) {
        return checked.checks().stream().map(check -> check.state().getClass().getSimpleName()).toList();
    }

    private Checked check(Care care) {
        Environment environment = new Environment("default", care, ADDRESS, new Secret("x"), Optional.empty());
        Containers watched = new Containers() {
            @Override
            public Optional<ContainerFacts> find() {
                asked.add("container");
                refuse(missing);
                return containers.find();
            }

            @Override
            public List<String> logTail(String id, int lines) {
                return List.of();
            }
        };
        Diagnosis diagnosis = new Diagnosis(environment, PROJECT, () -> {
            asked.add("engine");
            refuse(engine);
            return new EngineFacts("26.1.5", "1.45", "Debian", Optional.empty(), "unix:///x");
        }, watched, () -> {
            asked.add("login");
            refuse(login);
            return new ConnectionFacts("15.18", Duration.ofMillis(3), 4, false, "7301");
        }, watching(), new Causes(_ -> Optional.empty()), new LoginCause(environment, new FakeInside()));
        return new Checklist(environment, diagnosis, new ProjectFiles() {
            @Override
            public Path compose() {
                asked.add("compose");
                refuse(compose);
                return PROJECT.resolve("docker-compose.yml");
            }

            @Override
            public Optional<Path> environment() {
                asked.add(".env");
                refuse(file);
                return environment.practice() ? Optional.empty() : Optional.of(PROJECT.resolve(".env"));
            }

            @Override
            public Optional<Problem> refusal() {
                return refusal;
            }

            @Override
            public Optional<Message> service() {
                return service;
            }
        }, () -> weaknesses, () -> shortage).check();
    }

    private MigrationHistory watching() {
        return (MigrationHistory) Proxy.newProxyInstance(MigrationHistory.class.getClassLoader(),
                new Class<?>[]{MigrationHistory.class}, (_, method, arguments) -> {
                    if (method.getReturnType() == Ladder.class && method.getParameterCount() == 0) {
                        asked.add("ladder");
                    }
                    return method.invoke(history, arguments);
                });
    }

    private static void refuse(@Nullable Problem problem) {
        if (problem != null) {
            throw new ProblemException(problem);
        }
    }
}
