package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import dev.lockkeeper.containers.Condition;
import dev.lockkeeper.containers.Ending;
import dev.lockkeeper.containers.HealthCheck.Probe;
import dev.lockkeeper.containers.Load;
import dev.lockkeeper.containers.ServiceFacts;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What `docker inspect` and `docker stats` answer, read from recorded answers.
class ServiceReadingTest {

    static ServiceFacts read(String state, String healthcheck) {
        return ServiceReading.of(
                parse("""
                    {"Id":"9f3c1e77a2d49f3c1e77a2d49f3c1e77a2d49f3c1e77a2d49f3c1e77a2d49f3c","Created":"2026-01-02T03:00:12.1Z","Name":"/llm-webapp-postgres",
                     "Image":"sha256:abc","RestartCount":3,"State":%s,
                     "Config":{"Image":"postgres:15","Env":["POSTGRES_PASSWORD=pa55-w0rd-canary","POSTGRES_USER=app","POSTGRES_DB=appdb","PATH=/bin"],
                       %s
                       "Labels":{"com.docker.compose.project":"llm-webapp","com.docker.compose.service":"postgres",
                                 "com.docker.compose.project.working_dir":"/srv/llm"}},
                     "HostConfig":{"RestartPolicy":{"Name":"unless-stopped","MaximumRetryCount":0},
                       "PortBindings":{"5432/tcp":[{"HostIp":"127.0.0.1","HostPort":"5432"}]}},
                     "NetworkSettings":{"Ports":{"5432/tcp":[{"HostIp":"127.0.0.1","HostPort":"5432"}]}},
                     "Mounts":[{"Type":"volume","Name":"llm-webapp_postgres_data","Source":"/var/lib/docker/volumes/x/_data",
                                "Destination":"/var/lib/postgresql/data","RW":true},
                               {"Type":"bind","Source":"/srv/llm/init","Destination":"/docker-entrypoint-initdb.d","RW":false}]}
                    """.formatted(
                        state, healthcheck), InspectContainerResponse.class));
    }

