package dev.lockkeeper.accounts;

import java.util.List;

import dev.lockkeeper.testing.FakeAccounts;

class FakeAccountsTest extends AccountsContract {

    private final FakeAccounts fake = new FakeAccounts();

    @Override
    protected Accounts accounts() {
        return fake;
    }

    @Override
    protected void put(FakeAccounts.Row row) {
        fake.put(row);
    }

    @Override
    protected void remove(String username) {
        fake.remove(username);
    }

    @Override
    protected List<String> audit() {
        return fake.audit().stream().map(entry -> entry.operator() + "|" + entry.reason()).toList();
    }
}
