package dev.lockkeeper.app;

import dev.lockkeeper.accounts.Account;
import dev.lockkeeper.accounts.AccountList;
import dev.lockkeeper.accounts.Accounts;
import dev.lockkeeper.accounts.AccountsFilter;
import dev.lockkeeper.accounts.Reason;
import dev.lockkeeper.accounts.UnlockOutcome;
import java.util.Optional;

/// Accounts that are changed only in the database that is meant: `certain` throws where another server has its port.
record OwnAccounts(Accounts accounts, Runnable certain) implements Accounts {

    @Override
    public AccountList list(AccountsFilter filter, Optional<String> after, int limit) {
        return accounts.list(filter, after, limit);
    }

    @Override
    public Optional<Account> find(String username) {
        return accounts.find(username);
    }

    @Override
    public UnlockOutcome unlock(Account account, Reason reason, String operator) {
        certain.run();
        return accounts.unlock(account, reason, operator);
    }
}
