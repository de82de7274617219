package dev.lockkeeper.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.environment.ComposeText;
import java.nio.file.Path;
import dev.lockkeeper.containers.ContainerProblem.ComposeFailed;
import dev.lockkeeper.containers.ContainerProblem.ContainerExited;
import dev.lockkeeper.containers.ContainerProblem.ContainerNotStarted;
import dev.lockkeeper.containers.ContainerProblem.ContainerRestarting;
import dev.lockkeeper.operation.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What real engines and servers said, read for its cause. `failures/errors-*.txt` are two engines' own words, provoked and recorded.
class CausesTest {

    private static final Causes CAUSES = new Causes(_ -> Optional.empty());

    private static Problem ended(int code, String... log) {
        return CAUSES.of(new ContainerExited("postgres", code, Optional.empty(), List.of(log)));
    }

    private static Problem failed(String... lines) {
        return CAUSES.of(new ComposeFailed("docker compose up -d postgres", 1, List.of(lines)));
    }

    /// The sections of a recording: `=== name`, then what was said.
    private static Map<String, List<String>> recorded(String file) throws IOException {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        try (InputStream stream = Objects.requireNonNull(CausesTest.class.getResourceAsStream("/failures/" + file))) {
            List<String> lines = new ArrayList<>();
            for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (line.startsWith("=== ")) {
                    lines = new ArrayList<>();
                    sections.put(line.substring(4), lines);
                } else if (!line.startsWith("$ ")) {
                    lines.add(line);
                }
            }
        }
        return sections;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        port allocated by another container              | PORT_TAKEN
        port taken by a process of the host              | PORT_TAKEN
        image missing, no registry                       | IMAGE_MISSING
        compose file: yaml syntax                        | COMPOSE_FILE_MALFORMED
        compose file: tab                                | COMPOSE_FILE_MALFORMED
        compose file: unknown key                        | COMPOSE_FILE_REFUSED
        compose file: wrong type                         | COMPOSE_FILE_REFUSED
        compose file: bad port                           | COMPOSE_FILE_REFUSED
        compose file: undefined volume                   | VOLUME_UNDEFINED
        no such service                                  | SERVICE_MISSING
        missing variable: plain, :-, :?                  | VARIABLE_MISSING
        bad .env                                         | ENV_FILE_REFUSED
        container name conflict                          | NAME_TAKEN
        external volume missing                          | MOUNT_REFUSED
        """)
    void what_two_engines_said_when_nothing_started_is_read(String section, String code) throws IOException {
        for (String file : List.of("errors-20.10.txt", "errors-28.txt")) {
            List<String> said = recorded(file).get(section);
            assertThat(failed(Objects.requireNonNull(said, section).toArray(String[]::new)).code()).as(file).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        data directory of another major version          | 1 | PG_MAJOR_MISMATCH
        POSTGRES_PASSWORD missing -> exit 1              | 1 | FIRST_PASSWORD_MISSING
        disk full (tmpfs volume 60m)                     | 1 | DOCKER_DISK_FULL
        disk full at initdb (tmpfs 20m)                  | 1 | DOCKER_DISK_FULL
        bad initdb args                                  | 1 | LOCALE_INVALID
        """)
    void what_two_servers_wrote_before_they_ended_is_read(String section, int exitCode, String code) throws IOException {
        for (String file : List.of("errors-20.10.txt", "errors-28.txt")) {
            List<String> said = recorded(file).get(section);
            assertThat(ended(exitCode, Objects.requireNonNull(said, section).toArray(String[]::new)).code()).as(file)
                    .isEqualTo(code);
        }
    }

    @Test
    void a_script_that_failed_in_the_first_start_is_named_with_its_line() throws IOException {
        for (String file : List.of("errors-20.10.txt", "errors-28.txt")) {
            List<String> said = Objects.requireNonNull(recorded(file).get("init script fails"));
            List<String> first = said.subList(0, said.indexOf("               ^"));
            assertThat(ended(3, first.toArray(String[]::new))).isInstanceOfSatisfying(EndProblem.InitScriptFailed.class,
                    failed -> assertThat(failed.where()).isEqualTo("/docker-entrypoint-initdb.d/01.sql:1"));
        }
    }

    static final List<Arguments> ENDS = List.of(
            Arguments.of("PG18_MOUNT", 1,
                    "Error: in 18+, these Docker images are configured to store database data in a|       format which is compatible with \"pg_ctlcluster\" (specifically, using|       major-version-specific directory names).|       there appears to be PostgreSQL data in:|         /var/lib/postgresql/data (unused mount/volume)"),
            Arguments.of("SHARED_MEMORY_FULL", 1,
                    "ERROR:  could not resize shared memory segment \"/PostgreSQL.1129846\" to 12615680 bytes: No space left on device"),
            Arguments.of("CONFIGURATION_INVALID", 1,
                    "LOG:  syntax error in file \"/var/lib/postgresql/data/postgresql.conf\" line 12, near token \"x\"|FATAL:  configuration file \"/var/lib/postgresql/data/postgresql.conf\" contains errors"),
            Arguments.of("CONFIGURATION_INVALID", 1, "FATAL:  invalid value for parameter \"shared_buffers\": \"abc\""),
            Arguments.of("CONFIGURATION_INVALID", 1, "FATAL:  unrecognized configuration parameter \"shared_bufers\""),
            Arguments.of("LIBRARY_MISSING", 1, "FATAL:  could not access file \"pg_cron\": No such file or directory"),
            Arguments.of("DATA_FOLDER_NOT_EMPTY", 1,
                    "initdb: error: directory \"/var/lib/postgresql/data\" exists but is not empty"),
            Arguments.of("DATA_FOLDER_FORBIDDEN", 1, "FATAL:  data directory \"/var/lib/postgresql/data\" has wrong ownership"),
            Arguments.of("DATA_FOLDER_FORBIDDEN", 1,
                    "chmod: changing permissions of '/var/lib/postgresql/data': Operation not permitted"),
            Arguments.of("DATA_IN_USE", 1, "FATAL:  lock file \"postmaster.pid\" already exists"),
            Arguments.of("WAL_DAMAGED", 1, "PANIC:  could not locate a valid checkpoint record"),
            Arguments.of("DATA_FILES_MISSING", 2,
                    "postgres: could not find the database system|Expected to find it in the directory \"/var/lib/postgresql/data\",|but could not open file \"/var/lib/postgresql/data/global/pg_control\": No such file or directory"),
            Arguments.of("LISTEN_ADDRESS_TAKEN", 1,
                    "LOG:  could not bind IPv4 address \"0.0.0.0\": Address already in use|FATAL:  could not create any TCP/IP sockets"),
            Arguments.of("STARTED_AS_ROOT", 1, "\"root\" execution of the PostgreSQL server is not permitted."),
            Arguments.of("IMAGE_UNFIT", 1, "exec /usr/local/bin/docker-entrypoint.sh: exec format error"),
            Arguments.of("IMAGE_UNFIT", 127, "exec /usr/local/bin/docker-entrypoint.sh: no such file or directory"),
            Arguments.of("MEMORY_REFUSED", 1, "FATAL:  could not map anonymous shared memory: Cannot allocate memory"),
            Arguments.of("CONTAINER_KILLED", 137, "LOG:  checkpoint starting: time"),
            Arguments.of("CONTAINER_STOPPED", 0, "LOG:  database system is shut down"));

    @ParameterizedTest
    @FieldSource("ENDS")
    void an_end_is_told_by_its_last_words(String code, int exitCode, String log) {
        assertThat(ended(exitCode, log.split("\\|", -1)).code()).isEqualTo(code);
        if (exitCode != 137 && exitCode != 0) {
            assertThat(
                    CAUSES.of(new ContainerRestarting("postgres", exitCode, Optional.empty(), List.of(log.split("\\|", -1))))
                            .code())
                    .isEqualTo(code);
        }
    }

    static final List<Arguments> STARTS = List.of(
            Arguments.of("PORT_TAKEN",
                    "Ports are not available: exposing port TCP 0.0.0.0:5432 -> 0.0.0.0:0: listen tcp4 0.0.0.0:5432: "
                            + "bind: Only one usage of each socket address (protocol/network address/port) is normally permitted."),
            Arguments.of("PORT_RESERVED",
                    "Ports are not available: exposing port TCP 0.0.0.0:5432 -> 0.0.0.0:0: listen tcp4 0.0.0.0:5432: "
                            + "bind: An attempt was made to access a socket in a way forbidden by its access permissions."),
            Arguments.of("IMAGE_REFUSED",
                    "Error response from daemon: pull access denied for intern/postgres, repository does not exist"),
            Arguments.of("IMAGE_MISSING",
                    "Error response from daemon: Get \"http://127.0.0.1:5999/v2/\": dial tcp 127.0.0.1:5999: connect: connection refused"),
            Arguments.of("IMAGE_REFUSED", "Error response from daemon: manifest for postgres:15.99 not found: manifest unknown"),
            Arguments.of("ENGINE_TOO_OLD_FOR_FILE",
                    "can't set healthcheck.start_interval as feature require Docker Engine v25 or later"),
            Arguments.of("ENGINE_DISK_FULL",
                    "Error response from daemon: mkdir /var/lib/docker/overlay2/1: no space left on device"),
            Arguments.of("NETWORKS_EXHAUSTED",
                    "failed to create network p_default: Error response from daemon: could not find an "
                            + "available, non-overlapping IPv4 address pool among the defaults to assign to the network"),
            Arguments.of("IN_USE_ELSEWHERE", "Error response from daemon: remove stack_pgdata: volume is in use - [8ff8de]"),
            Arguments.of("MOUNT_REFUSED", "Error response from daemon: invalid mount config for type \"bind\": "
                    + "bind source path does not exist: /host_mnt/c/data"),
            Arguments.of("RUNTIME_REFUSED",
                    "Error response from daemon: failed to create task for container: failed to create shim task: "
                            + "OCI runtime create failed: runc create failed: exec: \"postgress\": executable file not found in $PATH"));

    @ParameterizedTest
    @FieldSource("STARTS")
    void a_start_that_failed_is_told_by_what_was_said(String code, String said) {
        assertThat(failed(said).code()).isEqualTo(code);
        assertThat(CAUSES.of(new ContainerNotStarted("postgres", said)).code()).isEqualTo(code);
    }

    private static Problem missing(String compose) {
        return new Causes(_ -> Optional.empty(), Optional::empty, "postgres:15"::equals,
                () -> Optional.of(new ComposeText("docker-compose.yml", compose, "demo", _ -> Optional.empty())))
                .of(new ContainerProblem.ContainerMissing("postgres", Path.of("project")));
    }

    @Test
    void a_missing_container_whose_image_is_missing_too_is_told_with_both() {
        String compose = "services:\n  postgres:\n    image: %s\n";
        assertThat(missing(compose.formatted("postgres:99"))).isEqualTo(
                new ContainerProblem.ContainerAndImageMissing("postgres", Path.of("project"), "postgres:99"));
        assertThat(missing(compose.formatted("${IMAGE:-postgres:98}"))).isEqualTo(
                new ContainerProblem.ContainerAndImageMissing("postgres", Path.of("project"), "postgres:98"));
        for (String none : List.of("postgres:15", "${IMAGE}")) {
            assertThat(missing(compose.formatted(none))).as(none).isInstanceOf(ContainerProblem.ContainerMissing.class);
        }
    }

    @Test
    void a_missing_container_that_no_file_would_make_is_a_missing_service() {
        assertThat(missing("services:\n  web:\n    image: nginx\n")).isEqualTo(
                new StartProblem.ServiceMissing("postgres", List.of("docker-compose.yml: web")));
        for (String whole : List.of("services:\n  db:\n    image: postgres:15\n", "services:\n  postgres:\n    build: .\n",
                "include:\n  - db.yml\nservices:\n  web:\n    image: nginx\n", "# nothing yet\n")) {
            assertThat(missing(whole)).as(whole).isInstanceOf(ContainerProblem.ContainerMissing.class);
        }
    }

    @Test
    void a_session_that_was_ended_on_purpose_is_no_evidence_and_no_error() {
        String ended = "2026-11-22 11:17:39.253 UTC [57] FATAL:  terminating connection due to administrator command";
        assertThat(ServerLog.lastFatal(List.of("2026-11-22 11:17:39.253 UTC [1] FATAL:  strange", ended)).orElseThrow())
                .endsWith("strange");
        assertThat(ServerLog.lastFatal(List.of(ended))).isEmpty();
    }

    @Test
    void what_is_not_known_stays_as_it_was_in_its_own_words() {
        ContainerExited strange = new ContainerExited("postgres", 1, Optional.of("FATAL:  strange"), List.of("FATAL:  strange"));
        assertThat(CAUSES.of(strange)).isSameAs(strange);
        ComposeFailed unheard = new ComposeFailed("docker compose up -d postgres", 17, List.of("the moon is full"));
        assertThat(CAUSES.of(unheard)).isSameAs(unheard);
    }

    /// Logs of servers that have nothing to do with an end: whole days of ordinary work, and words that only look like a cause.
    static Stream<String> unrelated() {
        String stamp = "2026-11-22 11:17:39.253 UTC [1] ";
        return Stream.of("LOG:  checkpoint starting: time", "LOG:  checkpoint complete: wrote 918 buffers (5.6%)",
                "FATAL:  password authentication failed for user \"app\"", "FATAL:  database \"app\" does not exist",
                "FATAL:  sorry, too many clients already",
                "ERROR:  duplicate key value violates unique constraint \"users_pkey\"",
                "ERROR:  relation \"users\" does not exist at character 15", "LOG:  received fast shutdown request",
                "ERROR:  canceling statement due to statement timeout", "LOG:  automatic vacuum of table \"app.public.users\"",
                "WARNING:  there is no transaction in progress", "ERROR:  deadlock detected", "LOG:  incomplete startup packet",
                "ERROR:  could not open file \"/tmp/x.csv\" for reading: Permission denied",
                "ERROR:  invalid value for parameter \"timezone\": \"Mars\"",
                "STATEMENT:  insert into notes values ('No space left on device')",
                "LOG:  statement: select 'database files are incompatible with server'",
                "ERROR:  syntax error at or near \"selec\" at character 1",
                "FATAL:  terminating connection due to administrator command",
                "STATEMENT:  select 1;\n\tselect 'initdb: error: invalid locale name \"xx\"'").map(line -> stamp + line);
    }

    @ParameterizedTest
    @MethodSource("unrelated")
    void twenty_logs_of_something_else_give_no_cause(String log) {
        assertThat(ended(1, log.split("\\|", -1))).isInstanceOf(ContainerExited.class);
    }

    @Test
    void code_137_says_out_of_memory_only_where_the_engine_does() {
        Ended killed = new Ended("postgres", 137, false, List.of("LOG:  x"));
        assertThat(EndCauses.of(killed, false)).contains(new EndProblem.ContainerKilled(killed));
        assertThat(EndCauses.of(killed, true)).contains(new EndProblem.OutOfMemory(killed));
    }

    @Test
    void the_program_the_container_or_the_system_that_has_the_port_is_named() {
        String taken = "Bind for 127.0.0.1:35432 failed: port is already allocated";
        assertThat(named(new PortHolder.Program(4312, "postgres"), taken))
                .isEqualTo(new StartProblem.PortHeldByProcess(35_432, 4312, "postgres", List.of(taken)));
        assertThat(named(new PortHolder.Container("other-postgres-1"), taken))
                .isEqualTo(new StartProblem.PortHeldByContainer(35_432, "other-postgres-1", List.of(taken)));
        String forbidden = "listen tcp4 0.0.0.0:5432: bind: An attempt was made to access a socket in a way forbidden by its access permissions.";
        assertThat(named(new PortHolder.Reserved(5357, 5456), forbidden))
                .isEqualTo(new StartProblem.PortReserved("5432", "5357–5456", List.of(forbidden)));
    }

    @Test
    void a_value_of_the_environment_file_is_not_repeated() {
        assertThat(failed("failed to read /srv/.env: line 2: unterminated quoted value \"s3cret"))
                .isInstanceOfSatisfying(StartProblem.EnvFileRefused.class,
                        refused -> assertThat(refused.reason()).doesNotContain("s3cret"));
    }

    private static Problem named(PortHolder holder, String line) {
        return new Causes(_ -> Optional.of(holder)).of(new ComposeFailed("docker compose up -d", 1, List.of(line)));
    }
}
