package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Problem;

/// What makes the word "healthy" worth less than it sounds. The service works all the same; `patch` is the change for the Compose file.
public sealed interface HealthCheckProblem extends Problem {

    String patch();

    record HcMissing(String patch) implements HealthCheckProblem {}

    /// It cannot fail.
    record HcAlwaysTrue(String test, String patch) implements HealthCheckProblem {}

    /// It asks over the socket, where the temporary server of a first start answers that no client can reach.
    record HcSocketOnly(String test, String patch) implements HealthCheckProblem {}

    /// It names no database, so it asks for one that is called like the user, and fills the log with refusals.
    record HcNoDatabase(String test, String user, String database, String patch) implements HealthCheckProblem {}
}
