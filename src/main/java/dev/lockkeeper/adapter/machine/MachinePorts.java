package dev.lockkeeper.adapter.machine;

import dev.lockkeeper.containers.PortHolders;
import java.nio.file.Path;

/// Who has the ports of this machine, as its operating system tells.
public final class MachinePorts {

    private MachinePorts() {}

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
