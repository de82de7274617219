package dev.lockkeeper.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.Causes;
import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.ContainerProblem.BringUpTimedOut;
import dev.lockkeeper.containers.ContainerProblem.ComposeFailed;
import dev.lockkeeper.containers.ContainerProblem.ComposeFileMissing;
import dev.lockkeeper.containers.ContainerProblem.ComposeMissing;
import dev.lockkeeper.containers.ContainerProblem.ContainerExited;
import dev.lockkeeper.containers.ContainerProblem.ContainerAndImageMissing;
import dev.lockkeeper.containers.ContainerProblem.ContainerMissing;
import dev.lockkeeper.containers.ContainerProblem.ContainerNotStarted;
import dev.lockkeeper.containers.ContainerProblem.ContainerPaused;
import dev.lockkeeper.containers.ContainerProblem.ContainerRestarting;
import dev.lockkeeper.containers.ContainerProblem.ContainerStarting;
import dev.lockkeeper.containers.ContainerProblem.ContainerUnhealthy;
import dev.lockkeeper.containers.DesktopFacts;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.containers.EngineProblem.EngineAbsent;
import dev.lockkeeper.containers.EngineProblem.EngineAddressInvalid;
import dev.lockkeeper.containers.EngineProblem.EngineForbidden;
import dev.lockkeeper.containers.EngineProblem.EngineRefused;
import dev.lockkeeper.containers.EngineProblem.EngineSilent;
import dev.lockkeeper.containers.EngineProblem.EngineStarting;
import dev.lockkeeper.containers.EngineProblem.EngineStopped;
import dev.lockkeeper.containers.EngineProblem.EngineVersionUnsupported;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;
import dev.lockkeeper.readiness.ConnectionProblem.ConnectionRefused;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DockerAdviceTest {

    private static final Words EN = Words.in(Language.ENGLISH);
    private static final Words KO = Words.in(Language.KOREAN);
    private static final Causes CAUSES = new Causes(_ -> Optional.empty());

    private static ContainerExited exited(int code, String... log) {
        return new ContainerExited("postgres", code, Optional.empty(), List.of(log));
    }

    private static ComposeFailed failed(String line) {
        return new ComposeFailed("docker compose up -d postgres", 1, List.of(line));
    }

    private static String headline(Problem problem) {
        return EN.say(Advices.on(CAUSES.of(problem)).headline());
    }

    private static String explanation(Problem problem) {
        return EN.say(Advices.on(CAUSES.of(problem)).explanation());
    }

    static Stream<Problem> every() {
        Stream<EngineProblem> engine = Stream.of(new EngineAbsent("unix:///x"), new EngineStopped("unix:///x", "refused"),
                new EngineStarting("npipe:////./pipe/x", "500"), new EngineForbidden("unix:///x", "Permission denied"),
                new EngineSilent("unix:///x", 3), new EngineVersionUnsupported("1.12–1.23", "1.24–1.44", true),
                new EngineRefused("no"),
                new EngineAddressInvalid("DOCKER_HOST", "nonsense"));
        Stream<ContainerProblem> container = Stream.of(new ContainerMissing("postgres", Path.of("p")),
                new ContainerAndImageMissing("postgres", Path.of("p"), "postgres:15"), exited(1, "LOG: x"),
                exited(0),
                exited(0, "LOG:  database system is shut down"), exited(137),
                exited(1, "FATAL:  database files are incompatible with server"),
                exited(1, "Error: Database is uninitialized and superuser password is not specified."),
                exited(1, "PANIC:  could not write to file \"pg_wal/xlogtemp.77\": No space left on device"),
                exited(1, "LOG:  syntax error in file \"/etc/postgresql.conf\" line 12, near token \"x\""),
                exited(3, "psql:/docker-entrypoint-initdb.d/01.sql:1: ERROR:  syntax error at or near \"tabel\""),
                new ContainerRestarting("postgres", 1, Optional.of("FATAL: x"), List.of("FATAL: x")),
                new ContainerNotStarted("postgres", "no idea"), new ContainerPaused("postgres"),
                new ContainerUnhealthy("postgres", "(2) no response"),
                new ContainerStarting("postgres"), new ComposeFileMissing(Path.of("p")),
                new ComposeMissing(List.of("docker compose")),
                failed("no idea"), failed("port is already allocated"),
                failed("bind: An attempt was made to access a socket in a way forbidden by its access permissions."),
                failed("No such image: postgres:99"), failed("required variable PGPW is missing a value: set PGPW in .env"),
                failed("Conflict. The container name \"/taken\" is already in use by container \"1\"."),
                new BringUpTimedOut("postgres", 60, "running, starting"));
        return Stream.concat(Stream.concat(engine, container.map(CAUSES::of)),
                Stream.of(new Problem.Unexpected(new IllegalStateException("x"))));
    }

    @ParameterizedTest
    @MethodSource("every")
    void every_problem_has_words_in_both_languages_and_a_way_out(Problem problem) {
        Advice advice = Advices.on(problem);
        assertThat(advice.code()).isEqualTo(problem.code());
        assertThat(advice.remedies()).isNotEmpty();
        for (Words words : List.of(EN, KO)) {
            assertThat(words.say(advice.headline())).doesNotContain("[").doesNotContain("{").doesNotContain("'").isNotBlank();
            assertThat(words.say(advice.explanation())).doesNotContain("[").doesNotContain("{").doesNotContain("'").isNotBlank();
            for (Remedy remedy : advice.remedies()) {
                assertThat(words.say(remedy.label())).doesNotContain("[");
            }
        }
        assertThat(KO.say(advice.headline())).matches("(?s).*[가-힣].*");
    }

    @Test
    void data_of_another_major_is_said_with_both_versions_and_that_it_is_unharmed() {
        ContainerExited problem = exited(1, "2026-11-22 11:17:39.253 UTC [1] FATAL:  database files are incompatible with server",
                "2026-11-22 11:17:39.253 UTC [1] DETAIL:  The data directory was initialized by PostgreSQL version 14, which is not compatible with this version 15.18 (Debian 15.18-0+deb12u1).");
        assertThat(headline(problem)).isEqualTo("The data is for PostgreSQL 14, but 15.18 was started");
        assertThat(explanation(problem)).contains("not damaged");
        assertThat(headline(new ContainerRestarting("postgres", 1, Optional.empty(), problem.log())))
                .isEqualTo(headline(problem));
    }

    @Test
    void an_unknown_end_says_its_code_its_last_words_and_nothing_about_the_data() {
        ContainerExited problem = new ContainerExited("postgres", 1, Optional.of("FATAL:  strange"),
                List.of("a", "FATAL:  strange"));
        assertThat(headline(problem)).isEqualTo("The container exited with code 1");
        assertThat(explanation(problem)).as("a line of a log is evidence, no sentence").doesNotContain("strange")
                .contains("not known yet");
        assertThat(Advices.on(problem).evidence()).containsExactly("a", "FATAL:  strange");
    }

    @Test
    void what_ended_an_earlier_life_is_not_taken_for_the_cause() {
        assertThat(headline(exited(1, "PANIC:  No space left on device", "LOG:  database system is ready to accept connections",
                "FATAL: strange")))
                .isEqualTo("The container exited with code 1");
    }

    @Test
    void where_nobody_listens_on_this_machine_the_first_way_out_is_to_bring_it_up() {
        Remedy first = Advices.on(new ConnectionRefused(new Address("127.0.0.1", 5432, "d", "u"), "refused")).remedies()
                .getFirst();
        assertThat(first.verb()).isEqualTo(Verb.BRING_UP);
        assertThat(first.command()).isEqualTo("docker compose up -d postgres");
        assertThat(Advices.on(new ConnectionRefused(new Address("db.example", 5432, "d", "u"), "refused")).remedies())
                .noneMatch(remedy -> remedy.verb() == Verb.BRING_UP);
    }

    @Test
    void a_taken_port_is_named_whoever_says_it() {
        for (String line : List.of("Bind for 127.0.0.1:35432 failed: port is already allocated",
                "Error starting userland proxy: listen tcp4 127.0.0.1:35432: bind: address already in use",
                "failed to bind host port for 127.0.0.1:35432:172.29.0.2:5432/tcp: address already in use",
                "listen tcp4 0.0.0.0:35432: bind: Only one usage of each socket address (protocol/network address/port) is normally permitted.")) {
            assertThat(headline(failed(line))).isEqualTo("Port 35432 is already in use");
            assertThat(headline(new ContainerNotStarted("postgres", line))).isEqualTo("Port 35432 is already in use");
        }
    }

    @Test
    void the_first_way_out_of_no_engine_is_to_start_it_or_to_practise() {
        assertThat(EngineAdvice.on(new EngineAbsent("x"), "Linux").remedies().getFirst().verb()).isEqualTo(Verb.USE_PRACTICE);
        Remedy onLinux = EngineAdvice.on(new EngineStopped("x", "y"), "Linux").remedies().getFirst();
        assertThat(onLinux.verb()).isEqualTo(Verb.COPY_COMMAND);
        assertThat(onLinux.command()).isEqualTo("sudo service docker start");
        assertThat(EN.say(onLinux.label())).isEqualTo("Copy the start command");
        Advice onWindows = EngineAdvice.on(new EngineStopped("x", "y"), "Windows 11");
        assertThat(EN.say(onWindows.headline())).isEqualTo("Docker Desktop is not running");
        assertThat(KO.say(onWindows.headline())).isEqualTo("Docker Desktop이 꺼져 있습니다");
        assertThat(EN.say(onWindows.remedies().getFirst().label())).isEqualTo("Start Docker Desktop");
    }

    @Test
    void what_is_known_of_the_program_decides_whether_and_how_it_is_started() {
        DesktopFacts own = new DesktopFacts(DesktopFacts.Kind.SERVICE, Optional.empty(), Optional.empty(), false,
                "systemctl --user start docker");
        Remedy service = EngineAdvice.on(new EngineStopped("x", "y", Optional.of(own)), "Linux").remedies().getFirst();
        assertThat(service.verb()).isEqualTo(Verb.COPY_COMMAND);
        assertThat(service.command()).isEqualTo("systemctl --user start docker");
        DesktopFacts older = new DesktopFacts(DesktopFacts.Kind.DESKTOP, Optional.of("D"), Optional.of("4.30.0"), false,
                "\"D\\Docker Desktop.exe\"");
        Remedy desktop = EngineAdvice.on(new EngineStopped("x", "y", Optional.of(older)), "Windows 11").remedies().getFirst();
        assertThat(desktop.verb()).isEqualTo(Verb.START_ENGINE);
        assertThat(desktop.command()).isEqualTo("\"D\\Docker Desktop.exe\"");
    }

    @Test
    void without_docker_the_command_that_installs_it_is_shown_and_only_a_person_runs_it() {
        Remedy install = EngineAdvice.on(new EngineAbsent("x"), "Windows 11").remedies().getFirst();
        assertThat(install.verb()).as("copied, never run").isEqualTo(Verb.COPY_COMMAND);
        assertThat(install.command()).isEqualTo("winget install --id Docker.DockerDesktop -e --source winget");
    }

    @Test
    void both_ranges_are_named_and_who_should_be_updated() {
        assertThat(explanation(new EngineVersionUnsupported("1.12–1.23", "1.24–1.44", true)))
                .contains("1.12–1.23", "1.24–1.44", "Update Docker.");
        assertThat(explanation(new EngineVersionUnsupported("1.60–…", "1.24–1.44", false))).contains("Update Lockkeeper.");
    }

    @Test
    void a_missing_container_is_brought_up_by_a_command_that_is_shown() {
        Remedy first = Advices.on(new ContainerMissing("postgres", Path.of("p"))).remedies().getFirst();
        assertThat(first.verb()).isEqualTo(Verb.BRING_UP);
        assertThat(first.command()).isEqualTo("docker compose up -d postgres");
    }
}
