package dev.lockkeeper.readiness;

import dev.lockkeeper.operation.ProblemException;

/// TCP, login and a question: whether the database can be used, not only heard.
public interface Login {

    /// Connects afresh and asks, within a few seconds; throws [ConnectionProblem].
    ConnectionFacts ask();

    /// Whether the server still answers a question, on a connection that may be open already: less than a login proves.
    default boolean answers() {
        try {
            ask();
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }
}
