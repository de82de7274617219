package dev.lockkeeper.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;

class ProjectTest {

    private static final String WHOLE = "POSTGRES_USER=llm_app\nPOSTGRES_PASSWORD=canary\nPOSTGRES_DB=llm_webapp\n";

    @TempDir
    Path folder;

    @Test
    void the_environments_are_the_files_that_are_there_without_templates_and_copies() throws IOException {
        for (String name : List.of(".env", ".env.production", ".env.development", ".env.example", ".env.production.bak",
                ".env.swp",
                ".env.practice", ".env.default", ".envrc", ".env~", ".env.")) {
            if (!(name.endsWith(".") && System.getProperty("os.name").startsWith("Windows"))) {
                write(name, WHOLE);
            }
        }
        Files.createDirectory(folder.resolve(".env.folder"));
        assertThat(new Project(folder).environments()).containsExactly("default", "development", "production");
    }

    @Test
    void a_file_that_leaves_host_and_port_out_means_this_machine() throws IOException {
        Path file = write(".env", WHOLE);
        Environment environment = new Project(folder).environment("default");
        assertThat(environment.address()).isEqualTo(new Address("localhost", 5432, "llm_webapp", "llm_app"));
        assertThat(environment.password().reveal()).isEqualTo("canary");
        assertThat(environment.file()).contains(file);
        assertThat(environment.care()).isEqualTo(Care.LOCAL);
        assertThat(environment.inContainer()).isTrue();
        assertThat(environment.toString()).doesNotContain("canary");
    }

    @Test
    void of_two_databases_the_host_tells_else_the_port_else_nothing_does() throws IOException {
        write("docker-compose.yml", """
            services:
              app:
                image: web:1
              main:
                image: postgres:15
                ports: ["5432:5432"]
              old:
                image: pgvector/pgvector:pg16
                ports: ["${OLD_PORT:-5433}:5432"]
            """);
        Project project = new Project(folder);
        write(".env", WHOLE);
        assertThat(project.databases(Optional.of(project.environment("default")))).containsExactly("main");
        write(".env", WHOLE + "POSTGRES_PORT=5433\n");
        assertThat(project.databases(Optional.of(project.environment("default")))).containsExactly("old");
        write(".env", WHOLE + "POSTGRES_HOST=main\nPOSTGRES_PORT=5433\n");
        Environment named = project.environment("default");
        assertThat(named.address().host()).as("from here it is the published port").isEqualTo("127.0.0.1");
        assertThat(project.databases(Optional.of(named))).containsExactly("main");
        write(".env", WHOLE + "POSTGRES_PORT=6000\n");
        assertThat(project.databases(Optional.of(project.environment("default")))).containsExactly("main", "old");
    }

    @Test
    void the_web_application_is_where_the_project_says() throws IOException {
        write(".env", WHOLE);
        Project project = new Project(folder, _ -> Optional.empty());
        assertThat(project.webApplication(project.environment("default"))).hasToString("http://localhost:3000");
        write("compose.yaml", """
            services:
              db:
                image: postgres:15
                ports: ["5432:5432"]
              mail:
                image: mailpit
                ports: ["8025:8025"]
              front:
                build: .
                depends_on:
                  db:
                    condition: service_healthy
                ports:
                  - "${WEB_PORT:-8080}:3000"
            """);
        assertThat(project.webApplication(project.environment("default"))).hasToString("http://localhost:8080");
        write(".env", WHOLE + "WEB_PORT=8090\n");
        assertThat(project.webApplication(project.environment("default"))).hasToString("http://localhost:8090");
        write(".env", WHOLE + "NEXTAUTH_URL=https://dev.example.com/chat\n");
        assertThat(project.webApplication(project.environment("default"))).hasToString("https://dev.example.com/chat");
        write(".env", WHOLE + "NEXTAUTH_URL=https://dev.example.com\nLOCKKEEPER_WEB_APP=http://localhost:4000\n");
        assertThat(project.webApplication(project.environment("default"))).hasToString("http://localhost:4000");
        write(".env", WHOLE + "APP_URL=javascript:alert(1)\n");
        assertThat(project.webApplication(project.environment("default"))).hasToString("http://localhost:8080");
    }

    @Test
    void an_address_that_is_typed_may_leave_the_scheme_out_and_is_a_page_of_the_web() {
        assertThat(Project.typedPage(" localhost:3000 ")).hasValueSatisfying(
                page -> assertThat(page).hasToString("http://localhost:3000"));
        assertThat(Project.typedPage("https://chat.example.com/a?b=1")).isPresent();
        assertThat(List.of("", "  ", "ftp://host", "javascript:alert(1)", "http://", "http://user:pw@host", "http://host:0",
                "http://host:65536", "http://a b", "file:///etc/passwd", "http://host:x")).allSatisfy(
                        text -> assertThat(Project.typedPage(text)).as(text).isEmpty());
    }

    @Test
    void a_file_that_lacks_only_the_password_names_its_database_all_the_same() throws IOException {
        write(".env", "POSTGRES_USER=llm_app\nPOSTGRES_PASSWORD=\nPOSTGRES_DB=llm_webapp\n");
        Environment found = new Project(folder).withoutPassword("default").orElseThrow();
        assertThat(found.unwritten()).isTrue();
        assertThat(found.address().database()).isEqualTo("llm_webapp");
        write(".env", WHOLE);
        assertThat(new Project(folder).withoutPassword("default")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"production,PRODUCTION", "prod,PRODUCTION", "Production,PRODUCTION", "production.eu,PRODUCTION",
            "staging,STAGING",
            "development,LOCAL", "reproduction,LOCAL"})
    void the_name_says_how_careful_to_be(String name, Care care) throws IOException {
        write(".env." + name, WHOLE);
        assertThat(new Project(folder).environment(name).care()).isEqualTo(care);
    }

