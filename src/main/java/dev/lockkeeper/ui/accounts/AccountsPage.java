package dev.lockkeeper.ui.accounts;

import dev.lockkeeper.accounts.Account;
import dev.lockkeeper.accounts.AccountList;
import dev.lockkeeper.accounts.AccountsFilter;
import dev.lockkeeper.accounts.AccountsProblem;
import dev.lockkeeper.accounts.Lockout;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.words.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The accounts page at one moment. `chosen` are ids; `now` is the server's clock, counted on from its last answer.
public record AccountsPage(AccountsFilter filter, Listing listing, Set<String> chosen, Work work, Instant now,
        Optional<UnlockReport> report) {

    static final AccountsPage BLANK = new AccountsPage(AccountsFilter.ALL, new Listing.Blank(), Set.of(), Work.NONE,
            Instant.EPOCH,
            Optional.empty());

    public AccountsPage {
        chosen = Set.copyOf(chosen);
    }

    /// What is being waited for.
    public enum Work {
        NONE, LISTING, MORE, UNLOCKING
    }

    /// What is known of the accounts.
    public sealed interface Listing {

        record Blank() implements Listing {}

        record Fresh(AccountList list) implements Listing {}

        /// The last answer, kept while the database does not give another.
        record Old(AccountList list, Problem problem) implements Listing {}

        /// Nothing to show: never answered, or this schema has no such table or columns.
        record Unavailable(Problem problem) implements Listing {}
    }

    AccountsPage filtering(AccountsFilter other) {
        return new AccountsPage(other, listing, Set.of(), work, now, report);
    }

    AccountsPage working(Work other) {
        return new AccountsPage(filter, listing, chosen, other, now, report);
    }

    /// The list from its beginning. What is no longer in it is no longer chosen.
    AccountsPage answered(AccountList list) {
        Set<String> left = new HashSet<>(chosen);
        left.retainAll(list.rows().stream().map(Account::id).toList());
        return new AccountsPage(filter, new Listing.Fresh(list), left, Work.NONE, list.serverTime(), report);
    }

    /// The list continued. Rows that moved meanwhile are not shown twice.
    AccountsPage continued(AccountList more) {
        Optional<AccountList> before = list();
        if (before.isEmpty()) {
            return answered(more);
        }
        List<Account> rows = new ArrayList<>(before.get().rows());
        Set<String> there = new HashSet<>(rows.stream().map(Account::id).toList());
        more.rows().stream().filter(account -> there.add(account.id())).forEach(rows::add);
        // the remaining times of the earlier rows are counted from the earlier answer
        AccountList joined = new AccountList(rows, more.counts(), before.get().serverTime(), more.next(), more.naiveTimes());
        return new AccountsPage(filter, new Listing.Fresh(joined), chosen, Work.NONE, now, report);
    }

    /// An outage keeps the rows, marked as old; a schema without the table or its columns does not.
    AccountsPage failed(Problem problem) {
        Listing after = list().isPresent() && !(problem instanceof AccountsProblem)
                ? new Listing.Old(list().get(), problem)
                : new Listing.Unavailable(problem);
        return new AccountsPage(filter, after, chosen, Work.NONE, now, report);
    }

    AccountsPage choosing(Set<String> ids) {
        return new AccountsPage(filter, listing, ids, work, now, report);
    }

    AccountsPage reporting(Optional<UnlockReport> unlocked) {
        return new AccountsPage(filter, listing, unlocked.isPresent() ? Set.of() : chosen, work, now, unlocked);
    }

    AccountsPage at(Instant serverNow) {
        return new AccountsPage(filter, listing, chosen, work, serverNow, report);
    }

    public Optional<AccountList> list() {
        return switch (listing) {
            case Listing.Fresh(AccountList list) -> Optional.of(list);
            case Listing.Old(AccountList list, _) -> Optional.of(list);
            case Listing.Blank _,Listing.Unavailable _ -> Optional.empty();
        };
    }

    public List<Account> rows() {
        return list().map(AccountList::rows).orElse(List.of());
    }

    public boolean more() {
        return listing instanceof Listing.Fresh(AccountList list) && list.next().isPresent();
    }

    /// How an account stands now: the server's answer, counted on.
    public Lockout lockout(Account account) {
        if (!(account.lockout() instanceof Lockout.Locked(Optional<Duration> left)) || left.isEmpty()) {
            return account.lockout();
        }
        Duration since = Duration.between(list().map(AccountList::serverTime).orElse(now), now);
        Duration rest = left.get().minus(since);
        return rest.isPositive() ? new Lockout.Locked(Optional.of(rest)) : new Lockout.LockExpired();
    }

    /// Whether a lock has run out since the server answered, so that its counts are no longer right.
    boolean overtaken() {
        return listing instanceof Listing.Fresh
                && rows().stream().anyMatch(
                        account -> account.lockout() instanceof Lockout.Locked && !(lockout(account) instanceof Lockout.Locked));
    }

    /// The chosen accounts at which there is something to clear.
    public List<Account> toUnlock() {
        return rows().stream().filter(account -> chosen.contains(account.id()) && account.unlockable()).toList();
    }

    /// Why nothing can be unlocked at this moment, the reason field apart.
    public Optional<Message> cannotUnlock() {
        if (work == Work.UNLOCKING) {
            return Optional.of(Message.of("accounts.off.unlocking"));
        }
        if (!(listing instanceof Listing.Fresh)) {
            return Optional.of(Message.of("accounts.off.old"));
        }
        return toUnlock().isEmpty() ? Optional.of(Message.of("accounts.off.nothing")) : Optional.empty();
    }
}
