package dev.lockkeeper.accounts;

import dev.lockkeeper.operation.ProblemException;

/// Why an account was unlocked. Never blank: it goes into the audit trail.
public record Reason(String text) {

    public Reason {
        text = text.strip();
        if (text.isEmpty()) {
            throw new ProblemException(new AccountsProblem.ReasonMissing());
        }
    }
}
