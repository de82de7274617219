package dev.lockkeeper.accounts;

import java.util.Optional;

/// The accounts of the application. The password's hash is never read. Throws [AccountsProblem] or a connection's problem.
public interface Accounts {

    /// At most `limit` accounts, locked ones first, then by name; `after` is an earlier answer's `next`.
    AccountList list(AccountsFilter filter, Optional<String> after, int limit);

    /// The account of exactly this user name.
    Optional<Account> find(String username);

    /// Clears lock, expiry and counter in one statement, if the row is as it was seen, and writes the audit row in the same transaction.
    /// Leaves `is_active` alone. `operator` is who says they did it.
    UnlockOutcome unlock(Account account, Reason reason, String operator);
}
