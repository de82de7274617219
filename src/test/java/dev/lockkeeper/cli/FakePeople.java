package dev.lockkeeper.cli;

import dev.lockkeeper.accounts.Account;
import dev.lockkeeper.accounts.AccountList;
import dev.lockkeeper.accounts.Accounts;
import dev.lockkeeper.accounts.AccountsFilter;
import dev.lockkeeper.accounts.AccountsProblem;
import dev.lockkeeper.accounts.Lockout;
import dev.lockkeeper.accounts.Reason;
import dev.lockkeeper.accounts.UnlockOutcome;
import dev.lockkeeper.operation.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Two accounts kept in memory, of which one is locked.
final class FakePeople implements Accounts {

    static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");

    final List<Account> rows = new ArrayList<>(
            List.of(account("김서연", new Lockout.Locked(Optional.of(Duration.ofMinutes(22))), true),
                    account("user01", new Lockout.Active(), false)));
    final List<String> audit = new ArrayList<>();
    Optional<AccountsProblem> problem = Optional.empty();
    UnlockOutcome outcome = UnlockOutcome.UNLOCKED;

    static Account account(String name, Lockout lockout, boolean locked) {
        return new Account(name, name, Optional.of(name + "@example.com"), lockout, true, locked ? 5 : 0,
                locked ? Optional.of(NOW.plusSeconds(1320)) : Optional.empty(), Optional.of(NOW), false,
                new Account.Seen(locked, Optional.empty(), locked ? 5 : 0));
    }

    @Override
    public AccountList list(AccountsFilter filter, Optional<String> after, int limit) {
        refuse();
        List<Account> found = rows.stream().filter(row -> row.username().contains(filter.search()))
                .filter(row -> filter.view() == AccountsFilter.View.ALL || row.lockout() instanceof Lockout.Locked).toList();
        return new AccountList(found, Map.of(filter.view(), (long) found.size()), NOW, Optional.empty(), false);
    }

    @Override
    public Optional<Account> find(String username) {
        refuse();
        return rows.stream().filter(row -> row.username().equals(username)).findFirst();
    }

    @Override
    public UnlockOutcome unlock(Account account, Reason reason, String operator) {
        if (outcome == UnlockOutcome.UNLOCKED) {
            audit.add(account.username() + ": " + reason.text());
            rows.replaceAll(row -> row.equals(account) ? account(row.username(), new Lockout.Active(), false) : row);
        }
        return outcome;
    }

    private void refuse() {
        problem.ifPresent(known -> {
            throw new ProblemException(known);
        });
    }
}
