package dev.lockkeeper.readiness;

/// TCP, login and a question: whether the database can be used, not only heard.
public interface Login {

    /// Connects afresh and asks, within a few seconds; throws [ConnectionProblem].
    ConnectionFacts ask();

    /// Asks on a connection that may be open already, which proves less than a login; throws [ConnectionProblem].
    default void ping() {
        ask();
    }
}
