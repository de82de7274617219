package dev.lockkeeper.accounts;

import java.util.Locale;

/// Which accounts to list: those whose name or e-mail contains `search` (any case; empty for all), of one view.
public record AccountsFilter(String search, View view) {

    public static final AccountsFilter ALL = new AccountsFilter("", View.ALL);

    /// `FAILING`: at least one failed login since the last good one.
    public enum View {
        ALL, LOCKED, EXPIRED, INACTIVE, FAILING;

        /// The key of its words: `accounts.view.locked`.
        public String key() {
            return "accounts.view." + name().toLowerCase(Locale.ROOT);
        }
    }

    public AccountsFilter searching(String text) {
        return new AccountsFilter(text, view);
    }

    public AccountsFilter viewing(View other) {
        return new AccountsFilter(search, other);
    }
}
