package dev.lockkeeper.ui.accounts;

import dev.lockkeeper.accounts.UnlockOutcome;
import dev.lockkeeper.operation.Problem;
import java.util.List;

/// How unlocking several accounts ended, one answer for each, in the order asked.
public record UnlockReport(List<Answer> answers) {

    public UnlockReport {
        answers = List.copyOf(answers);
    }

    /// What became of one account.
    public sealed interface Answer {

        String username();

        record Ended(String username, UnlockOutcome outcome) implements Answer {}

        record Refused(String username, Problem problem) implements Answer {}

        /// An earlier one met a problem that would meet this one too.
        record NotTried(String username) implements Answer {}
    }

    public long unlocked() {
        return answers.stream()
                .filter(answer -> answer instanceof Answer.Ended(_, UnlockOutcome outcome) && outcome == UnlockOutcome.UNLOCKED)
                .count();
    }

    public boolean whole() {
        return unlocked() == answers.size();
    }

    /// The answers that did not unlock.
    public List<Answer> others() {
        return answers.stream().filter(
                answer -> !(answer instanceof Answer.Ended(_, UnlockOutcome outcome) && outcome == UnlockOutcome.UNLOCKED))
                .toList();
    }
}
