package dev.lockkeeper.containers;

import java.util.List;

/// How a container's last life ended: its exit code, whether it is started again and again, and the end of its log.
public record Ended(String service, int exitCode, boolean again, List<String> log) {

    public Ended {
        log = List.copyOf(log);
    }
}
