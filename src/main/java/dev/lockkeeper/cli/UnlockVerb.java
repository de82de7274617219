package dev.lockkeeper.cli;

import dev.lockkeeper.accounts.Account;
import dev.lockkeeper.accounts.AccountsProblem;
import dev.lockkeeper.accounts.Reason;
import dev.lockkeeper.accounts.UnlockOutcome;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `unlock`: clears one account's lock, with a reason.
final class UnlockVerb implements Verb {

    @Override
    public String name() {
        return "unlock";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addPositional(
                PositionalParamSpec.builder().index("0").arity("1").required(true).type(String.class).paramLabel("NAME")
                        .description(words.say("cli.parameter.unlock")).build());
        spec.addOption(OptionSpec.builder("--reason").arity("1").type(String.class).paramLabel("TEXT")
                .description(words.say("cli.option.reason")).build());
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        String name = asked.parameter().orElseThrow();
        Reason reason = new Reason(asked.text("--reason").orElse(""));
        Account account = desk.accounts().find(name)
                .orElseThrow(() -> new ProblemException(new AccountsProblem.AccountUnknown(name)));
        voice.note(account.username() + "  " + UsersVerb.state(account, voice));
        asked.confirmation().require(desk.environment(), false, Message.of("cli.ask.unlock", name), voice);
        return unlock(account, reason, desk, voice, work);
    }

    static ExitCode unlock(Account account, Reason reason, Desk desk, Voice voice, Work work) throws InterruptedException {
        return work.run(Message.of("cli.title.unlock", account.username()), _ -> (journal, stop) -> {
            stop.heed(Message.of("cli.state.not-unlocked", account.username()));
            UnlockOutcome outcome = desk.accounts().unlock(account, reason, operator());
            journal.line(Source.KEEPER, outcome == UnlockOutcome.UNLOCKED ? Level.OK : Level.WARN,
                    account.username() + ": " + outcome.name().toLowerCase(Locale.ROOT));
            return outcome;
        }, (outcome, ended) -> {
            ExitCode code = switch (outcome) {
                case UNLOCKED, ALREADY -> ExitCode.DONE;
                case CHANGED, GONE -> ExitCode.REFUSED;
            };
            String word = outcome.name().toLowerCase(Locale.ROOT);
            voice.tell(new JsonLine().put("username", account.username()).put("outcome", word).put("exit", code.number())
                    .put("log", ended.log()), List.of(voice.say("cli.unlock." + word, account.username())));
            return code;
        });
    }

    /// Who says they did it: the user of this machine.
    private static String operator() {
        return System.getProperty("user.name", "?");
    }
}
