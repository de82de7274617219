package dev.lockkeeper.adapter.machine;

import dev.lockkeeper.containers.PortHolders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/// Who has the ports of this machine, as its operating system tells.
public final class MachinePorts {

    private MachinePorts() {}

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

    public static PortHolders ofThisMachine() {
        String system = System.getProperty("os.name");
        if (system.startsWith("Windows")) {
            return new WindowsPorts(SystemCommand.ofThisMachine());
        }
        return system.startsWith("Linux")
                ? new LinuxPorts(Path.of("/proc"))
                : new ListedPorts(SystemCommand.ofThisMachine());
    }
}
