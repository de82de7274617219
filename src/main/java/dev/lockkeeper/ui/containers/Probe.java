package dev.lockkeeper.ui.containers;

import java.time.Instant;

/// One health check that was made: when, with which exit code, and what it printed.
public record Probe(Instant at, int exitCode, String output) {

    boolean passed() {
        return exitCode == 0;
    }
}
