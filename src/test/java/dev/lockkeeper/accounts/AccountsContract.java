package dev.lockkeeper.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.lockkeeper.accounts.AccountsFilter.View;
import dev.lockkeeper.testing.FakeAccounts.Row;

/// What every kind of accounts keeps to, the fake one too.
public abstract class AccountsContract {

    protected static final Reason REASON = new Reason("caller proved who they are");

    protected abstract Accounts accounts();

    /// Puts the row in, in place of one of the same name.
    protected abstract void put(Row row);

    protected abstract void remove(String username);

    /// Operator and reason of each audit row, joined by a bar, oldest first.
    protected abstract List<String> audit();

    private static Instant in(Duration time) {
        return Instant.now().plus(time).truncatedTo(ChronoUnit.MILLIS);
    }

    private Account found(String username) {
        return accounts().find(username).orElseThrow();
    }

    /// All combinations of the three columns that decide.
    @ParameterizedTest
    @CsvSource({"true,  false, none,   Active,      false", "true,  false, past,   Active,      false",
            "true,  false, future, Active,      true", "true,  true,  none,   Locked,      false",
            "true,  true,  past,   LockExpired, false", "true,  true,  future, Locked,      false",
            "false, false, none,   Inactive,    false", "false, false, past,   Inactive,    false",
            "false, false, future, Inactive,    true", "false, true,  none,   Inactive,    false",
            "false, true,  past,   Inactive,    false", "false, true,  future, Inactive,    false"})
    void the_state_follows_one_rule(boolean active, boolean locked, String until, String state, boolean contradiction) {
        Instant end = switch (until) {
            case "past" -> in(Duration.ofSeconds(-5));
            case "future" -> in(Duration.ofMinutes(15));
            default -> null;
        };
        put(new Row("kim", "kim@example.kr", active, locked, Optional.ofNullable(end), 3));

        Account kim = found("kim");

        assertThat(kim.lockout().getClass().getSimpleName()).isEqualTo(state);
        assertThat(kim.contradiction()).isEqualTo(contradiction);
        assertThat(kim.lockedUntil()).isEqualTo(Optional.ofNullable(end));
        assertThat(kim.failedAttempts()).isEqualTo(3);
        assertThat(kim.email()).contains("kim@example.kr");
        assertThat(accounts().list(AccountsFilter.ALL, Optional.empty(), 10).rows()).singleElement()
                .satisfies(listed -> assertThat(listed.lockout().getClass()).isEqualTo(kim.lockout().getClass()));
    }

    @Test
    void the_time_left_is_counted_by_the_server() {
        put(Row.of("kim").locked(in(Duration.ofMinutes(15))));
        assertThat(found("kim").lockout()).isInstanceOfSatisfying(Lockout.Locked.class,
                locked -> assertThat(locked.left().orElseThrow()).isBetween(Duration.ofSeconds(890), Duration.ofSeconds(900)));
        put(Row.of("lee").locked(null));
        assertThat(found("lee").lockout()).isEqualTo(new Lockout.Locked(Optional.empty()));
    }

