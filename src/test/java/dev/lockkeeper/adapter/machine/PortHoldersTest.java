package dev.lockkeeper.adapter.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.PortHolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortHoldersTest {

    @Test
    void who_listens_on_this_machine_is_named_with_its_pid() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(MachinePorts.ofThisMachine().of(socket.getLocalPort())).get()
                    .isInstanceOfSatisfying(PortHolder.Program.class, process -> {
                        assertThat(process.pid()).isEqualTo(ProcessHandle.current().pid());
                        assertThat(process.name()).isNotBlank();
                    });
        }
    }

    @Test
    void a_free_port_has_nobody() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(MachinePorts.ofThisMachine().of(port)).isEmpty();
    }

    private static List<String> windows(List<String> command) {
        return switch (command.getFirst()) {
            case "netstat" -> List.of("", "활성 연결", "", "  프로토콜  로컬 주소           외부 주소              상태            PID",
                    "  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1060",
                    "  TCP    127.0.0.1:5433         127.0.0.1:50000        ESTABLISHED     999",
                    "  TCP    [::]:5434              [::]:0                 LISTENING       4312",
                    "  TCP    127.0.0.1:5433         0.0.0.0:0              LISTENING       4312");
            case "tasklist" -> List.of("\"postgres.exe\",\"4312\",\"Services\",\"0\",\"21,504 K\"");
            default -> List.of("", "프로토콜 tcp 포트 제외 범위", "", "시작 포트      끝 포트", "----------    --------",
                    "      5357        5357", "      5420        5519     *", "", "* - 관리 포트 제외입니다.");
        };
    }

    @Test
    void windows_tells_the_listener_and_not_who_is_connected_there() {
        WindowsPorts ports = new WindowsPorts(PortHoldersTest::windows);
        assertThat(ports.of(5434)).contains(new PortHolder.Program(4312, "postgres.exe"));
        assertThat(ports.of(5433)).contains(new PortHolder.Program(4312, "postgres.exe"));
    }

    @Test
    void windows_tells_the_range_that_it_keeps() {
        WindowsPorts ports = new WindowsPorts(PortHoldersTest::windows);
        assertThat(ports.of(5432)).contains(new PortHolder.Reserved(5420, 5519));
        assertThat(ports.of(6000)).isEmpty();
    }

    @Test
    void macos_tells_the_listener() {
        assertThat(new ListedPorts(_ -> List.of("p777", "cpostgres", "f7")).of(5432))
                .contains(new PortHolder.Program(777, "postgres"));
        assertThat(new ListedPorts(_ -> List.of()).of(5432)).isEmpty();
    }
}
