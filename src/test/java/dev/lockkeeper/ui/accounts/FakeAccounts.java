package dev.lockkeeper.ui.accounts;

import dev.lockkeeper.accounts.Account;
import dev.lockkeeper.accounts.AccountList;
import dev.lockkeeper.accounts.Accounts;
import dev.lockkeeper.accounts.AccountsFilter;
import dev.lockkeeper.accounts.Lockout;
import dev.lockkeeper.accounts.Reason;
import dev.lockkeeper.accounts.UnlockOutcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Accounts in memory, in the order given. Their database can go away, and others can change them.
final class FakeAccounts implements Accounts {

    static final Instant NOW = Instant.parse("2025-11-21T05:05:50Z");

    final List<Account> all = new ArrayList<>();
    final List<String> recorded = new ArrayList<>();
    final Map<String, UnlockOutcome> outcomes = new HashMap<>();
    final Map<String, Problem> refusals = new HashMap<>();
    @Nullable
    Problem outage;
    Instant now = NOW;
    boolean naive;

    static FakeAccounts several() {
        FakeAccounts accounts = new FakeAccounts();
        accounts.all.add(locked("minji.kim", Duration.ofSeconds(22 * 60 + 38)));
        accounts.all.add(locked("user07", Duration.ofMinutes(15)));
        accounts.all.add(locked("user12", Duration.ofSeconds(42)));
        accounts.all.add(account("user19", new Lockout.LockExpired(), true, 5, Optional.of(NOW.minusSeconds(3820)), false));
        accounts.all.add(account("temp01", new Lockout.Inactive(), false, 0, Optional.empty(), false));
        accounts.all.add(account("test.bot", new Lockout.Inactive(), false, 3, Optional.empty(), false));
        accounts.all.add(account("odd.one", new Lockout.Active(), true, 0, Optional.of(NOW.plusSeconds(600)), true));
        for (int number = 1; number <= 9; number++) {
            accounts.all.add(account("worker0" + number, new Lockout.Active(), true, number % 3, Optional.empty(), false));
        }
        return accounts;
    }

    static Account locked(String name, Duration left) {
        return account(name, new Lockout.Locked(Optional.of(left)), true, 5, Optional.of(NOW.plus(left)), false);
    }

    static Account account(String name, Lockout lockout, boolean active, int failed, Optional<Instant> until,
            boolean contradiction) {
        boolean locked = lockout instanceof Lockout.Locked || lockout instanceof Lockout.LockExpired;
        return new Account("id-" + name, name, name.contains("bot") ? Optional.empty() : Optional.of(name + "@example.com"),
                lockout, active,
                failed, until,
                name.contains("bot") ? Optional.empty() : Optional.of(NOW.minus(Duration.ofHours(5 + name.length() * 7L))),
                contradiction, new Account.Seen(locked, until.map(Instant::toString), failed));
    }

    @Override
    public AccountList list(AccountsFilter filter, Optional<String> after, int limit) {
        if (outage != null) {
            throw new ProblemException(outage);
        }
        List<Account> found = all.stream().filter(account -> account.username().contains(filter.search())
                || account.email().orElse("").contains(filter.search())).toList();
        Map<AccountsFilter.View, Long> counts = new EnumMap<>(AccountsFilter.View.class);
        for (AccountsFilter.View view : AccountsFilter.View.values()) {
            counts.put(view, found.stream().filter(account -> in(view, account)).count());
        }
        List<Account> rows = found.stream().filter(account -> in(filter.view(), account)).toList();
        int from = after.map(Integer::parseInt).orElse(0);
        int to = Math.min(rows.size(), from + limit);
        return new AccountList(rows.subList(from, to), counts, now, to < rows.size() ? Optional.of("" + to) : Optional.empty(),
                naive);
    }

    private static boolean in(AccountsFilter.View view, Account account) {
        return switch (view) {
            case ALL -> true;
            case LOCKED -> account.lockout() instanceof Lockout.Locked;
            case EXPIRED -> account.lockout() instanceof Lockout.LockExpired;
            case INACTIVE -> account.lockout() instanceof Lockout.Inactive;
            case FAILING -> account.failedAttempts() > 0;
        };
    }

    @Override
    public Optional<Account> find(String username) {
        return all.stream().filter(account -> account.username().equals(username)).findFirst();
    }

    @Override
    public UnlockOutcome unlock(Account account, Reason reason, String operator) {
        if (outage != null) {
            throw new ProblemException(outage);
        }
        if (refusals.containsKey(account.username())) {
            throw new ProblemException(refusals.get(account.username()));
        }
        UnlockOutcome outcome = outcomes.getOrDefault(account.username(), UnlockOutcome.UNLOCKED);
        if (outcome == UnlockOutcome.UNLOCKED) {
            recorded.add(account.username() + ": " + reason.text() + " (" + operator + ")");
            all.replaceAll(other -> other.id().equals(account.id())
                    ? account(account.username(), new Lockout.Active(), true, 0, Optional.empty(), false)
                    : other);
        }
        return outcome;
    }
}
