package dev.lockkeeper.ui.accounts;

import dev.lockkeeper.accounts.Account;
import dev.lockkeeper.accounts.AccountList;
import dev.lockkeeper.accounts.Accounts;
import dev.lockkeeper.accounts.AccountsFilter;
import dev.lockkeeper.accounts.AccountsProblem;
import dev.lockkeeper.accounts.Reason;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.ui.accounts.AccountsPage.Work;
import dev.lockkeeper.ui.accounts.UnlockReport.Answer;
import dev.lockkeeper.ui.kit.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The accounts page without its looks: what it shows, and what can be done there.
/// Touched on the screen's thread only.
public final class AccountsModel {

    /// What one question brings; scrolling asks for more.
    static final int PORTION = 200;

    private final Accounts accounts;
    private final Threads threads;
    private final String operator;
    private final LongSupplier nanos;
    private final ReadOnlyObjectWrapper<AccountsPage> page = new ReadOnlyObjectWrapper<>(AccountsPage.BLANK);
    private long asked;
    private long answeredAt;

    /// `operator` is who says they unlock. `nanos` is a clock that only counts, like [System#nanoTime()]: remaining times must not
    /// jump when this machine's clock is set.
    public AccountsModel(Accounts accounts, Threads threads, String operator, LongSupplier nanos) {
        this.accounts = accounts;
        this.threads = threads;
        this.operator = operator;
        this.nanos = nanos;
    }

    public ReadOnlyObjectProperty<AccountsPage> page() {
        return page.getReadOnlyProperty();
    }

    /// Asks anew for everything that is shown.
    public void refresh() {
        if (page.get().work() == Work.UNLOCKING) {
            return; // it ends with a list of its own
        }
        list(Math.max(PORTION, page.get().rows().size()));
    }

    private void list(int limit) {
        AccountsFilter filter = page.get().filter();
        long number = begin(Work.LISTING);
        threads.ask(() -> accounts.list(filter, Optional.empty(), limit), list -> answered(number, list), problem -> {
            if (number == asked) {
                page.set(page.get().failed(problem));
            }
        });
    }

    /// Lists those whose name or e-mail contains the text. What was chosen in another list is chosen no longer.
    public void search(String text) {
        filter(page.get().filter().searching(text.strip()));
    }

    public void view(AccountsFilter.View view) {
        filter(page.get().filter().viewing(view));
    }

    private void filter(AccountsFilter filter) {
        if (filter.equals(page.get().filter())) {
            return;
        }
        page.set(page.get().filtering(filter));
        if (page.get().work() != Work.UNLOCKING) {
            list(PORTION);
        }
    }

    /// Continues the list, where it goes on.
    public void more() {
        AccountsPage now = page.get();
        if (!now.more() || now.work() != Work.NONE) {
            return;
        }
        Optional<String> after = now.list().flatMap(AccountList::next);
        long number = begin(Work.MORE);
        threads.ask(() -> accounts.list(now.filter(), after, PORTION), list -> {
            if (number == asked) {
                page.set(page.get().continued(list));
            }
        }, problem -> {
            if (number == asked) {
                page.set(page.get().failed(problem));
            }
        });
    }

    public void choose(Account account, boolean chosen) {
        Set<String> ids = new HashSet<>(page.get().chosen());
        if (chosen ? ids.add(account.id()) : ids.remove(account.id())) {
            page.set(page.get().choosing(ids));
        }
    }

    /// Chooses every row that is shown, or none.
    public void chooseAll(boolean chosen) {
        page.set(page.get().choosing(chosen ? new HashSet<>(page.get().rows().stream().map(Account::id).toList()) : Set.of()));
    }

    /// Unlocks the chosen accounts, one after the other, as they were seen. One unlock at a time: a second call while one is under way
    /// does nothing.
    public void unlock(String reason) {
        AccountsPage now = page.get();
        if (now.cannotUnlock().isPresent() || reason.isBlank()) {
            return;
        }
        Reason why = new Reason(reason);
        List<Account> asked = now.toUnlock();
        int limit = Math.max(PORTION, now.rows().size());
        long number = begin(Work.UNLOCKING);
        threads.ask(() -> {
            UnlockReport report = unlockAll(asked, why);
            try {
                AccountList list = accounts.list(now.filter(), Optional.empty(), limit);
                return (Runnable) () -> {
                    page.set(page.get().reporting(Optional.of(report)));
                    answered(number, list);
                    if (!page.get().filter().equals(now.filter())) {
                        refresh(); // other accounts were asked for meanwhile
                    }
                };
            } catch (ProblemException e) {
                return (Runnable) () -> page.set(page.get().reporting(Optional.of(report)).failed(e.problem()));
            }
        }, Runnable::run, problem -> page.set(page.get().failed(problem)));
    }

    private UnlockReport unlockAll(List<Account> asked, Reason why) {
        List<Answer> answers = new ArrayList<>();
        boolean go = true;
        for (Account account : asked) {
            if (!go) {
                answers.add(new Answer.NotTried(account.username()));
                continue;
            }
            try {
                answers.add(new Answer.Ended(account.username(), accounts.unlock(account, why, operator)));
            } catch (RuntimeException e) {
                var problem = ProblemException.of(e);
                answers.add(new Answer.Refused(account.username(), problem));
                go = problem instanceof AccountsProblem; // a refusal is about this account, an outage about all
            }
        }
        return new UnlockReport(answers);
    }

    /// Takes away the words about the last unlock.
    public void dismiss() {
        page.set(page.get().reporting(Optional.empty()));
    }

    /// Counts the remaining times on. Called every second while the page is seen.
    public void tick() {
        AccountsPage before = page.get();
        before.list().ifPresent(list -> {
            AccountsPage after = before.at(list.serverTime().plus(Duration.ofNanos(nanos.getAsLong() - answeredAt)));
            page.set(after);
            if (after.overtaken() && after.work() == Work.NONE) {
                refresh();
            }
        });
    }

    private long begin(Work work) {
        page.set(page.get().working(work));
        return ++asked;
    }

    private void answered(long number, AccountList list) {
        if (number == asked) {
            answeredAt = nanos.getAsLong();
            page.set(page.get().answered(list));
        }
    }
}
