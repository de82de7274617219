package dev.lockkeeper.advice;

import java.util.List;

import dev.lockkeeper.accounts.AccountsProblem;
import dev.lockkeeper.accounts.AccountsProblem.AccountUnknown;
import dev.lockkeeper.accounts.AccountsProblem.LockoutFieldsMissing;
import dev.lockkeeper.accounts.AccountsProblem.ReasonMissing;
import dev.lockkeeper.accounts.AccountsProblem.UnlockRefused;
import dev.lockkeeper.accounts.AccountsProblem.UsersMissing;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;

/// Words and ways out for every reason why accounts cannot be shown or unlocked.
final class AccountsAdvice {

    /// The revision that brings the lockout.
    private static final String LOCKOUT = "004";

    private AccountsAdvice() {}

    static Advice on(AccountsProblem problem) {
        return switch (problem) {
            case UsersMissing() -> Advice.on(problem, LOCKOUT).offering(Remedy.of(Verb.UPGRADE, LOCKOUT),
                    Remedy.of(Verb.SHOW_MIGRATIONS));
            case LockoutFieldsMissing(var missing) -> Advice.on(problem, LOCKOUT, String.join(", ", missing), missing.size())
                    .showing(missing).offering(Remedy.of(Verb.UPGRADE, LOCKOUT), Remedy.of(Verb.SHOW_MIGRATIONS));
            case AccountUnknown(var name) -> Advice.on(problem, name).offering(Remedy.of(Verb.TRY_AGAIN));
            case ReasonMissing() -> Advice.on(problem).offering(Remedy.of(Verb.TRY_AGAIN));
            case UnlockRefused(var name, var state, var evidence) -> Advice.on(problem, name, state)
                    .showing(List.of(state + " " + evidence)).offering(Remedy.of(Verb.CHECK_AGAIN), Remedy.of(Verb.COPY_REPORT));
        };
    }
}