    @ParameterizedTest
    @CsvSource({"postgres,127.0.0.1", "POSTGRES,127.0.0.1", "llm-webapp-postgres,127.0.0.1", "localhost,localhost",
            "127.0.0.1,127.0.0.1", "db.example.kr,db.example.kr", "[::1],::1", "::1,::1", "fe80::1%eth0,fe80::1%eth0", "서버,서버",
            "my_db,my_db"})
    void the_host_is_how_this_machine_reaches_it(String host, String reached) throws IOException {
        write(".env", WHOLE + "POSTGRES_HOST=" + host);
        assertThat(new Project(folder).environment("default").address().host()).isEqualTo(reached);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "postgres://x", "http://x/", "a;b", "a,b", "a/b", "-x", "a?b", "user@host", "host:5432",
            "a'b"})
    void a_host_that_is_more_than_a_host_is_refused(String host) throws IOException {
        write(".env", WHOLE + "POSTGRES_HOST='" + host.replace("'", "\\'") + "'");
        assertThat(problem("default")).isInstanceOfSatisfying(EnvironmentProblem.EnvironmentValueInvalid.class,
                it -> assertThat(it.key()).isEqualTo("POSTGRES_HOST"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "54x", "5432 5433", "１２３", "99999999999"})
    void a_port_out_of_range_is_refused(String port) throws IOException {
        write(".env", WHOLE + "POSTGRES_PORT='" + port + "'");
        assertThat(problem("default")).isInstanceOfSatisfying(EnvironmentProblem.EnvironmentValueInvalid.class,
                it -> assertThat(it.key()).isEqualTo("POSTGRES_PORT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "a=b", "a\"b", "postgres://h/d", "한글", "a b", "a;b"})
    void an_odd_name_of_a_database_is_kept_as_it_is(String name) throws IOException {
        write(".env", WHOLE + "POSTGRES_DB='" + name + "'");
        assertThat(new Project(folder).environment("default").address().database()).isEqualTo(name);
    }

    @Test
    void a_name_with_a_line_break_or_longer_than_the_server_keeps_is_refused() throws IOException {
        write(".env", WHOLE + "POSTGRES_DB=\"a\\nb\"");
        assertThat(problem("default")).isInstanceOf(EnvironmentProblem.EnvironmentValueInvalid.class);
        write(".env", WHOLE + "POSTGRES_DB=" + "x".repeat(64));
        assertThat(problem("default")).isInstanceOf(EnvironmentProblem.EnvironmentValueInvalid.class);
    }

    @Test
    void missing_keys_are_all_named_at_once() throws IOException {
        Path file = write(".env", "POSTGRES_USER=\nPOSTGRES_DB=x");
        assertThat(problem("default"))
                .isEqualTo(new EnvironmentProblem.EnvironmentIncomplete(file, List.of("POSTGRES_USER", "POSTGRES_PASSWORD")));
    }

    @Test
    void an_environment_without_a_file_is_told_with_those_that_have_one() throws IOException {
        write(".env", WHOLE);
        write(".env.development", WHOLE);
        assertThat(problem("production")).isEqualTo(new EnvironmentProblem.EnvironmentMissing("production",
                Optional.of(folder.resolve(".env.production")), List.of("default", "development")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "", ".", "example", "x\0y"})
    void a_name_that_is_no_name_reaches_no_file(String name) throws IOException {
        write(".env", WHOLE);
        assertThat(problem(name)).isEqualTo(
                new EnvironmentProblem.EnvironmentMissing(name, Optional.empty(), List.of("default")));
    }

    @Test
    void a_folder_that_is_not_there_is_told() {
        Project project = new Project(folder.resolve("nowhere"));
        assertThatThrownBy(project::environments).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isEqualTo(new EnvironmentProblem.ProjectMissing(folder.resolve("nowhere"))));
    }

    @Test
    void the_file_says_which_database_is_meant_and_the_process_only_fills_in() throws IOException {
        write(".env", WHOLE + "POSTGRES_PASSWORD=${SECRET}\n");
        Map<String, String> process = Map.of("POSTGRES_DB", "leftover", "SECRET", "given");
        Environment environment = new Project(folder, name -> Optional.ofNullable(process.get(name))).environment("default");
        assertThat(environment.address().database()).isEqualTo("llm_webapp");
        assertThat(environment.password().reveal()).isEqualTo("given");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Problem problem(String name) {
        Project project = new Project(folder);
        ProblemException[] thrown = new ProblemException[1];
        assertThatThrownBy(() -> project.environment(name)).isInstanceOfSatisfying(ProblemException.class, e -> thrown[0] = e);
        assertThat(thrown[0].toString()).doesNotContain("canary");
        return thrown[0].problem();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_folder_or_a_link_to_nowhere_in_the_place_of_the_file_is_told_as_that_and_not_as_missing() throws IOException {
        Files.createDirectory(folder.resolve(".env"));
        assertThat(reason("default")).isEqualTo("environment.unreadable.folder");

        Files.createSymbolicLink(folder.resolve(".env.staging"), folder.resolve("gone"));
        assertThat(reason("staging")).isEqualTo("environment.unreadable.broken-link");
    }

    private String reason(String name) {
        try {
            throw new AssertionError(new Project(folder).environment(name));
        } catch (ProblemException e) {
            return ((EnvironmentProblem.EnvironmentUnreadable) e.problem()).reason().key();
        }
    }
}