    @Test
    void those_who_wait_for_help_come_first_then_by_name_and_every_view_is_counted() {
        put(Row.of("b-active").failed(2));
        put(Row.of("a-active"));
        put(Row.of("c-inactive").inactive().locked(null));
        put(Row.of("d-expired").locked(in(Duration.ofHours(-1))));
        put(Row.of("f-locked").locked(null).failed(5));
        put(Row.of("e-locked").locked(in(Duration.ofMinutes(3))).failed(5));

        AccountList all = accounts().list(AccountsFilter.ALL, Optional.empty(), 50);

        assertThat(all.rows()).extracting(Account::username).containsExactly("e-locked", "f-locked", "d-expired", "c-inactive",
                "a-active", "b-active");
        assertThat(all.counts()).containsEntry(View.ALL, 6L).containsEntry(View.LOCKED, 2L).containsEntry(View.EXPIRED, 1L)
                .containsEntry(View.INACTIVE, 1L).containsEntry(View.FAILING, 3L);
        assertThat(all.next()).isEmpty();
        assertThat(accounts().list(AccountsFilter.ALL.viewing(View.LOCKED), Optional.empty(), 50).rows())
                .extracting(Account::username).containsExactly("e-locked", "f-locked");
        assertThat(accounts().list(AccountsFilter.ALL.viewing(View.FAILING), Optional.empty(), 50).rows())
                .extracting(Account::username).containsExactly("e-locked", "f-locked", "b-active");
        assertThat(Duration.between(all.serverTime(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void pages_follow_each_other_without_a_gap_or_a_repetition() {
        for (int i = 0; i < 23; i++) {
            put(i % 3 == 0 ? Row.of("user%02d".formatted(i)).locked(null) : Row.of("user%02d".formatted(i)));
        }
        List<String> names = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            AccountList page = accounts().list(AccountsFilter.ALL, after, 5);
            assertThat(page.rows()).hasSizeLessThanOrEqualTo(5);
            page.rows().forEach(account -> names.add(account.username()));
            after = page.next();
        } while (after.isPresent());
        assertThat(names).hasSize(23).doesNotHaveDuplicates();
        assertThat(names.subList(0, 8)).allMatch(name -> Integer.parseInt(name.substring(4)) % 3 == 0);
    }

    @Test
    void a_search_is_literal_and_finds_names_and_addresses_in_any_case() {
        put(Row.of("Minji.Kim").mail("MK@Example.kr"));
        put(Row.of("100%_sure"));
        put(Row.of("back\\slash"));
        put(Row.of("o'hara"));

        assertThat(names("minji")).containsExactly("Minji.Kim");
        assertThat(names("mk@example")).containsExactly("Minji.Kim");
        assertThat(names("%_")).containsExactly("100%_sure");
        assertThat(names("_")).containsExactly("100%_sure");
        assertThat(names("k\\s")).containsExactly("back\\slash");
        assertThat(names("o'h")).containsExactly("o'hara");
        assertThat(names("'; DROP TABLE users; --")).isEmpty();
        assertThat(names(" ")).hasSize(4);
        assertThat(accounts().list(AccountsFilter.ALL.searching("minji"), Optional.empty(), 5).counts()).containsEntry(View.ALL,
                1L);
    }

    @Test
    void a_hangul_name_is_found_however_its_letters_are_composed() {
        put(Row.of("김서연"));
        String taken = Normalizer.normalize("김서연", Normalizer.Form.NFD);
        assertThat(names(taken)).containsExactly("김서연");
        assertThat(accounts().find(taken)).isPresent();
        remove("김서연");
        put(Row.of(taken));
        assertThat(names("김서")).containsExactly(taken);
        assertThat(accounts().find("김서연")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\tb", "\u202eevil", "a\u200bb", "👩‍👩‍👧", "e\u0301", "\u001b[31mred", "=cmd()",
            "'; drop table users; --",
            "<img src=x>", "{0}", "$$x$$", "\"q\"", "?", "   "})
    void a_hostile_name_is_only_a_name(String name) {
        put(Row.of(name).mail(name).locked(null).failed(5));
        Account account = found(name);
        assertThat(account.username()).isEqualTo(name);
        assertThat(account.email()).contains(name);
        assertThat(accounts().unlock(account, new Reason(name + "."), name + ".")).isEqualTo(UnlockOutcome.UNLOCKED);
        assertThat(audit()).containsExactly(name + ".|" + (name + ".").strip());
    }

    @Test
    void nobody_of_that_name_is_found_as_nobody() {
        put(Row.of("kim"));
        assertThat(accounts().find("Kim")).isEmpty();
        assertThat(accounts().find("ki")).isEmpty();
        assertThat(accounts().find("k\0")).isEmpty();
    }

    @Test
    void unlocking_clears_lock_end_and_counter_and_leaves_a_trace() {
        put(Row.of("kim").locked(in(Duration.ofMinutes(10))).failed(5));

        assertThat(accounts().unlock(found("kim"), REASON, "desk01")).isEqualTo(UnlockOutcome.UNLOCKED);

        Account now = found("kim");
        assertThat(now.lockout()).isEqualTo(new Lockout.Active());
        assertThat(now.seen()).isEqualTo(new Account.Seen(false, Optional.empty(), 0));
        assertThat(now.unlockable()).isFalse();
        assertThat(audit()).containsExactly("desk01|caller proved who they are");
    }

    @Test
    void unlocking_does_not_switch_an_account_on() {
        put(Row.of("kim").inactive().locked(null).failed(5));
        assertThat(accounts().unlock(found("kim"), REASON, "desk01")).isEqualTo(UnlockOutcome.UNLOCKED);
        assertThat(found("kim").active()).isFalse();
        assertThat(found("kim").seen().locked()).isFalse();
    }

    @Test
    void an_account_that_changed_since_it_was_seen_is_left_alone() {
        put(Row.of("kim").locked(in(Duration.ofMinutes(10))).failed(5));
        Account seen = found("kim");
        put(Row.of("kim").locked(in(Duration.ofMinutes(30))).failed(5));
        assertThat(accounts().unlock(seen, REASON, "desk01")).isEqualTo(UnlockOutcome.CHANGED);
        assertThat(found("kim").lockout()).isInstanceOf(Lockout.Locked.class);
        put(Row.of("kim").locked(seen.lockedUntil().orElseThrow()).failed(6));
        assertThat(accounts().unlock(seen, REASON, "desk01")).isEqualTo(UnlockOutcome.CHANGED);
        put(Row.of("kim").until(seen.lockedUntil().orElseThrow()).failed(5));
        assertThat(accounts().unlock(seen, REASON, "desk01")).isEqualTo(UnlockOutcome.CHANGED);
        assertThat(audit()).isEmpty();
    }

    @Test
    void an_account_that_somebody_else_has_unlocked_is_already_so() {
        put(Row.of("kim").locked(null).failed(5));
        Account seen = found("kim");
        put(Row.of("kim"));
        assertThat(accounts().unlock(seen, REASON, "desk01")).isEqualTo(UnlockOutcome.ALREADY);
        assertThat(audit()).isEmpty();
    }

    @Test
    void an_account_that_was_deleted_is_gone() {
        put(Row.of("kim").locked(null));
        Account seen = found("kim");
        remove("kim");
        assertThat(accounts().unlock(seen, REASON, "desk01")).isEqualTo(UnlockOutcome.GONE);
        assertThat(audit()).isEmpty();
    }

    @Test
    void of_two_who_unlock_at_once_one_does_and_one_is_told() {
        put(Row.of("kim").locked(null).failed(5));
        Account seen = found("kim");
        List<UnlockOutcome> outcomes = java.util.stream.IntStream.range(0, 4).parallel()
                .mapToObj(i -> accounts().unlock(seen, REASON, "desk0" + i)).sorted().toList();
        assertThat(outcomes).containsExactly(UnlockOutcome.UNLOCKED, UnlockOutcome.ALREADY, UnlockOutcome.ALREADY,
                UnlockOutcome.ALREADY);
        assertThat(audit()).hasSize(1);
    }

    private List<String> names(String search) {
        return accounts().list(AccountsFilter.ALL.searching(search), Optional.empty(), 50).rows().stream().map(Account::username)
                .toList();
    }
}
