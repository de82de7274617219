package dev.lockkeeper.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.Causes;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.Ending;
import dev.lockkeeper.containers.EndProblem;
import dev.lockkeeper.containers.DesktopFacts;
import dev.lockkeeper.containers.EngineFacts;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.testing.FakeHistory;
import dev.lockkeeper.testing.FakeInside;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisTest {

    private static final Address ADDRESS = new Address("127.0.0.1", 5432, "llm_webapp", "llm_app");

    private final FakeInside inside = new FakeInside();
    private final List<String> asked = new ArrayList<>();
    private final FakeHistory history = new FakeHistory(4);
    private @Nullable Problem engine;
    private EngineFacts.Reach reach = EngineFacts.Reach.USUAL;
    private @Nullable Problem login;
    private Optional<String> desktop = Optional.empty();
    private String address = "unix:///x";
    private Optional<String> second = Optional.empty();
    private Optional<Clocks> clocks = Optional.empty();
    private Optional<Collation> collation = Optional.empty();
    private Optional<ContainerFacts> container = Optional.of(container(State.RUNNING, Health.HEALTHY, 0));

    @Test
    void all_links_are_asked_in_order_and_hold() {
        Readiness readiness = check(Care.LOCAL);

        assertThat(asked).containsExactly("engine", "container", "login");
        assertThat(readiness.passed()).isEqualTo(5);
        assertThat(readiness.firstToMend()).isEmpty();
        assertThat(readiness.ladder()).isPresent();
    }

    @Test
    void between_two_walks_an_engine_that_was_seen_is_not_asked_again() {
        assertThat(diagnosis(Care.LOCAL).stands(() -> true)).isTrue();
        assertThat(asked).containsExactly("login");
        assertThat(diagnosis(Care.LOCAL).stands(() -> false)).isTrue();
        assertThat(asked).containsExactly("login", "engine", "login");
        engine = new EngineProblem.EngineSilent("unix:///x", 3);
        assertThat(diagnosis(Care.LOCAL).stands(() -> false)).isFalse();
        login = new ConnectionProblem.ConnectionRefused(ADDRESS, "refused");
        assertThat(diagnosis(Care.LOCAL).stands(() -> true)).isFalse();
    }

    static List<EngineProblem> engineProblems() {
        return List.of(new EngineProblem.EngineAbsent("unix:///x"), new EngineProblem.EngineStopped("unix:///x", "no such file"),
                new EngineProblem.EngineStarting("unix:///x", "500"),
                new EngineProblem.EngineForbidden("unix:///x", "permission denied"),
                new EngineProblem.EngineSilent("unix:///x", 3),
                new EngineProblem.EngineVersionUnsupported("1.12–1.23", "1.24–1.44", true),
                new EngineProblem.EngineForWindows("npipe:////./pipe/x"), new EngineProblem.EngineContextMissing("gone"),
                new EngineProblem.EngineUnreachable("tcp://db:2375", "refused"));
    }

    @ParameterizedTest
    @MethodSource("engineProblems")
    void with_a_broken_engine_nothing_behind_it_is_asked(EngineProblem problem) {
        engine = problem;

        Readiness readiness = check(Care.LOCAL);

        assertThat(asked).containsExactly("engine");
        assertThat(problemOf(readiness)).isEqualTo(problem);
        assertThat(readiness.station(StationName.CONTAINER).state()).isInstanceOf(StationState.Waiting.class);
        assertThat(readiness.station(StationName.CONNECTION).state()).isInstanceOf(StationState.Waiting.class);
        assertThat(readiness.station(StationName.SCHEMA).state()).isInstanceOf(StationState.Waiting.class);
    }

    @Test
    void an_engine_that_is_not_the_usual_one_is_named() {
        Words words = Words.in(Language.ENGLISH);
        assertThat(words.say(check(Care.LOCAL).station(StationName.ENGINE).fact())).isEqualTo("26.1.5 · Debian");
        reach = new EngineFacts.Reach(Optional.of("context colima"), true, false, false);
        assertThat(words.say(check(Care.LOCAL).station(StationName.ENGINE).fact()))
                .isEqualTo("26.1.5 · context colima · rootless");
    }

    @Test
    void an_engine_reached_in_the_clear_asks_for_attention_and_breaks_nothing() {
        reach = new EngineFacts.Reach(Optional.of("DOCKER_HOST=tcp://db:2375"), false, true, true);

        Readiness readiness = check(Care.LOCAL);

        assertThat(readiness.firstBroken()).isEmpty();
        assertThat(readiness.firstToMend().map(Station::state))
                .contains(new StationState.Attention(new EngineProblem.EngineUnencrypted("unix:///x")));
        assertThat(readiness.passed()).isEqualTo(5);
    }

    @Test
    void a_desktop_that_is_off_is_told_with_its_version() {
        engine = new EngineProblem.EngineStopped("npipe:////./pipe/x", "not there",
                Optional.of(new DesktopFacts(DesktopFacts.Kind.DESKTOP, Optional.of("D"), Optional.of("4.34.2"), false, "x")));

        Station desktop = check(Care.LOCAL).station(StationName.DESKTOP);

        assertThat(Words.in(Language.ENGLISH).say(desktop.fact())).isEqualTo("4.34.2 installed · not running");
    }

    @Test
    void a_missing_container_is_the_first_broken_link() {
        container = Optional.empty();

        assertThat(problemOf(check(Care.LOCAL))).isInstanceOf(ContainerProblem.ContainerMissing.class);
        assertThat(asked).doesNotContain("login");
    }

    @Test
    void the_containers_state_comes_before_the_health_it_had() {
        container = Optional.of(container(State.EXITED, Health.HEALTHY, 1));

        assertThat(problemOf(check(Care.LOCAL))).isInstanceOfSatisfying(EndProblem.PgMajorMismatch.class,
                mismatch -> assertThat(mismatch.ended().exitCode()).isEqualTo(1));
        for (State state : List.of(State.PAUSED, State.RESTARTING, State.CREATED)) {
            container = Optional.of(container(state, Health.HEALTHY, 0));
            assertThat(check(Care.LOCAL).firstBroken()).as(state.name()).map(Station::name).contains(StationName.CONTAINER);
        }
        container = Optional.of(container(State.RUNNING, Health.UNHEALTHY, 0));
        assertThat(problemOf(check(Care.LOCAL))).isInstanceOf(ContainerProblem.ContainerUnhealthy.class);
        container = Optional.of(container(State.RUNNING, Health.STARTING, 0));
        assertThat(problemOf(check(Care.LOCAL))).isInstanceOf(ContainerProblem.ContainerStarting.class);
    }

    @Test
    void a_password_that_only_the_volume_knows_otherwise_is_told_from_a_wrong_one() {
        container = Optional.of(container(State.RUNNING, Health.HEALTHY, 0));
        login = new ConnectionProblem.PasswordWrong(ADDRESS, "28P01");
        assertThat(problemOf(check(Care.LOCAL))).isEqualTo(login);

        inside.opens = true;

        assertThat(problemOf(check(Care.LOCAL)))
                .isEqualTo(new ConnectionProblem.PwVolumeMismatch(ADDRESS, "data", "28P01"));
    }

    @Test
    void a_second_server_on_the_same_data_is_red_however_well_the_service_looks() {
        second = Optional.of("elsewhere");

        Readiness readiness = check(Care.LOCAL);

        assertThat(readiness.firstBroken()).map(Station::name).contains(StationName.CONTAINER);
        assertThat(problemOf(readiness))
                .isEqualTo(new ContainerProblem.VolumeInUseTwice("data", "elsewhere", "llm-webapp-postgres"));
        assertThat(asked).doesNotContain("login");
    }

    private static Optional<Problem> warned(Readiness readiness) {
        return readiness.firstToMend().map(station -> ((StationState.Attention) station.state()).problem());
    }

    @Test
    void a_server_whose_clock_is_off_by_more_than_a_minute_is_let_pass_with_both_times_and_the_command_that_sets_it() {
        Instant here = Instant.parse("2026-11-26T08:00:00Z");
        Instant there = here.minusSeconds(61);
        clocks = Optional.of(new Clocks(here, there, Duration.ofMillis(4)));

        Readiness readiness = check(Care.LOCAL);

        assertThat(readiness.firstBroken()).isEmpty();
        assertThat(readiness.firstToMend()).map(Station::name).contains(StationName.CONNECTION);
        assertThat(warned(readiness)).contains(new ConnectionProblem.ClockDrifted(ADDRESS, here, there, Optional.empty()));
        assertThat(readiness.ladder()).as("the schema is asked all the same").isPresent();
        desktop = Optional.of("4.38.0");
        assertThat(warned(check(Care.LOCAL))).contains(
                new ConnectionProblem.ClockDrifted(ADDRESS, here, there, Optional.of("docker desktop restart")));
        address = "npipe:////./pipe/dockerDesktopLinuxEngine";
        assertThat(warned(check(Care.LOCAL)))
                .contains(new ConnectionProblem.ClockDrifted(ADDRESS, here, there, Optional.of("wsl --shutdown")));
    }

    @ParameterizedTest
    @CsvSource({"0,1", "60,1", "-60,1", "61,1001", "-75,20000"})
    void a_difference_within_a_minute_or_within_the_time_the_answer_took_is_none(int seconds, int millis) {
        Instant here = Instant.parse("2026-11-26T08:00:00Z");
        clocks = Optional.of(new Clocks(here, here.plusSeconds(seconds), Duration.ofMillis(millis)));

        assertThat(check(Care.LOCAL).firstToMend()).isEmpty();
    }

    @Test
    void another_library_than_the_indexes_were_built_with_comes_before_a_wrong_clock() {
        clocks = Optional.of(new Clocks(Instant.EPOCH, Instant.EPOCH.plusSeconds(3600), Duration.ZERO));
        collation = Optional.of(new Collation("glibc", "2.28", "2.36"));

        assertThat(warned(check(Care.LOCAL)))
                .contains(new ConnectionProblem.CollationChanged(ADDRESS, "glibc", "2.28", "2.36"));

        collation = Optional.of(new Collation("glibc", "2.36", "2.36"));
        assertThat(warned(check(Care.LOCAL))).containsInstanceOf(ConnectionProblem.ClockDrifted.class);
    }

    @Test
    void a_first_start_that_broke_off_is_why_a_database_is_missing_or_a_schema_behind_and_is_asked_about_only_then() {
        log = List.of("The files belonging to this database system will be owned by user \"postgres\".",
                "psql:/docker-entrypoint-initdb.d/1.sql:3: ERROR:  no",
                "PostgreSQL Database directory appears to contain a database; Skipping initialization");
        assertThat(check(Care.LOCAL).firstToMend()).as("all that matters is there").isEmpty();

        login = new ConnectionProblem.DatabaseMissing(ADDRESS, List.of("postgres"));
        assertThat(problemOf(check(Care.LOCAL))).isInstanceOf(ContainerProblem.FirstStartUnfinished.class);

        login = null;
        history.level = 2;
        Readiness readiness = check(Care.LOCAL);
        assertThat(readiness.firstBroken()).isEmpty();
        assertThat(readiness.firstToMend()).map(Station::name).contains(StationName.CONTAINER);
        assertThat(warned(readiness)).containsInstanceOf(ContainerProblem.FirstStartUnfinished.class);
        assertThat(readiness.station(StationName.SCHEMA).state()).isInstanceOf(StationState.Attention.class);
    }

    @Test
    void a_login_that_fails_is_the_first_broken_link_and_the_schema_is_not_asked() {
        login = new ConnectionProblem.PasswordWrong(ADDRESS, "28P01");
        history.outage = new ConnectionProblem.PasswordWrong(ADDRESS, "must not be asked");

        Readiness readiness = check(Care.LOCAL);

        assertThat(problemOf(readiness)).isEqualTo(login);
        assertThat(readiness.station(StationName.SCHEMA).state()).isInstanceOf(StationState.Waiting.class);
    }

    @Test
    void a_schema_behind_asks_for_attention_and_breaks_nothing() {
        history.level = 3;

        Readiness readiness = check(Care.LOCAL);

        assertThat(readiness.firstBroken()).isEmpty();
        assertThat(readiness.firstToMend()).map(Station::state)
                .contains(
                        new StationState.Attention(new SchemaProblem.SchemaBehind(new Revision("003"), new Revision("004"), 1)));
    }

    @Test
    void a_schema_ahead_of_its_ledger_is_told_before_pending_revisions() {
        history.level = 3;
        SchemaProblem ahead = new SchemaProblem.SchemaAhead(new Revision("003"), new Revision("004"), "V004__x.sql", 0,
                List.of("users.email"),
                List.of(), "");
        history.finding = Optional.of(ahead);

        assertThat(check(Care.LOCAL).firstToMend()).map(Station::state).contains(new StationState.Attention(ahead));
    }

    @Test
    void the_practice_database_needs_no_engine() {
        engine = new EngineProblem.EngineAbsent("unix:///x");

        Readiness readiness = check(Care.PRACTICE);

        assertThat(asked).containsExactly("login");
        assertThat(readiness.station(StationName.ENGINE).state()).isInstanceOf(StationState.NotNeeded.class);
        assertThat(readiness.passed()).isEqualTo(5);
    }

    @Test
    void nothing_is_remembered_between_two_looks() {
        engine = new EngineProblem.EngineAbsent("unix:///x");
        assertThat(check(Care.LOCAL).firstBroken()).isPresent();
        engine = null;

        assertThat(check(Care.LOCAL).firstBroken()).isEmpty();
    }

    @Test
    void who_listens_hears_of_each_station_as_soon_as_it_is_known() {
        List<Integer> passed = new ArrayList<>();

        diagnosis(Care.LOCAL).check(readiness -> passed.add(readiness.passed()));

        assertThat(passed).isSorted().startsWith(0).endsWith(5).contains(2, 3, 4);
    }

    @Test
    void a_first_start_is_initialising_although_its_check_over_the_socket_says_healthy() {
        log = List.of("The files belonging to this database system will be owned by user \"postgres\".",
                "LOG:  listening on Unix socket \"/var/run/postgresql/.s.PGSQL.5432\"");
        login = new ConnectionProblem.ServerNotReady(ADDRESS, "hung up");

        Readiness readiness = check(Care.LOCAL);

        assertThat(problemOf(readiness)).isInstanceOf(ContainerProblem.ContainerInitialising.class);
        assertThat(readiness.firstBroken().orElseThrow().name()).isEqualTo(StationName.CONTAINER);
        assertThat(readiness.station(StationName.CONNECTION).state()).isInstanceOf(StationState.Waiting.class);
        container = Optional.of(container(State.RUNNING, Health.STARTING, 0));
        assertThat(problemOf(check(Care.LOCAL))).isInstanceOf(ContainerProblem.ContainerInitialising.class);
        log = List.of("LOG:  listening on IPv4 address \"0.0.0.0\", port 5432");
        assertThat(problemOf(check(Care.LOCAL))).isInstanceOf(ContainerProblem.ContainerStarting.class);
    }

    @Test
    void a_container_that_the_engine_started_again_lately_is_a_warning_with_the_end_before() {
        Instant now = Instant.now();
        container = Optional.of(again(3, now.minusSeconds(60), false));
        log = List.of("LOG:  starting PostgreSQL 15.19", "FATAL:  could not write lock file", "LOG:  starting PostgreSQL 15.19",
                "LOG:  database system is ready to accept connections");

        Readiness readiness = check(Care.LOCAL);

        assertThat(readiness.firstBroken()).isEmpty();
        assertThat(warned(readiness)).get().isInstanceOfSatisfying(ContainerProblem.RestartedLately.class, problem -> {
            assertThat(problem.restarts()).isEqualTo(3);
            assertThat(problem.fatal()).contains("FATAL:  could not write lock file");
            assertThat(problem.ending().key()).isEqualTo("ending.memory");
            assertThat(problem.log()).last().asString().contains("lock file");
        });
        container = Optional.of(again(3, now.minus(Duration.ofHours(2)), false));
        assertThat(check(Care.LOCAL).firstToMend()).as("long ago").isEmpty();
        container = Optional.of(again(0, now, false));
        assertThat(check(Care.LOCAL).firstToMend()).as("started by somebody").isEmpty();
    }

    @Test
    void a_container_that_keeps_ending_and_is_met_alive_is_why_nobody_answers() {
        container = Optional.of(again(3, Instant.now().minusSeconds(2), false));
        log = List.of("LOG:  starting PostgreSQL 15.19");
        login = new ConnectionProblem.ConnectionRefused(ADDRESS, "refused");

        Readiness readiness = check(Care.LOCAL);

        assertThat(readiness.firstBroken().map(Station::name)).contains(StationName.CONTAINER);
        assertThat(problemOf(readiness)).isInstanceOfSatisfying(EndProblem.OutOfMemory.class,
                problem -> assertThat(problem.ended().exitCode()).isEqualTo(137));
    }

    @Test
    void memory_that_ran_out_inside_a_container_that_runs_is_a_warning() {
        container = Optional.of(again(0, Instant.now().minus(Duration.ofDays(1)), true));
        assertThat(warned(check(Care.LOCAL))).containsInstanceOf(ContainerProblem.MemoryRanOut.class);
    }

    private static ContainerFacts again(int restarts, Instant started, boolean memory) {
        return new ContainerFacts("1", "llm-webapp-postgres", "postgres:15", State.RUNNING, Health.HEALTHY, 0, restarts,
                Optional.of(started), Optional.of(started.minusSeconds(1)), Optional.of("127.0.0.1:5432 → 5432"),
                Optional.of("data"), Optional.empty(), Optional.empty(), memory);
    }

    @Test
    void a_kill_is_out_of_memory_where_the_engine_says_so() {
        ContainerFacts killed = container(State.EXITED, Health.NONE, 137);
        container = Optional.of(killed);
        assertThat(problemOf(check(Care.LOCAL))).isNotInstanceOf(EndProblem.OutOfMemory.class);
        container = Optional
                .of(new ContainerFacts(killed.id(), killed.name(), killed.image(), killed.state(), killed.health(), 137, 0,
                        killed.startedAt(), killed.finishedAt(), killed.published(), killed.volume(), killed.lastProbe(),
                        killed.startError(), true));
        assertThat(problemOf(check(Care.LOCAL))).isInstanceOf(EndProblem.OutOfMemory.class);
    }

    private static Problem problemOf(Readiness readiness) {
        return switch (readiness.firstBroken().orElseThrow().state()) {
            case StationState.Broken(var problem) -> problem;
            case StationState other -> throw new AssertionError(other);
        };
    }

    private Readiness check(Care care) {
        asked.clear();
        return diagnosis(care).check(_ -> {});
    }

    private List<String> log = List.of("LOG:  starting", "FATAL:  database files are incompatible with server", "LOG:  bye");

    private Diagnosis diagnosis(Care care) {
        Environment environment = new Environment("default", care, ADDRESS, new Secret("x"), Optional.empty());
        Containers containers = new Containers() {
            @Override
            public Optional<ContainerFacts> find() {
                asked.add("container");
                return container;
            }

            @Override
            public List<String> logTail(String id, int lines) {
                return log;
            }

            @Override
            public Optional<String> secondServer(ContainerFacts facts) {
                return second;
            }

            @Override
            public Optional<Ending> formerEnding(ContainerFacts facts) {
                return Optional.of(new Ending(137, true, Optional.empty()));
            }
        };
        return new Diagnosis(environment, Path.of("project"), () -> {
            asked.add("engine");
            refuse(engine);
            return new EngineFacts("26.1.5", "1.45", "Debian", desktop, address, reach);
        }, containers, () -> {
            asked.add("login");
            refuse(login);
            return new ConnectionFacts("15.18", Duration.ofMillis(3), 4, false, "7301", false, clocks, collation);
        }, history, new Causes(_ -> Optional.empty()), new LoginCause(environment, inside));
    }

    private static void refuse(@Nullable Problem problem) {
        if (problem != null) {
            throw new ProblemException(problem);
        }
    }

    private static ContainerFacts container(State state, Health health, int code) {
        return new ContainerFacts("1", "llm-webapp-postgres", "postgres:15", state, health, code, 0, Optional.empty(),
                Optional.empty(),
                Optional.of("127.0.0.1:5432 → 5432"), Optional.of("data"), Optional.empty(), Optional.empty());
    }
}
