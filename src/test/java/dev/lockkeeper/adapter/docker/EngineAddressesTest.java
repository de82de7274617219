package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.containers.EngineProblem.EngineAbsent;
import dev.lockkeeper.containers.EngineProblem.EngineAddressInvalid;
import dev.lockkeeper.containers.EngineProblem.EngineContextMissing;
import dev.lockkeeper.containers.EngineProblem.EngineSettingsUnreadable;
import dev.lockkeeper.containers.EngineProblem.EngineWayUnsupported;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// On machines of our own making: their folders, variables and pipes.
@DisabledOnOs(OS.WINDOWS)
class EngineAddressesTest {

    private static final String LINUX_PIPE = "npipe:////./pipe/dockerDesktopLinuxEngine";

    @TempDir
    Path folder;

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(folder.resolve("home/.docker"));
        Files.createDirectories(folder.resolve("var/run"));
        Files.createDirectories(folder.resolve("run/user"));
    }

    private static EngineAddress find(Machine machine) {
        return new EngineAddresses(machine).find();
    }

    private static Problem problem(Machine machine) {
        try {
            throw new AssertionError(find(machine));
        } catch (ProblemException e) {
            return e.problem();
        }
    }

    private void current(String context) throws IOException {
        Files.writeString(folder.resolve("home/.docker/config.json"), "{\"currentContext\":\"" + context + "\"}");
    }

    private Path context(String name, String host) throws Exception {
        String id = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        Path meta = Files.createDirectories(folder.resolve("home/.docker/contexts/meta").resolve(id));
        Files.writeString(meta.resolve("meta.json"),
                "{\"Name\":\"" + name + "\",\"Endpoints\":{\"docker\":{\"Host\":\"" + host + "\"}}}");
        return folder.resolve("home/.docker/contexts/tls").resolve(id);
    }

    @Test
    void the_host_variable_comes_before_the_context_variable_before_the_current_context_before_the_usual_place()
            throws Exception {
        context("a", "unix:///a.sock");
        context("b", "unix:///b.sock");
        String usual = "unix://" + folder.resolve("var/run/docker.sock");
        assertThat(find(Machines.linux(folder, Map.of()))).hasToString(usual);
        current("a");
        assertThat(find(Machines.linux(folder, Map.of())).told()).isEqualTo("unix:///a.sock (context a)");
        assertThat(find(Machines.linux(folder, Map.of("DOCKER_CONTEXT", "b"))).told()).isEqualTo("unix:///b.sock (context b)");
        assertThat(find(Machines.linux(folder, Map.of("DOCKER_CONTEXT", "b", "DOCKER_HOST", "unix:///c.sock"))).told())
                .isEqualTo("DOCKER_HOST=unix:///c.sock");
        assertThat(find(Machines.linux(folder, Map.of("DOCKER_CONTEXT", "default")))).hasToString(usual);
    }

    @Test
    void a_setting_that_names_the_usual_place_is_not_told() {
        Machine machine = Machines.linux(folder, Map.of("DOCKER_HOST", "unix://" + folder.resolve("var/run/docker.sock")));
        assertThat(find(machine).chosenBy()).isEmpty();
    }

    @Test
    void settings_are_found_where_docker_config_says() throws Exception {
        context("a", "unix:///a.sock");
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.move(folder.resolve("home/.docker/contexts"), other.resolve("contexts"));
        Files.writeString(other.resolve("config.json"), "{\"currentContext\":\"a\"}");
        assertThat(find(Machines.linux(folder, Map.of("DOCKER_CONFIG", other.toString()))).told())
                .isEqualTo("unix:///a.sock (context a)");
    }

    @Test
    void a_context_that_is_not_there_is_told_and_not_replaced_by_another_engine() throws IOException {
        assertThat(problem(Machines.linux(folder, Map.of("DOCKER_CONTEXT", "gone")))).isEqualTo(new EngineContextMissing("gone"));
        current("gone");
        assertThat(problem(Machines.linux(folder, Map.of()))).isEqualTo(new EngineContextMissing("gone"));
    }

    @Test
    void settings_that_cannot_be_read_are_told_with_their_file() throws IOException {
        Files.writeString(folder.resolve("home/.docker/config.json"), "{\"currentContext\":");
        assertThat(problem(Machines.linux(folder, Map.of()))).isInstanceOfSatisfying(EngineSettingsUnreadable.class,
                told -> assertThat(told.file()).endsWith("config.json"));
    }

    @Test
    void a_way_we_do_not_go_is_told_plainly() throws Exception {
        assertThat(problem(Machines.linux(folder, Map.of("DOCKER_HOST", "ssh://me@server"))))
                .isEqualTo(new EngineWayUnsupported("ssh://me@server", "ssh"));
        context("far", "ssh://me@server");
        assertThat(problem(Machines.linux(folder, Map.of("DOCKER_CONTEXT", "far"))))
                .isEqualTo(new EngineWayUnsupported("ssh://me@server", "ssh"));
        assertThat(problem(Machines.linux(folder, Map.of("DOCKER_HOST", "tcp://db:2376", "DOCKER_TLS_VERIFY", "1"))))
                .isEqualTo(new EngineWayUnsupported("DOCKER_HOST=tcp://db:2376", "TLS"));
        Files.createDirectories(context("safe", "tcp://db:2376").resolve("docker"));
        assertThat(problem(Machines.linux(folder, Map.of("DOCKER_CONTEXT", "safe"))))
                .isEqualTo(new EngineWayUnsupported("tcp://db:2376 (context safe)", "TLS"));
    }

    @Test
    void an_address_that_is_none_is_told_with_the_setting_it_comes_from() throws Exception {
        for (String nonsense : List.of("nonsense", "a b", "unix", "/var/run/docker.sock", "tcp:db")) {
            assertThat(problem(Machines.linux(folder, Map.of("DOCKER_HOST", nonsense))))
                    .isEqualTo(new EngineAddressInvalid("DOCKER_HOST", nonsense));
        }
        context("empty", "");
        assertThat(problem(Machines.linux(folder, Map.of("DOCKER_CONTEXT", "empty"))))
                .isEqualTo(new EngineAddressInvalid("context empty", ""));
    }

    @Test
    void without_a_system_socket_the_one_of_the_own_account_is_found() throws IOException {
        Path own = Files.createFile(folder.resolve("run/user/docker.sock"));
        Machine machine = Machines.linux(folder, Map.of("XDG_RUNTIME_DIR", folder.resolve("run/user").toString()));
        assertThat(find(machine)).hasToString("unix://" + own);
        Path system = Files.createFile(folder.resolve("var/run/docker.sock"));
        assertThat(find(machine)).hasToString("unix://" + system);
    }

    @Test
    void on_windows_the_configured_pipe_comes_first_and_then_those_of_docker_desktop() {
        assertThat(find(Machines.windows(folder, Map.of(), "docker_engine", "dockerDesktopLinuxEngine")))
                .hasToString("npipe:////./pipe/docker_engine");
        assertThat(find(Machines.windows(folder, Map.of(), "dockerDesktopLinuxEngine"))).hasToString(LINUX_PIPE);
        Map<String, String> own = Map.of("DOCKER_HOST", "npipe:////./pipe/own");
        assertThat(find(Machines.windows(folder, own, "own", "docker_engine"))).hasToString("npipe:////./pipe/own");
        assertThat(find(Machines.windows(folder, own, "docker_engine", "dockerDesktopLinuxEngine"))).hasToString(LINUX_PIPE);
        assertThat(find(Machines.windows(folder, own))).hasToString("npipe:////./pipe/own");
        assertThat(find(Machines.windows(folder, Map.of(), "dockerDesktopWindowsEngine")))
                .hasToString("npipe:////./pipe/dockerDesktopWindowsEngine");
    }

    @Test
    void on_windows_the_current_context_of_docker_desktop_is_honoured() throws Exception {
        context("desktop-linux", LINUX_PIPE);
        current("desktop-linux");
        assertThat(find(Machines.windows(folder, Map.of(), "docker_engine", "dockerDesktopLinuxEngine")).told())
                .isEqualTo(LINUX_PIPE + " (context desktop-linux)");
    }

    @Test
    void a_missing_pipe_is_told_without_connecting() {
        try (DockerConnection connection = DockerConnection.of(Machines.windows(folder, Map.of()))) {
            assertThatThrownBy(connection::facts).isInstanceOf(ProblemException.class); // classes are loaded
            long began = System.nanoTime();
            assertThatThrownBy(connection::facts).isInstanceOfSatisfying(ProblemException.class,
                    e -> assertThat(e.problem()).isEqualTo(new EngineAbsent("npipe:////./pipe/docker_engine")));
            // connecting to it would take ten seconds
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(200));
        }
    }

    @Test
    void plain_tcp_to_another_machine_is_remote_and_unencrypted_and_to_this_one_neither() {
        for (String near : List.of("tcp://127.0.0.1:2375", "tcp://localhost:2375", "tcp://[::1]:2375", "unix:///x")) {
            EngineAddress address = find(Machines.linux(folder, Map.of("DOCKER_HOST", near)));
            assertThat(List.of(address.remote(), address.unencrypted())).as(near).containsOnly(false);
        }
        EngineAddress far = find(Machines.linux(folder, Map.of("DOCKER_HOST", "tcp://db:2375")));
        assertThat(List.of(far.remote(), far.unencrypted())).containsOnly(true);
        assertThat(far.chosenBy()).isEqualTo(Optional.of("DOCKER_HOST"));
    }

    @Test
    void the_other_places_are_those_that_are_there_with_the_command_that_leads_to_each() throws Exception {
        Path system = Files.createFile(folder.resolve("var/run/docker.sock"));
        Path colima = Files.createFile(folder.resolve("home/colima.sock"));
        context("colima", "unix://" + colima);
        context("gone", "unix:///gone.sock");
        context("far", "tcp://10.0.0.1:2375");
        EngineAddresses byHost = new EngineAddresses(Machines.linux(folder, Map.of("DOCKER_HOST", "unix:///nope.sock")));
        assertThat(byHost.others(byHost.find())).extracting(EngineAddress::told).containsExactly("unix://" + system,
                "unix://" + colima + " (context colima)");
        assertThat(byHost.others(byHost.find())).extracting(byHost::way).containsExactly("unset DOCKER_HOST",
                "unset DOCKER_HOST && docker context use colima");

        current("gone");
        EngineAddresses byContext = new EngineAddresses(Machines.linux(folder, Map.of()));
        assertThat(byContext.others(byContext.find())).extracting(byContext::way).containsExactly("docker context use default",
                "docker context use colima");
        EngineAddresses byVariable = new EngineAddresses(Machines.linux(folder, Map.of("DOCKER_CONTEXT", "gone")));
        assertThat(byVariable.others(byVariable.find())).extracting(byVariable::way).first()
                .isEqualTo("unset DOCKER_CONTEXT && docker context use default");
        assertThat(byVariable.setting(byVariable.find())).isEqualTo("context gone (DOCKER_CONTEXT)");
    }
}
