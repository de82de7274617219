package dev.lockkeeper.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.PracticeProblem;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PracticeDatabaseIT {

    @TempDir
    Path temp;

    private Path home;
    private PracticeDatabase practice;

    @BeforeEach
    void inAFolderThatIsHardToName() {
        home = temp.resolve("연습 폴더 with spaces").resolve("practice");
        practice = new PracticeDatabase(home);
    }

    @AfterEach
    void stop() {
        practice.stop();
    }

    @Test
    void the_first_start_gives_a_durable_database_with_a_password() throws Exception {
        Environment environment = practice.start(Journal.silent());

        assertThat(environment.practice()).isTrue();
        assertThat(practice.startedByUs()).isTrue();
        assertThat(practice.running()).isTrue();
        assertThat(ask(environment, "SHOW fsync")).isEqualTo("on");
        assertThat(ask(environment, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask(environment, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(ask(environment, "SHOW server_encoding")).isEqualTo("UTF8");
        assertThat(ask(environment, "SELECT datcollate FROM pg_database WHERE datname = current_database()")).isEqualTo("C");
        assertThat(ask(environment, "SELECT pg_get_userbyid(datdba) || rolsuper FROM pg_database, pg_roles"
                + " WHERE datname = current_database() AND rolname = current_user")).isEqualTo("llm_appfalse");
        assertThat(ask(environment, "SHOW server_version")).startsWith(PracticeDatabase.MAJOR + ".");
        assertThatThrownBy(() -> ask(environment.address().port(), "llm_app", "wrong", "SELECT 1"))
                .isInstanceOf(SQLException.class).extracting("SQLState").isEqualTo("28P01");
        assertThatThrownBy(() -> ask(environment.address().port(), "postgres", "", "SELECT 1")).isInstanceOf(SQLException.class);
        if (Files.getFileStore(home).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home))).isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("practice.properties"))))
                    .isEqualTo("rw-------");
        }
        assertThat(home.resolve("first-password.part")).doesNotExist();
    }

    @Test
    void rows_port_and_password_survive_a_restart() throws Exception {
        Environment first = practice.start(Journal.silent());
        run(first, "CREATE TABLE kept AS SELECT '김서연 😀' AS name");
        practice.stop();
        assertThat(practice.running()).isFalse();

        Environment second = new PracticeDatabase(home).start(Journal.silent());

        assertThat(second.address()).isEqualTo(first.address());
        assertThat(ask(second, "SELECT name FROM kept")).isEqualTo("김서연 😀");
    }

    @Test
    void a_second_console_attaches_and_leaves_the_server_alone_at_its_end() throws Exception {
        Environment first = practice.start(Journal.silent());
        PracticeDatabase second = new PracticeDatabase(home);

        assertThat(second.start(Journal.silent()).address()).isEqualTo(first.address());
        assertThat(second.startedByUs()).isFalse();
        second.release();
        assertThat(practice.running()).isTrue();

        try (Connection _ = connect(first.address().port(), "llm_app", first.password().reveal())) {
            practice.release();
            assertThat(practice.running()).isTrue();
        }
        practice.release();
        assertThat(practice.running()).isFalse();
    }

    @Test
    void consoles_that_start_at_once_get_the_same_server() throws Exception {
        List<Callable<Environment>> starts = List.of(() -> new PracticeDatabase(home).start(Journal.silent()),
                () -> new PracticeDatabase(home).start(Journal.silent()), () -> practice.start(Journal.silent()));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> ports = threads.invokeAll(starts).stream().map(PracticeDatabaseIT::port).distinct().toList();
            assertThat(ports).hasSize(1);
        }
    }

    @Test
    void the_server_outlives_a_killed_console_and_the_next_one_attaches() throws Exception {
        try (ChildProcess child = ChildProcess.starting(home)) {
            assertThat(child.line()).endsWith("true");
            run(practice.known().orElseThrow(), "CREATE TABLE kept AS SELECT 7 AS n");
            child.process().destroyForcibly().waitFor();
        }

        Environment environment = practice.start(Journal.silent());

        assertThat(practice.startedByUs()).isFalse();
        assertThat(ask(environment, "SELECT n FROM kept")).isEqualTo("7");
    }

    @Test
    void a_console_killed_at_any_moment_of_the_first_start_leaves_nothing_that_the_next_start_trips_over() throws Exception {
        for (int millis : new int[]{300, 900, 1500, 2200, 3000}) {
            try (ChildProcess child = ChildProcess.starting(home)) {
                if (!child.process().waitFor(millis, TimeUnit.MILLISECONDS)) {
                    child.process().destroyForcibly().waitFor();
                }
            }
        }

        Environment environment = practice.start(Journal.silent());

        assertThat(ask(environment, "SELECT 1")).isEqualTo("1");
        practice.stop();
        practice.start(Journal.silent());
        try (java.util.stream.Stream<Path> inside = Files.list(home)) {
            assertThat(inside.map(Path::toString)).noneMatch(name -> name.contains("data.part"));
        }
    }

    @Test
    void a_killed_server_comes_back_with_what_was_committed() throws Exception {
        Environment environment = practice.start(Journal.silent());
        run(environment, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n");
        ProcessHandle server = ProcessHandle.of(Postmaster.of(home.resolve("data")).pid()).orElseThrow();
        server.destroyForcibly();
        server.onExit().get(10, TimeUnit.SECONDS);

        assertThat(ask(practice.start(Journal.silent()), "SELECT count(*) FROM kept")).isEqualTo("1000");
    }

    @Test
    void a_port_that_somebody_else_took_is_given_up_for_a_free_one() throws Exception {
        Environment before = practice.start(Journal.silent());
        practice.stop();
        try (ServerSocket other = new ServerSocket(before.address().port(), 1, InetAddress.getLoopbackAddress())) {
            Environment after = practice.start(Journal.silent());

            assertThat(after.address().port()).isNotEqualTo(other.getLocalPort());
            assertThat(ask(after, "SELECT 1")).isEqualTo("1");
            assertThat(practice.known().orElseThrow().address()).isEqualTo(after.address());
        }
    }

    @Test
    void a_pid_file_whose_number_went_to_another_program_is_cleared_and_that_program_left_alone() throws Exception {
        practice.start(Journal.silent());
        Path pidFile = home.resolve("data").resolve("postmaster.pid");
        String left = Files.readString(pidFile);
        practice.stop();
        try (ChildProcess stranger = ChildProcess.starting(temp.resolve("another practice"))) {
            assertThat(stranger.line()).startsWith("port ");
            long strangersServer = Postmaster.of(temp.resolve("another practice").resolve("data")).pid();
            for (long pid : new long[]{stranger.process().pid(), strangersServer}) {
                Files.writeString(pidFile, left.replaceFirst("^\\d+", String.valueOf(pid)));
                assertThat(practice.running()).isFalse();

                assertThat(ask(practice.start(Journal.silent()), "SELECT 1")).isEqualTo("1");

                assertThat(ProcessHandle.of(pid)).isPresent();
                practice.stop();
            }
        } finally {
            new PracticeDatabase(temp.resolve("another practice")).stop();
        }
    }

    @Test
    void data_of_another_major_and_lost_passwords_are_told_and_left_alone() throws Exception {
        practice.start(Journal.silent());
        practice.stop();
        Path settings = home.resolve("practice.properties");
        Path aside = home.resolve("aside");
        Files.move(settings, aside);
        assertThatThrownBy(() -> practice.start(Journal.silent())).isInstanceOfSatisfying(ProblemException.class,
                told -> assertThat(told.problem()).isInstanceOf(PracticeProblem.PracticeSettingsLost.class));
        Files.move(aside, settings);

        Files.writeString(home.resolve("data").resolve("PG_VERSION"), "14\n");
        assertThatThrownBy(() -> practice.start(Journal.silent())).isInstanceOfSatisfying(ProblemException.class,
                told -> assertThat(told.problem()).isInstanceOf(PracticeProblem.PracticeOtherMajor.class));
        Files.writeString(home.resolve("data").resolve("PG_VERSION"), "15\n");
        assertThat(ask(practice.start(Journal.silent()), "SELECT 1")).isEqualTo("1");
    }

    @Test
    void practice_accounts_fit_the_level_and_one_can_be_locked_again() throws Exception {
        Environment environment = practice.start(Journal.silent());
        assertThat(practice.fillSamples()).isZero();
        migrate(environment, "001", "002", "003");
        assertThat(practice.fillSamples()).isEqualTo(96);
        migrate(environment, "004");
        assertThat(practice.fillSamples()).isEqualTo(96);
        run(environment,
                "UPDATE users SET is_locked = false, locked_until = NULL, failed_login_attempts = 0 WHERE username = 'minji.kim'");

        assertThat(practice.relock("minji.kim", 30)).isTrue();

        assertThat(ask(environment,
                "SELECT is_locked AND failed_login_attempts = 5 AND locked_until - now() BETWEEN '29 min' AND '30 min'"
                        + " FROM users WHERE username = 'minji.kim'"))
                .isEqualTo("t");
        assertThat(practice.relock("nobody", 30)).isFalse();
    }

    @Test
    void the_ordinary_start_is_quick() {
        long first = millis(() -> practice.start(Journal.silent()));
        long attach = millis(() -> practice.start(Journal.silent()));
        long stop = millis(() -> {
            practice.stop();
            return practice;
        });
        long later = millis(() -> practice.start(Journal.silent()));
        System.out.println("practice database: first start " + first + " ms, attach " + attach + " ms, stop " + stop
                + " ms, later start " + later + " ms");
        assertThat(later).isLessThan(first);
    }

    private static void migrate(Environment environment, String... levels) throws Exception {
        for (String level : levels) {
            try (var scripts = Files.newDirectoryStream(Path.of("resources/db/migration"), "V" + level + "__*.sql")) {
                run(environment, Files.readString(scripts.iterator().next()));
            }
        }
    }

    private static int port(Future<Environment> start) {
        try {
            return start.get().address().port();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static long millis(Callable<?> work) {
        long before = System.nanoTime();
        try {
            work.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return (System.nanoTime() - before) / 1_000_000;
    }

    static void run(Environment environment, String sql) throws SQLException {
        try (Connection connection = connect(environment.address().port(), environment.address().user(),
                environment.password().reveal());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String ask(Environment environment, String sql) throws SQLException {
        return ask(environment.address().port(), environment.address().user(), environment.password().reveal(), sql);
    }

    private static String ask(int port, String user, String password, String sql) throws SQLException {
        try (Connection connection = connect(port, user, password);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            assertThat(answer.next()).isTrue();
            return answer.getString(1);
        }
    }

    private static Connection connect(int port, String user, String password) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/llm_webapp_practice", user, password);
    }

    /// A [ChildConsole] and its first line.
    record ChildProcess(Process process, BufferedReader output) implements AutoCloseable {

        static ChildProcess starting(Path home) throws IOException {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp", System.getProperty("java.class.path"), ChildConsole.class.getName(), home.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            return new ChildProcess(process,
                    new BufferedReader(new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
        }

        String line() throws IOException {
            return String.valueOf(output.readLine());
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly().onExit().join();
            output.close();
        }
    }
}
