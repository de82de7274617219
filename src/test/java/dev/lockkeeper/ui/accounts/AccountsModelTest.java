package dev.lockkeeper.ui.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.accounts.Account;
import dev.lockkeeper.accounts.AccountsFilter;
import dev.lockkeeper.accounts.AccountsProblem;
import dev.lockkeeper.accounts.Lockout;
import dev.lockkeeper.accounts.UnlockOutcome;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.ui.QueuedThreads;
import dev.lockkeeper.ui.accounts.AccountsPage.Listing;
import dev.lockkeeper.ui.accounts.UnlockReport.Answer;
import dev.lockkeeper.words.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountsModelTest {

    private static final ConnectionProblem LOST = new ConnectionProblem.ConnectionLost(
            new Address("127.0.0.1", 5432, "llm_webapp", "llm_webapp"), "lost");

    private final QueuedThreads threads = new QueuedThreads();
    private final FakeAccounts accounts = FakeAccounts.several();
    private long nanos;
    private final AccountsModel model = new AccountsModel(accounts, threads, "operator", () -> nanos);

    @BeforeEach
    void open() {
        model.refresh();
        threads.answerAll();
    }

    @Test
    void an_outage_is_told_and_the_rows_stay() {
        accounts.outage = LOST;
        model.refresh();
        threads.answerAll();

        assertThat(page().listing()).isInstanceOf(Listing.Old.class);
        assertThat(page().rows()).hasSize(16);
        model.chooseAll(true);
        assertThat(page().cannotUnlock()).contains(Message.of("accounts.off.old"));
        model.unlock("seen at the desk");
        assertThat(threads.waiting()).isZero();
    }

    @Test
    void a_schema_without_the_columns_shows_no_rows_from_memory() {
        accounts.outage = new AccountsProblem.LockoutFieldsMissing(List.of("is_locked"));
        model.refresh();
        threads.answerAll();

        assertThat(page().listing()).isEqualTo(new Listing.Unavailable(accounts.outage));
        assertThat(page().rows()).isEmpty();
    }

    @Test
    void the_list_of_an_earlier_search_does_not_overtake_a_later_one() {
        model.search("user07");
        model.search("worker");
        threads.answer(1);
        threads.answer(0);

        assertThat(page().rows()).hasSize(9).allMatch(account -> account.username().startsWith("worker"));
    }

    @Test
    void another_list_chooses_nobody() {
        model.chooseAll(true);
        model.view(AccountsFilter.View.LOCKED);
        threads.answerAll();

        assertThat(page().rows()).hasSize(3);
        assertThat(page().chosen()).isEmpty();
    }

    @Test
    void remaining_times_are_counted_from_the_servers_answer_and_a_lock_that_ran_out_asks_anew() {
        nanos += Duration.ofSeconds(41).toNanos();
        model.tick();
        assertThat(lockout("user12")).isEqualTo(new Lockout.Locked(Optional.of(Duration.ofSeconds(1))));
        assertThat(threads.waiting()).isZero();

        nanos += Duration.ofSeconds(1).toNanos();
        model.tick();
        assertThat(lockout("user12")).isEqualTo(new Lockout.LockExpired());
        assertThat(lockout("user07")).isEqualTo(new Lockout.Locked(Optional.of(Duration.ofSeconds(15 * 60 - 42))));
        assertThat(threads.waiting()).isEqualTo(1);
        model.tick();
        assertThat(threads.waiting()).as("asked once").isEqualTo(1);
    }

    @Test
    void unlocking_needs_a_reason_and_somebody_locked() {
        model.choose(row("worker03"), true);
        assertThat(page().cannotUnlock()).contains(Message.of("accounts.off.nothing"));
        model.choose(row("minji.kim"), true);
        model.unlock("  ");

        assertThat(threads.waiting()).isZero();
    }

    @Test
    void a_second_enter_unlocks_nobody_twice() {
        model.choose(row("minji.kim"), true);
        model.unlock("called");
        model.unlock("called");
        threads.answerAll();

        assertThat(accounts.recorded).containsExactly("minji.kim: called (operator)");
        assertThat(page().report().orElseThrow().whole()).isTrue();
        assertThat(page().chosen()).isEmpty();
        assertThat(lockout("minji.kim")).isEqualTo(new Lockout.Active());
    }

    @Test
    void every_account_gets_an_answer_of_its_own() {
        accounts.outcomes.put("user07", UnlockOutcome.CHANGED);
        AccountsProblem refused = new AccountsProblem.UnlockRefused("user12", "42501", "no");
        accounts.refusals.put("user12", refused);
        List.of("minji.kim", "user07", "user12", "user19").forEach(name -> model.choose(row(name), true));
        model.unlock("called");
        threads.answerAll();

        UnlockReport report = page().report().orElseThrow();
        assertThat(report.unlocked()).isEqualTo(2);
        assertThat(report.others()).containsExactly(new Answer.Ended("user07", UnlockOutcome.CHANGED),
                new Answer.Refused("user12", refused));
    }

    @Test
    void an_outage_in_the_middle_says_who_was_not_tried() {
        accounts.refusals.put("user07", LOST);
        List.of("minji.kim", "user07", "user12").forEach(name -> model.choose(row(name), true));
        model.unlock("called");
        threads.answerAll();

        assertThat(page().report().orElseThrow().others()).containsExactly(new Answer.Refused("user07", LOST),
                new Answer.NotTried("user12"));
    }

    @Test
    void a_long_list_continues_and_nobody_is_there_twice() {
        for (int i = 0; i < 450; i++) {
            accounts.all
                    .add(FakeAccounts.account("more%03d".formatted(i), new Lockout.Active(), true, 0, Optional.empty(), false));
        }
        model.refresh();
        threads.answerAll();
        assertThat(page().rows()).hasSize(AccountsModel.PORTION);

        model.more();
        model.more();
        assertThat(threads.waiting()).isEqualTo(1);
        accounts.all.addFirst(FakeAccounts.locked("newcomer", Duration.ofMinutes(30)));
        threads.answerAll();

        assertThat(page().rows()).hasSize(2 * AccountsModel.PORTION - 1).doesNotHaveDuplicates();
        model.refresh();
        threads.answerAll();
        assertThat(page().rows()).as("a look anew keeps the length").hasSize(2 * AccountsModel.PORTION - 1);
    }

    private Account row(String name) {
        return page().rows().stream().filter(account -> account.username().equals(name)).findFirst().orElseThrow();
    }

    private Lockout lockout(String name) {
        return page().lockout(row(name));
    }

    private AccountsPage page() {
        return model.page().get();
    }
}
