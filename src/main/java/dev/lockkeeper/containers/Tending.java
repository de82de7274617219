package dev.lockkeeper.containers;

import java.util.List;

/// All that can be seen of the database's service, and all that can be done with it.
public record Tending(Actions.Seen seen, ServiceChoice choice, InsideFacts inside, Compose compose, Actions actions,
        VolumeReset reset) {

    /// What is weak about its health check, with the change for the Compose file. Reads the file.
    public List<HealthCheckProblem> weaknesses(ServiceFacts facts) {
        return HealthCheckLint.of(facts, compose.text());
    }
}
