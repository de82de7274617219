package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.cli.Desk;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.readiness.ConnectionProblem.ClockDrifted;
import dev.lockkeeper.readiness.ConnectionProblem.CollationChanged;
import dev.lockkeeper.readiness.StationName;
import dev.lockkeeper.readiness.StationState;
import dev.lockkeeper.testing.RealEngine;
import dev.lockkeeper.testing.RealParts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A server that lets us in and is not well all the same, provoked on a real engine: a wrong clock, another library.
class ServerWarningsIT extends OnTheEngine {

    private static final Path FAKETIME = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");

    private StationState connection(RealEngine.Project project) {
        return check(project).station(StationName.CONNECTION).state();
    }

    private Problem warning(RealEngine.Project project) {
        StationState state = connection(project);
        assertThat(state).isInstanceOf(StationState.Attention.class);
        return ((StationState.Attention) state).problem();
    }

    /// The library reads the difference from a file each time the server asks for the time, so the clock goes wrong under a running server,
    /// as it does while a computer sleeps. One user throughout: it shares what it knows with the processes after it.
    @Test
    void a_clock_that_falls_behind_under_a_running_server_is_told_with_both_times_until_it_is_right_again() throws Exception {
        RealParts.needed("LOCKKEEPER_ENGINE", Files.exists(FAKETIME), FAKETIME.toString());
        Path clock = Files.createTempDirectory("lockkeeper-clock-");
        Files.setPosixFilePermissions(clock, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path difference = Files.writeString(clock.resolve("difference"), "+0");
        try (RealEngine.Project project = engine.project(yaml -> yaml
                .replace("    environment:\n", """
                        user: postgres
                        environment:
                          LD_PRELOAD: /faketime/lib.so
                          FAKETIME_TIMESTAMP_FILE: /clock/difference
                          FAKETIME_NO_CACHE: "1"
                          FAKETIME_DONT_FAKE_MONOTONIC: "1"
                    """)
                .replace("    volumes:\n", "    volumes:\n      - " + FAKETIME + ":/faketime/lib.so:ro\n      - " + clock
                        + ":/clock:ro\n"))) {
            project.up();
            assertThat(connection(project)).isInstanceOf(StationState.Ok.class);

            Files.writeString(difference, "-3h");

            assertThat(warning(project)).isInstanceOfSatisfying(ClockDrifted.class, drifted -> {
                assertThat(Duration.between(drifted.here(), drifted.server())).isBetween(Duration.ofSeconds(-3 * 3600 - 20),
                        Duration.ofSeconds(-3 * 3600 + 20));
                Advice advice = Advices.on(drifted);
                assertThat(advice.evidence()).anyMatch(line -> line.contains(project.environment().address().toString()))
                        .last().asString().matches("−[23]:\\d\\d:\\d\\d");
            });

            Files.writeString(difference, "+0");
            assertThat(connection(project)).isInstanceOf(StationState.Ok.class);
        } finally {
            Files.delete(difference);
            Files.delete(clock);
        }
    }

    @Test
    void indexes_of_another_library_are_told_rebuilt_by_the_remedy_and_well_after() throws Exception {
        try (RealEngine.Project project = engine.project()) {
            project.up();
            project.sql(
                    "CREATE TABLE words (word text PRIMARY KEY); INSERT INTO words SELECT 'w-' || i FROM generate_series(1, 500) i");
            String actual = project.sql("SELECT pg_database_collation_actual_version(oid) FROM pg_database"
                    + " WHERE datname = current_database()");
            String file = project.sql("SELECT relfilenode FROM pg_class WHERE relname = 'words_pkey'");
            assertThat(connection(project)).isInstanceOf(StationState.Ok.class);

            project.sql("UPDATE pg_database SET datcollversion = '2.28' WHERE datname = current_database()");

            Problem problem = warning(project);
            assertThat(problem).isEqualTo(new CollationChanged(project.environment().address(), "glibc", "2.28", actual));
            assertThat(Advices.on(problem).evidence()).contains("REINDEX DATABASE \"llm_webapp\";",
                    "ALTER DATABASE \"llm_webapp\" REFRESH COLLATION VERSION;");
            assertThat(Advices.on(problem).remedies().getFirst().verb()).isEqualTo(Remedy.Verb.REBUILD_INDEXES);
            try (Desk desk = desk(project)) {
                desk.lifting().mending().rebuildIndexes().run(Journal.silent(), new StopSignal());
            }

            assertThat(connection(project)).isInstanceOf(StationState.Ok.class);
            assertThat(project.sql("SELECT datcollversion FROM pg_database WHERE datname = current_database()"))
                    .isEqualTo(actual);
            assertThat(project.sql("SELECT relfilenode FROM pg_class WHERE relname = 'words_pkey'")).as("built anew")
                    .isNotEqualTo(file);
            assertThat(project.sql("SELECT count(*) FROM words")).isEqualTo("500");
        }
    }

    /// Text in the order of its bytes has no library, whatever stands there.
    @Test
    void a_database_without_a_library_is_not_warned_of() throws Exception {
        try (RealEngine.Project project = engine.project(yaml -> yaml.replace("    environment:\n",
                "    environment:\n      POSTGRES_INITDB_ARGS: --locale=C --encoding=UTF8\n"))) {
            project.up();
            project.sql("UPDATE pg_database SET datcollversion = '2.28' WHERE datname = current_database()");

            assertThat(connection(project)).isInstanceOf(StationState.Ok.class);
        }
    }
}
