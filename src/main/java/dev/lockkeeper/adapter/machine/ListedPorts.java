package dev.lockkeeper.adapter.machine;

import dev.lockkeeper.containers.PortHolder;
import dev.lockkeeper.containers.PortHolders;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// macOS tells by `lsof` who listens.
record ListedPorts(Function<List<String>, List<String>> system) implements PortHolders {

    @Override
    public Optional<PortHolder> of(int port) {
        long pid = 0;
        // -F: a line for each field, its first letter says which
        for (String line : system.apply(List.of("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fpc"))) {
            if (line.matches("p\\d{1,18}")) {
                pid = Long.parseLong(line.substring(1));
            } else if (line.startsWith("c") && pid != 0) {
                return Optional.of(new PortHolder.Program(pid, line.substring(1)));
            }
        }
        return Optional.empty();
    }
}
