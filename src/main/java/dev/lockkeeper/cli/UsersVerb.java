package dev.lockkeeper.cli;

import dev.lockkeeper.accounts.Account;
import dev.lockkeeper.accounts.AccountList;
import dev.lockkeeper.accounts.AccountsFilter;
import dev.lockkeeper.accounts.Lockout;
import dev.lockkeeper.words.Words;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `users`: the accounts and how they stand, by the server's clock.
final class UsersVerb implements Verb {

    private static final int PAGE = 500;

    @Override
    public String name() {
        return "users";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addOption(OptionSpec.builder("--locked").arity("0").type(String.class).fallbackValue("true")
                .description(words.say("cli.option.locked")).build());
        spec.addOption(OptionSpec.builder("--search").arity("1").type(String.class).paramLabel("TEXT")
                .description(words.say("cli.option.search")).build());
    }

    @Override
    public boolean asksTheDatabase() {
        return true;
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) {
        AccountsFilter filter = new AccountsFilter(asked.text("--search").orElse(""),
                asked.flag("--locked") ? AccountsFilter.View.LOCKED : AccountsFilter.View.ALL);
        Optional<String> after = Optional.empty();
        AccountList page;
        do {
            page = desk.accounts().list(filter, after, PAGE);
            tell(page, voice);
            after = page.next();
        } while (after.isPresent() && !voice.unheard());
        if (page.naiveTimes()) {
            voice.note(voice.say("cli.users.naive"));
        }
        voice.note(voice.say("cli.users.count", page.counts().getOrDefault(filter.view(), 0L)));
        return ExitCode.DONE;
    }

    private static void tell(AccountList page, Voice voice) {
        Columns table = new Columns();
        table.row(voice.say("cli.users.name"), voice.say("cli.users.email"), voice.say("cli.users.state"),
                voice.say("cli.users.failures"), voice.say("cli.users.last"));
        for (Account account : page.rows()) {
            voice.tell(object(account), List.of());
            table.row(account.username(), account.email().orElse(""), state(account, voice),
                    String.valueOf(account.failedAttempts()), account.lastLogin().map(HistoryVerb::clock).orElse(""));
        }
        voice.show(table.lines());
    }

    static JsonLine object(Account account) {
        JsonLine object = new JsonLine().put("id", account.id()).put("username", account.username()).put("email",
                account.email());
        switch (account.lockout()) {
            case Lockout.Active() -> object.put("state", "active");
            case Lockout.Inactive() -> object.put("state", "inactive");
            case Lockout.Locked(var left) -> object.put("state", "locked").put("secondsLeft", left.map(Duration::toSeconds));
            case Lockout.LockExpired() -> object.put("state", "lock-expired");
        }
        return object.put("active", account.active()).put("failedAttempts", account.failedAttempts())
                .put("lockedUntil", account.lockedUntil()).put("lastLogin", account.lastLogin())
                .put("contradiction", account.contradiction());
    }

    static String state(Account account, Voice voice) {
        String said = switch (account.lockout()) {
            case Lockout.Active() -> voice.say("cli.state.active");
            case Lockout.Inactive() -> voice.say("cli.state.inactive");
            case Lockout.Locked(var left) -> left.map(time -> voice.say("cli.state.locked-for", time.toMinutes() + 1))
                    .orElseGet(() -> voice.say("cli.state.locked"));
            case Lockout.LockExpired() -> voice.say("cli.state.expired");
        };
        return account.contradiction() ? said + " " + voice.say("cli.state.contradiction") : said;
    }
}
