package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.containers.EngineProblem.EngineAbsent;
import dev.lockkeeper.containers.EngineProblem.EngineForbidden;
import dev.lockkeeper.containers.EngineProblem.EnginePaused;
import dev.lockkeeper.containers.EngineProblem.EngineRefused;
import dev.lockkeeper.containers.EngineProblem.EngineStarting;
import dev.lockkeeper.containers.EngineProblem.EngineStopped;
import dev.lockkeeper.containers.EngineProblem.EngineUnreachable;
import dev.lockkeeper.containers.EngineProblem.EngineVersionUnsupported;
import dev.lockkeeper.containers.EngineProblem.EngineWslFault;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.io.IOException;
import java.net.URI;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The exceptions as docker-java threw them at engines that were made to fail.
class EngineErrorsTest {

    private static final String AT = "unix:///var/run/docker.sock";
    private static final EngineAddress THERE = EngineAddress.at(URI.create(AT));

    private final EngineErrors installed = new EngineErrors(() -> true);
    private final EngineErrors bare = new EngineErrors(() -> false);

    private EngineProblem call(Throwable cause) {
        return installed.onCall(new RuntimeException(cause), THERE);
    }

    @Test
    void a_missing_socket_is_an_absent_engine_where_no_program_is_installed_and_a_stopped_one_else() {
        RuntimeException missing = new RuntimeException(new SocketException("No such file or directory"));
        assertThat(bare.onCall(missing, THERE)).isEqualTo(new EngineAbsent(AT));
        assertThat(installed.onCall(missing, THERE)).isEqualTo(new EngineStopped(AT, "No such file or directory"));
    }

    @Test
    void a_missing_windows_pipe_is_the_same() {
        RuntimeException missing = new RuntimeException(new NoSuchFileException("\\\\.\\pipe\\dockerDesktopLinuxEngine"));
        assertThat(bare.onCall(missing, THERE)).isEqualTo(new EngineAbsent(AT));
        assertThat(installed.onCall(missing, THERE)).isInstanceOf(EngineStopped.class);
    }

    @Test
    void a_stale_socket_a_refused_port_and_an_unknown_host_are_a_stopped_engine() {
        assertThat(call(new ConnectException("Connection refused"))).isEqualTo(new EngineStopped(AT, "Connection refused"));
        assertThat(call(new ConnectException("Connect to http://127.0.0.1:1 failed: Connection refused")))
                .isInstanceOf(EngineStopped.class);
        assertThat(call(new UnknownHostException("engine.invalid"))).isInstanceOf(EngineStopped.class);
    }

    @Test
    void no_permission_is_told_by_every_system_in_its_own_way() {
        assertThat(call(new BindException("Permission denied"))).isEqualTo(new EngineForbidden(AT, "Permission denied"));
        assertThat(call(new AccessDeniedException("\\\\.\\pipe\\docker_engine"))).isInstanceOf(EngineForbidden.class);
        assertThat(call(new IOException("Access is denied"))).isInstanceOf(EngineForbidden.class);
    }

    @Test
    void a_kept_connection_that_breaks_and_a_stream_that_is_cut_are_a_stopped_engine() {
        assertThat(call(new IOException("Broken pipe"))).isInstanceOf(EngineStopped.class);
        assertThat(call(new IOException("Premature end of chunk coded message body: closing chunk expected")))
                .isInstanceOf(EngineStopped.class);
    }

    @Test
    void an_engine_that_greets_with_an_error_is_starting_and_one_that_answers_a_call_so_refuses_it() {
        InternalServerErrorException error = new InternalServerErrorException(
                "Status 500: {\"message\":\"dial tcp: lookup registry: no such host\"}");
        assertThat(installed.onGreeting(error, THERE))
                .isEqualTo(new EngineStarting(AT, "dial tcp: lookup registry: no such host"));
        assertThat(installed.onCall(error, THERE)).isEqualTo(new EngineRefused("dial tcp: lookup registry: no such host"));
    }

    private EngineProblem refused(String text) {
        return installed.onCall(new BadRequestException("Status 400: {\"message\":\"" + text + "\"}"), THERE);
    }

    private EngineProblem greeted(String text) {
        return installed.onGreeting(new InternalServerErrorException("Status 500: {\"message\":\"" + text + "\"}"), THERE);
    }

    @Test
    void a_desktop_that_was_paused_and_one_whose_wsl_is_broken_are_not_starting() {
        String paused = "Docker Desktop is manually paused. Unpause it through the Whale menu or Dashboard.";
        assertThat(greeted(paused)).isEqualTo(new EnginePaused(AT, paused));
        String wsl = "running wsl distro proxy: Wsl/Service/CreateInstance/CreateVm/HCS/0x80370102";
        assertThat(greeted(wsl)).isEqualTo(new EngineWslFault(wsl));
        assertThat(greeted("check if the server supports the requested API version")).isInstanceOf(EngineStarting.class);
    }

    @Test
    void nobody_on_another_machine_is_not_a_stopped_engine_of_this_one() {
        EngineAddress far = EngineAddress.at(URI.create("tcp://db:2375"));
        assertThat(installed.onCall(new RuntimeException(new ConnectException("Connection refused")), far))
                .isEqualTo(new EngineUnreachable("tcp://db:2375", "Connection refused"));
    }

    @Test
    void five_probes_give_five_codes_and_texts() {
        List<EngineProblem> told = List.of(bare.nobodyAt(THERE, "not there"), installed.nobodyAt(THERE, "not there"),
                greeted("starting"), greeted("Wsl/Service/0x8007273d"), call(new BindException("Permission denied")));
        assertThat(told).extracting(EngineProblem::code).containsExactly("ENGINE_ABSENT", "ENGINE_STOPPED", "ENGINE_STARTING",
                "ENGINE_WSL_FAULT", "ENGINE_FORBIDDEN");
        for (Language language : Language.values()) {
            Words words = Words.in(language);
            assertThat(told.stream().map(problem -> words.say(Advices.on(problem).headline())).toList()).doesNotHaveDuplicates()
                    .allSatisfy(text -> assertThat(text).doesNotContain("java.", "Exception", "\n"));
        }
    }

    @Test
    void versions_that_do_not_meet_are_told_whichever_side_is_behind() {
        assertThat(refused("client version 1.44 is too new. Maximum supported API version is 1.41"))
                .isEqualTo(new EngineVersionUnsupported("…–1.41", "1.24–1.44", true));
        assertThat(refused(
                "client version 1.24 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version"))
                .isEqualTo(new EngineVersionUnsupported("1.44–…", "1.24–1.44", false));
        assertThat(installed.onCall(new BadRequestException("Status 400: {\"message\":\"invalid filter\"}"), THERE))
                .isEqualTo(new EngineRefused("invalid filter"));
    }

    @Test
    void a_broken_configuration_file_is_quoted() {
        assertThat(installed.onCall(new DockerClientException("Failed to parse docker configuration file"), THERE))
                .isEqualTo(new EngineRefused("Failed to parse docker configuration file"));
    }
}
