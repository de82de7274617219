package dev.lockkeeper.accounts;

import dev.lockkeeper.operation.Problem;
import java.util.List;

/// Why accounts cannot be shown or unlocked.
public sealed interface AccountsProblem extends Problem {

    /// There is no table `users` yet.
    record UsersMissing() implements AccountsProblem {}

    /// The table is there, without the columns of the lockout (revision 004).
    record LockoutFieldsMissing(List<String> missing) implements AccountsProblem {}

    record AccountUnknown(String name) implements AccountsProblem {}

    record ReasonMissing() implements AccountsProblem {}

    /// The server refused the change; nothing was changed, nothing recorded.
    record UnlockRefused(String name, String sqlState, String evidence) implements AccountsProblem {}
}
