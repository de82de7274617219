package dev.lockkeeper.adapter.machine;

import dev.lockkeeper.containers.PortHolders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import dev.lockkeeper.operation.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Who has the ports of this machine, as its operating system tells.
public final class MachinePorts {

    /// How long the system may take to tell who has a port.
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /// Milliseconds. Windows tries a closed port for two seconds.
    private static final int ANSWER = 500;

    private MachinePorts() {}

    /// What a program of the system says; nothing where there is none, or where it takes too long.
    private static List<String> said(List<String> command) {
        return Commands.ofThisMachine().run(LIMIT, new StopSignal(), command).map(ran -> ran.text().lines().toList())
                .orElse(List.of());
    }

    /// Whether the port could be had on this machine's own address now.
    public static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // as a server would: what an ended connection left behind is no holder
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether somebody takes connections at the port. Unlike [#free] it never has the port itself, not even for a moment in which another
    /// program may want it.
    public static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public static PortHolders ofThisMachine() {
        String system = System.getProperty("os.name");
        if (system.startsWith("Windows")) {
            return new WindowsPorts(MachinePorts::said);
        }
        return system.startsWith("Linux")
                ? new LinuxPorts(Path.of("/proc"))
                : new ListedPorts(MachinePorts::said);
    }
}
