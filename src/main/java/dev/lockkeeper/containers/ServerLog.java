package dev.lockkeeper.containers;

import java.util.List;
import java.util.Optional;

/// What the log of a PostgreSQL container tells about its end.
public final class ServerLog {

    private static final List<String> LOUD = List.of("FATAL:", "PANIC:", "initdb: error:", "ERROR:");

    private ServerLog() {}

    /// The last line that tells why the server ended.
    public static Optional<String> lastFatal(List<String> log) {
        return log.stream()
                .filter(line -> line.startsWith("Error:") || line.startsWith("error:") || LOUD.stream().anyMatch(line::contains))
                .reduce((_, last) -> last);
    }
}
