package dev.lockkeeper.cli;

import dev.lockkeeper.accounts.Account;
import dev.lockkeeper.accounts.AccountsFilter;
import dev.lockkeeper.accounts.Reason;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.advice.Here;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// What the console is for, done once in the terminal on the practice database: look, upgrade, unlock, back up, look again.
public final class Journey {

    private final Opening opening;
    private final Words words;
    private final Voice voice;
    private final Interruption interruption;

    public Journey(Opening opening, Language language, Function<Problem, Advice> advice, Terminal terminal,
            Interruption interruption) {
        this.opening = opening;
        this.words = Words.in(language);
        // the live log is part of the show: one stream keeps its order also in a file
        this.voice = new Voice(new Terminal(terminal.out(), terminal.out(), terminal.colours(), terminal.asks()), words, false,
                advice);
        this.interruption = interruption;
    }

    /// Never throws. Stops at the first step that does not end well, with its code.
    public ExitCode run() {
        ExitCode code;
        try {
            voice.note(words.say("journey.no-display"));
            code = walk();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            code = ExitCode.STOPPED;
        } catch (RuntimeException | Error e) {
            code = interruption.requested() ? ExitCode.STOPPED : voice.problem(ProblemException.of(e), Optional.empty());
        }
        interruption.ended(code);
        return code;
    }

    private ExitCode walk() throws InterruptedException {
        Choice practice = new Choice(Path.of("").toAbsolutePath(), Optional.of(Environment.PRACTICE), Optional.empty(),
                Optional.empty(),
                words.language());
        voice.stand(Here.in(practice.project(), practice.environment(), practice.migrations(), practice.alembic()));
        try (Desk desk = opening.open(practice, false, message -> voice.note(words.say(message)))) {
            Work work = new Work(desk.runs(), voice, interruption);
            heading("journey.readiness");
            if (DoctorVerb.tell(desk, voice) == ExitCode.FAILED) {
                return ExitCode.FAILED;
            }
            ExitCode moved = upgrade(desk, work);
            ExitCode unlocked = moved == ExitCode.DONE ? unlock(desk, work) : moved;
            if (unlocked != ExitCode.DONE) {
                return unlocked;
            }
            heading("journey.backup");
            ExitCode backedUp = new BackupVerb().take(desk, voice, work);
            if (backedUp != ExitCode.DONE) {
                return backedUp;
            }
            heading("journey.again");
            ExitCode end = DoctorVerb.tell(desk, voice);
            voice.show(java.util.List.of("", words.say("journey.done", desk.runs().logFolder())));
            return end;
        }
    }

    /// At head there is nothing to see: then one step is taken back first.
    private ExitCode upgrade(Desk desk, Work work) throws InterruptedException {
        Ladder ladder = desk.schema().ladder();
        if (ladder.atHead() && !ladder.current().isBase()) {
            Revision below = ladder.below(ladder.current());
            heading("journey.back");
            ExitCode back = new MoveVerb(false).move(below.id(), ladder, Safeguard.Wish.WANTED, desk, voice, work);
            if (back != ExitCode.DONE) {
                return back;
            }
            ladder = desk.schema().ladder();
        }
        heading("journey.upgrade", ladder.head().id());
        return new MoveVerb(true).move(ladder.head().id(), ladder, Safeguard.Wish.WANTED, desk, voice, work);
    }

    private ExitCode unlock(Desk desk, Work work) throws InterruptedException {
        heading("journey.unlock");
        Optional<Account> locked = desk.accounts().list(new AccountsFilter("", AccountsFilter.View.LOCKED), Optional.empty(), 1)
                .rows()
                .stream().findFirst();
        if (locked.isEmpty()) {
            voice.show(java.util.List.of(words.say("journey.no-locked")));
            return ExitCode.FAILED;
        }
        show(locked.get());
        ExitCode code = UnlockVerb.unlock(locked.get(), new Reason(words.say("journey.reason")), desk, voice, work);
        desk.accounts().find(locked.get().username()).ifPresent(this::show);
        return code;
    }

    private void show(Account account) {
        Columns table = new Columns();
        table.row(" ", account.username(), account.email().orElse(""), UsersVerb.state(account, voice),
                voice.say("cli.users.failures") + " " + account.failedAttempts());
        voice.show(table.lines());
    }

    private void heading(String key, Object... arguments) {
        voice.show(java.util.List.of("", voice.paint("1", "== " + words.say(Message.of(key, arguments)))));
    }
}
