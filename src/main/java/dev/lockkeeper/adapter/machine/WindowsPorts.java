package dev.lockkeeper.adapter.machine;

import dev.lockkeeper.containers.PortHolder;
import dev.lockkeeper.containers.PortHolders;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Windows tells by `netstat` who listens, by `tasklist` who that is, and by `netsh` which ports it keeps for itself. All three speak
/// the language of Windows: only numbers and their places are read.
record WindowsPorts(Function<List<String>, List<String>> system) implements PortHolders {

    /// `TCP    127.0.0.1:5432    0.0.0.0:0    LISTENING    4312`: who only listens has nobody on the other side.
    private static final Pattern LISTENER = Pattern
            .compile("\\s*TCP\\s+(\\S+):(\\d+)\\s+(?:0\\.0\\.0\\.0|\\[::]):0\\s+\\S.*?\\s+(\\d+)\\s*");
    private static final Pattern RANGE = Pattern.compile("\\s*(\\d+)\\s+(\\d+)\\s*\\*?\\s*");
    /// `"postgres.exe","4312",…`
    private static final Pattern TASK = Pattern.compile("\"([^\"]+)\",\"(\\d+)\".*");

    @Override
    public Optional<PortHolder> of(int port) {
        return listener(port).or(() -> range(port));
    }

    private Optional<PortHolder> listener(int port) {
        for (String line : system.apply(List.of("netstat", "-ano", "-p", "TCP"))) {
            Matcher listener = LISTENER.matcher(line);
            if (listener.matches() && Integer.parseInt(listener.group(2)) == port) {
                long pid = Long.parseLong(listener.group(3));
                return Optional.of(new PortHolder.Program(pid, program(pid)));
            }
        }
        return Optional.empty();
    }

    private String program(long pid) {
        for (String line : system.apply(List.of("tasklist", "/FI", "PID eq " + pid, "/FO", "CSV", "/NH"))) {
            Matcher task = TASK.matcher(line.strip());
            if (task.matches() && task.group(2).equals(String.valueOf(pid))) {
                return task.group(1);
            }
        }
        return "";
    }

    private Optional<PortHolder> range(int port) {
        for (String line : system.apply(List.of("netsh", "int", "ipv4", "show", "excludedportrange", "protocol=tcp"))) {
            Matcher range = RANGE.matcher(line);
            if (range.matches() && Integer.parseInt(range.group(1)) <= port && port <= Integer.parseInt(range.group(2))) {
                return Optional.of(
                        new PortHolder.Reserved(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2))));
            }
        }
        return Optional.empty();
    }
}
