package dev.lockkeeper.testing;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.lockkeeper.accounts.Account;
import dev.lockkeeper.accounts.AccountList;
import dev.lockkeeper.accounts.Accounts;
import dev.lockkeeper.accounts.AccountsFilter;
import dev.lockkeeper.accounts.AccountsFilter.View;
import dev.lockkeeper.accounts.Lockout;
import dev.lockkeeper.accounts.Reason;
import dev.lockkeeper.accounts.UnlockOutcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;

/// Accounts in memory, held to the real ones by a contract test. [#failWith(Problem)] makes every question fail.
public final class FakeAccounts implements Accounts {

    /// One row. `until` empty is null.
    public record Row(String username, @Nullable String email, boolean active, boolean locked, Optional<Instant> until,
            int failed) {

        public static Row of(String username) {
            return new Row(username, null, true, false, Optional.empty(), 0);
        }

        public Row mail(String address) {
            return new Row(username, address, active, locked, until, failed);
        }

        public Row inactive() {
            return new Row(username, email, false, locked, until, failed);
        }

        public Row locked(@Nullable Instant end) {
            return new Row(username, email, active, true, Optional.ofNullable(end), failed);
        }

        public Row until(@Nullable Instant end) {
            return new Row(username, email, active, locked, Optional.ofNullable(end), failed);
        }

        public Row failed(int times) {
            return new Row(username, email, active, locked, until, times);
        }
    }

    /// One entry of the audit trail.
    public record Entry(String operator, String target, String reason) {}

    private final Map<String, Row> rows = new TreeMap<>();
    private final List<Entry> audit = new ArrayList<>();
    private @Nullable Problem failure;

    public synchronized void put(Row row) {
        rows.put(row.username(), row);
    }

    public synchronized void remove(String username) {
        rows.remove(username);
    }

    public synchronized void failWith(@Nullable Problem problem) {
        failure = problem;
    }

    public synchronized List<Entry> audit() {
        return List.copyOf(audit);
    }

    @Override
    public synchronized AccountList list(AccountsFilter filter, Optional<String> after, int limit) {
        fail();
        Instant now = Instant.now();
        List<Account> found = rows.values().stream().filter(row -> matches(row, filter.search())).map(row -> account(row, now))
                .sorted(Comparator.comparingInt(FakeAccounts::rank).thenComparing(Account::username)).toList();
        Map<View, Long> counts = new EnumMap<>(View.class);
        for (View view : View.values()) {
            counts.put(view, found.stream().filter(account -> in(account, view)).count());
        }
        List<Account> viewed = found.stream().filter(account -> in(account, filter.view())).toList();
        int from = after.map(Integer::parseInt).orElse(0);
        int to = Math.min(viewed.size(), from + limit);
        return new AccountList(viewed.subList(Math.min(from, to), to), counts, now,
                to < viewed.size() ? Optional.of(String.valueOf(to)) : Optional.empty(), false);
    }

    @Override
    public synchronized Optional<Account> find(String username) {
        fail();
        return rows.values().stream().filter(row -> composed(row.username()).equals(composed(username))).findFirst()
                .map(row -> account(row, Instant.now()));
    }

    @Override
    public synchronized UnlockOutcome unlock(Account account, Reason reason, String operator) {
        fail();
        Row row = rows.get(account.id());
        if (row == null) {
            return UnlockOutcome.GONE;
        }
        if (!seen(row).locked() && row.until().isEmpty() && row.failed() == 0) {
            return UnlockOutcome.ALREADY;
        }
        if (!seen(row).equals(account.seen())) {
            return UnlockOutcome.CHANGED;
        }
        rows.put(row.username(), new Row(row.username(), row.email(), row.active(), false, Optional.empty(), 0));
        audit.add(new Entry(operator, account.id(), reason.text()));
        return UnlockOutcome.UNLOCKED;
    }

    private void fail() {
        if (failure != null) {
            throw new ProblemException(failure);
        }
    }

    private static boolean matches(Row row, String search) {
        String wanted = folded(search.strip());
        return folded(row.username()).contains(wanted) || (row.email() != null && folded(row.email()).contains(wanted));
    }

    private static String folded(String text) {
        return composed(text).toLowerCase(Locale.ROOT);
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static int rank(Account account) {
        return switch (account.lockout()) {
            case Lockout.Locked _ -> 1;
            case Lockout.LockExpired _ -> 2;
            case Lockout.Inactive _ -> 3;
            case Lockout.Active _ -> 4;
        };
    }

    private static boolean in(Account account, View view) {
        return switch (view) {
            case ALL -> true;
            case LOCKED -> rank(account) == 1;
            case EXPIRED -> rank(account) == 2;
            case INACTIVE -> rank(account) == 3;
            case FAILING -> account.failedAttempts() > 0;
        };
    }

    private static Account account(Row row, Instant now) {
        boolean future = row.until().filter(now::isBefore).isPresent();
        Lockout lockout = !row.active()
                ? new Lockout.Inactive()
                : !row.locked()
                        ? new Lockout.Active()
                        : row.until().isEmpty() || future
                                ? new Lockout.Locked(row.until().map(end -> Duration.between(now, end)))
                                : new Lockout.LockExpired();
        return new Account(row.username(), row.username(), Optional.ofNullable(row.email()), lockout, row.active(), row.failed(),
                row.until(), Optional.empty(), !row.locked() && future, seen(row));
    }

    private static Account.Seen seen(Row row) {
        return new Account.Seen(row.locked(), row.until().map(Instant::toString), row.failed());
    }
}
