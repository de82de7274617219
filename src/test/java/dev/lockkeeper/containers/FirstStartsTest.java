package dev.lockkeeper.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.ContainerProblem.FirstStartUnfinished;
import dev.lockkeeper.testing.FakeContainers;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartsTest {

    private static final String BEGUN = "The files belonging to this database system will be owned by user \"postgres\".";
    private static final String FAILED = "psql:/docker-entrypoint-initdb.d/1.sql:3: ERROR:  no";
    private static final String SKIPPED = "PostgreSQL Database directory appears to contain a database; Skipping initialization";

    @TempDir
    Path folder;

    private Optional<String> made = Optional.of("2026-01-02T03:04:05Z");
    private FirstStarts starts;

    @BeforeEach
    void starts() {
        starts = new FirstStarts(folder.resolve("first-starts"), _ -> made);
    }

    @Test
    void what_the_log_of_a_replaced_container_told_is_told_on() {
        starts.look(new FakeContainers().then(State.EXITED, Health.NONE, 3).saying(BEGUN, FAILED));

        assertThat(told(SKIPPED)).get().isInstanceOfSatisfying(FirstStartUnfinished.class, problem -> {
            assertThat(problem.where()).isEqualTo("/docker-entrypoint-initdb.d/1.sql:3");
            assertThat(problem.log()).containsExactly(FAILED);
        });
    }

    @Test
    void what_was_told_once_while_the_log_was_there_is_told_on() {
        assertThat(told(BEGUN, FAILED, SKIPPED)).isPresent();
        assertThat(told(SKIPPED)).isPresent();
    }

    @Test
    void a_volume_that_was_made_anew_starts_anew() {
        assertThat(told(BEGUN, FAILED, SKIPPED)).isPresent();
        made = Optional.of("2026-02-02T03:04:05Z");
        assertThat(told(SKIPPED)).isEmpty();
    }

    @Test
    void a_first_start_that_came_to_its_end_is_none_that_broke_off() {
        starts.look(new FakeContainers().then(State.EXITED, Health.NONE, 3).saying(BEGUN, FAILED));
        assertThat(told(BEGUN, "PostgreSQL init process complete; ready for start up.")).isEmpty();
    }

    @Test
    void one_that_is_under_way_and_one_that_initdb_took_back_are_not_kept() {
        starts.look(new FakeContainers().then(State.RUNNING, Health.STARTING).saying(BEGUN, FAILED));
        starts.look(new FakeContainers().then(State.EXITED, Health.NONE, 1).saying(BEGUN, "initdb: error: invalid locale name",
                "initdb: removing contents of data directory \"/var/lib/postgresql/data\""));
        assertThat(told(SKIPPED)).isEmpty();
    }

    @Test
    void without_a_volume_that_can_be_told_from_another_nothing_is_kept() {
        made = Optional.empty();
        assertThat(told(BEGUN, FAILED, SKIPPED)).isPresent();
        assertThat(told(SKIPPED)).isEmpty();
    }

    @Test
    void a_server_that_ends_over_the_leavings_of_a_first_start_has_that_for_a_cause_and_another_end_has_not() {
        String[] half = {SKIPPED, "LOG:  end-of-line before authentication method",
                "CONTEXT:  line 100 of configuration file \"/var/lib/postgresql/data/pg_hba.conf\"",
                "FATAL:  could not load pg_hba.conf"};
        assertThat(behind("/var/lib/postgresql/data/pg_hba.conf", half)).isPresent();
        assertThat(behind("shared_buffers", SKIPPED)).as("its own fault").isEmpty();
        assertThat(behind("pg_hba.conf", SKIPPED)).as("kept from the first").isPresent();
        made = Optional.of("2026-02-02T03:04:05Z");
        assertThat(behind("pg_hba.conf", SKIPPED)).as("somebody wrote nonsense into it").isEmpty();
    }

    @Test
    void a_setting_that_the_first_start_broke_off_over_is_named() {
        starts.look(new FakeContainers().then(State.EXITED, Health.NONE, 1).saying(BEGUN,
                "FATAL:  invalid value for parameter \"shared_buffers\": \"banana\""));
        assertThat(told(SKIPPED)).get().isInstanceOfSatisfying(FirstStartUnfinished.class,
                problem -> assertThat(problem.where()).isEqualTo("invalid value for parameter \"shared_buffers\": \"banana\""));
    }

    private Optional<Problem> behind(String where, String... log) {
        FakeContainers containers = new FakeContainers().then(State.EXITED, Health.NONE, 1).saying(log);
        return starts.behind(new EndProblem.ConfigurationInvalid(where, new Ended("postgres", 1, false, List.of(log))),
                containers.find().orElseThrow(), containers);
    }

    private Optional<ContainerProblem> told(String... log) {
        FakeContainers containers = new FakeContainers().then(State.RUNNING, Health.HEALTHY).saying(log);
        return starts.unfinished(containers.find().orElseThrow(), containers);
    }
}
