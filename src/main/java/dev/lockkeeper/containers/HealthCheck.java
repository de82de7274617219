package dev.lockkeeper.containers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The health check that the engine runs in the container. `test` is its command as the engine keeps it, `CMD` or `CMD-SHELL` first; empty or
/// `NONE` where there is none. `probes` are its last ones, oldest first.
public record HealthCheck(List<String> test, Duration interval, Duration timeout, int retries, int failures, List<Probe> probes) {

    public static final HealthCheck NONE = new HealthCheck(List.of(), Duration.ZERO, Duration.ZERO, 0, 0, List.of());

    public HealthCheck {
        test = List.copyOf(test);
        probes = List.copyOf(probes);
    }

    /// Whether there is one.
    public boolean there() {
        return !test.isEmpty() && !test.getFirst().equals("NONE");
    }

    /// What it runs, as a person would write it.
    public String command() {
        return there() ? String.join(" ", test.subList(1, test.size())) : "";
    }

    /// One run of it: when it ended, what it said. Exit code -1 is the engine's, for one that took too long.
    public record Probe(Instant at, Duration took, int exitCode, String output) {

        public boolean passed() {
            return exitCode == 0;
        }
    }
}