    static <T> T parse(String json, Class<T> kind) {
        try {
            return DefaultDockerClientConfig.createDefaultConfigBuilder().build().getObjectMapper().readValue(json, kind);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static final String CHECK = """
        "Healthcheck":{"Test":["CMD-SHELL","pg_isready -h 127.0.0.1"],"Interval":2000000000,"Timeout":3000000000,"Retries":5},""";

    private static String running(String health) {
        return """
            {"Status":"running","Running":true,"ExitCode":0,"StartedAt":"2026-01-02T03:00:13Z","FinishedAt":"0001-01-01T00:00:00Z"%s}"""
                .formatted(health.isEmpty() ? "" : ",\"Health\":" + health);
    }

    private static String exited(int code, boolean memory) {
        return """
            {"Status":"exited","Running":false,"OOMKilled":%s,"ExitCode":%d,"StartedAt":"2026-01-02T03:00:13Z",
             "FinishedAt":"2026-01-02T14:02:07Z","Health":{"Status":"unhealthy","FailingStreak":3,"Log":null}}"""
                .formatted(memory, code);
    }

    private static String health(String status) {
        return "{\"Status\":\"" + status + "\",\"FailingStreak\":0,\"Log\":[]}";
    }

    @Test
    void five_answers_give_five_badges() {
        List<ServiceFacts> five = List.of(read(running(health("healthy")), CHECK), read(running(health("unhealthy")), CHECK),
                read(running(health("starting")), CHECK), read(running(""), ""), read(exited(1, false), CHECK));
        assertThat(five.stream().map(ServiceFacts::condition)).containsExactly(Condition.HEALTHY, Condition.UNHEALTHY,
                Condition.STARTING, Condition.RUNNING, Condition.EXITED);
        for (Language language : Language.values()) {
            Words words = Words.in(language);
            Set<String> badges = new TreeSet<>();
            five.forEach(facts -> badges.add(words.say(facts.condition().words(facts.container().exitCode()))));
            assertThat(badges).hasSize(5);
        }
    }

    @Test
    void five_probes_are_five_rows_in_their_order() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            log.append(i == 0 ? "" : ",")
                    .append("""
                        {"Start":"2026-01-02T14:01:%02d.5Z","End":"2026-01-02T14:01:%02dZ","ExitCode":%d,"Output":"line %d\\n\\u001b[31mred\\u001b[0m\\n"}"""
                            .formatted(10 + i, 11 + i, i < 3 ? 0 : i == 3 ? 2 : -1, i));
        }
        ServiceFacts facts = read(running("{\"Status\":\"unhealthy\",\"FailingStreak\":2,\"Log\":[" + log + "]}"), CHECK);
        List<Probe> probes = facts.check().probes();
        assertThat(probes).hasSize(5).extracting(Probe::exitCode).containsExactly(0, 0, 0, 2, -1);
        assertThat(probes.getFirst()).isEqualTo(
                new Probe(Instant.parse("2026-01-02T14:01:11Z"), Duration.ofMillis(500), 0, "line 0\nred"));
        assertThat(probes).isSortedAccordingTo(java.util.Comparator.comparing(Probe::at));
        assertThat(facts.check().failures()).isEqualTo(2);
        assertThat(facts.check().interval()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void what_the_former_life_ended_with_does_not_count_for_this_one() {
        String log = """
            {"Status":"unhealthy","FailingStreak":5,"Log":[{"Start":"%1$s","End":"%1$s","ExitCode":2,"Output":""}]}""";
        assertThat(read(running(log.formatted("2026-01-02T02:59:59Z")), CHECK).condition()).isEqualTo(Condition.STARTING);
        assertThat(read(running(log.formatted("2026-01-02T03:00:21Z")), CHECK).condition()).isEqualTo(Condition.UNHEALTHY);
    }

    @Test
    void everything_that_a_page_shows_is_there_and_the_password_is_not() {
        ServiceFacts facts = read(running(health("healthy")), CHECK);
        assertThat(facts.origin()).isEqualTo(new ServiceFacts.Origin("llm-webapp", "postgres", "/srv/llm"));
        assertThat(facts.image()).isEqualTo(new ServiceFacts.Image("postgres:15", "sha256:abc"));
        assertThat(facts.ways().ports()).hasToString("[127.0.0.1:5432 → 5432]");
        assertThat(facts.data().orElseThrow().source()).isEqualTo("llm-webapp_postgres_data");
        assertThat(facts.ways().mounts()).hasSize(2);
        assertThat(facts.policy()).hasToString("unless-stopped");
        assertThat(facts.container().restarts()).isEqualTo(3);
        assertThat(facts.createdAt()).contains(Instant.parse("2026-01-02T03:00:12.100Z"));
        assertThat(facts.uptime(Instant.parse("2026-01-02T03:01:13Z"))).contains(Duration.ofMinutes(1));
        assertThat(facts.ways().user() + facts.ways().database()).isEqualTo("appappdb");
        assertThat(facts.toString()).doesNotContain("canary");
    }

    @Test
    void a_kill_is_out_of_memory_only_where_the_engine_says_so() {
        Words english = Words.in(Language.ENGLISH);
        Ending killed = read(exited(137, false), CHECK).ending(List.of()).orElseThrow();
        assertThat(english.say(killed.words())).contains("137", "SIGKILL").doesNotContainIgnoringCase("memory");
        assertThat(Words.in(Language.KOREAN).say(killed.words())).doesNotContain("메모리");
        Ending memory = read(exited(137, true), CHECK).ending(List.of()).orElseThrow();
        assertThat(english.say(memory.words())).contains("out of memory");
        assertThat(english.say(read(exited(0, true), CHECK).ending(List.of()).orElseThrow().words())).doesNotContain("memory");
    }

    @Test
    void an_end_with_code_1_quotes_the_servers_last_words() {
        Ending ending = read(exited(1, false), CHECK)
                .ending(List.of("LOG:  starting", "FATAL:  could not write lock file: No space left on device", "LOG:  down"))
                .orElseThrow();
        assertThat(ending.fatal()).hasValueSatisfying(line -> assertThat(line).contains("No space left on device"));
        assertThat(ending.signal()).isEmpty();
        assertThat(read(running(""), "").ending(List.of("FATAL:  old"))).as("it lives").isEmpty();
    }

    @Test
    void a_sample_is_reckoned_as_docker_stats_does_and_one_of_a_dead_container_is_none() {
        String sample = """
            {"read":"2026-01-02T03:00:14Z","cpu_stats":{"cpu_usage":{"total_usage":300000000},"system_cpu_usage":4000000000,"online_cpus":2},
             "precpu_stats":{"cpu_usage":{"total_usage":100000000},"system_cpu_usage":2000000000},
             "memory_stats":%s}""";
        Load load = DockerLoads.read(parse(sample.formatted("""
            {"usage":50000000,"limit":134217728,"stats":{"inactive_file":8000000}}"""), Statistics.class)).orElseThrow();
        assertThat(load.cpu()).isEqualTo(20.0);
        assertThat(load.memory()).hasValue(42_000_000);
        assertThat(load.limit()).hasValue(134_217_728);
        assertThat(DockerLoads.read(parse(sample.formatted("{}"), Statistics.class))).isEmpty();
        assertThat(DockerLoads.read(parse("{\"read\":\"2026-01-02T03:00:14Z\"}", Statistics.class))).isEmpty();
    }
}
