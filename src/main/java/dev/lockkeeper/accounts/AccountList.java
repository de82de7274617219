package dev.lockkeeper.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Accounts as the server listed them at `serverTime` (UTC). `counts` has every view, for the same search.
/// `next` continues the list; `naiveTimes`: `locked_until` has no time zone, and was read as UTC.
public record AccountList(List<Account> rows, Map<AccountsFilter.View, Long> counts, Instant serverTime, Optional<String> next,
        boolean naiveTimes) {

    public AccountList {
        rows = List.copyOf(rows);
        counts = Map.copyOf(counts);
    }
}
