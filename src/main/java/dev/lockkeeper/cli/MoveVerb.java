package dev.lockkeeper.cli;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Rung;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Terms;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `upgrade` and `downgrade`: shows the plan, asks, moves the schema.
final class MoveVerb implements Verb {

    private final boolean up;

    MoveVerb(boolean up) {
        this.up = up;
    }

    @Override
    public String name() {
        return up ? "upgrade" : "downgrade";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addPositional(PositionalParamSpec.builder().index("0").arity("0..1").type(String.class)
                .paramLabel(up ? "head|REV|+1" : "-1|REV|base").description(words.say("cli.parameter." + name())).build());
        spec.addOption(OptionSpec.builder("--no-backup").arity("0").type(String.class).fallbackValue("true")
                .description(words.say("cli.option.no-backup")).build());
        spec.addOption(OptionSpec.builder("--wait").arity("0").type(String.class).fallbackValue("true")
                .description(words.say("cli.option.wait")).build());
        spec.addOption(OptionSpec.builder("--end-blocker").arity("1").type(String.class).paramLabel("PID")
                .description(words.say("cli.option.end-blocker")).build());
        spec.addOption(Accepting.several("--ignore", "FILE", words.say("cli.option.ignore")));
        if (up) {
            Accepting.shape(spec, words);
        }
        // "-1" is a target, not an option
        spec.parser().unmatchedOptionsArePositionalParams(true);
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        String target = asked.parameter().orElse(up ? "head" : "-1");
        Terms accepting = Accepting.terms(asked, voice);
        List<String> ignored = asked.texts("--ignore");
        if (!ignored.isEmpty()) {
            desk.schema().leaveAside(ignored);
        }
        Ladder before;
        Revision to;
        try {
            before = desk.schema().on(accepting).checked(target, up);
            to = Schema.target(target, before);
        } catch (ProblemException e) {
            if (e.problem() instanceof SchemaProblem.NothingToDo && alreadyAt(target, desk.schema().ladder())) {
                return already(e.problem(), voice);
            }
            throw e;
        }
        List<Rung> rungs = before.way(to);
        Safeguard.Wish wish = RestoreVerb.wish(asked);
        desk.vault().safeguard().check(wish);
        Showing showing = new Showing(desk, voice);
        showing.heading(
                Message.of("cli.plan." + name(), before.current().id(), to.id(), desk.environment().address().toString()));
        boolean erases = showing.move(before, to, rungs, wish);
        boolean named = to.isBase() || erases || (wish == Safeguard.Wish.DECLINED && !desk.environment().practice());
        asked.confirmation().require(desk.environment(), named, Message.of("cli.ask." + name(), to.id()), voice);
        return move(to.id(), before, desk.schema().on(terms(accepting, asked, before, desk, voice)), wish, voice, work);
    }

    /// The database that was shown, and how far to go with sessions that are in the way.
    private static Terms terms(Terms accepting, Asked asked, Ladder before, Desk desk, Voice voice) {
        Terms terms = accepting.shown(before.database());
        if (asked.flag("--wait")) {
            terms = terms.waiting();
        }
        Optional<String> blocker = asked.text("--end-blocker");
        if (blocker.isPresent()) {
            if (!blocker.get().matches("\\d{1,9}")) {
                throw new ProblemException(new CommandProblem.Usage(voice.say("cli.usage.pid", blocker.get())));
            }
            asked.confirmation().require(desk.environment(), false, Message.of("cli.ask.end-blocker", blocker.get()), voice);
            terms = terms.ending(Integer.parseInt(blocker.get()));
        }
        return terms;
    }

    /// Moves without a question: the plan was shown and confirmed.
    ExitCode move(String to, Ladder before, Safeguard.Wish wish, Desk desk, Voice voice, Work work) throws InterruptedException {
        return move(to, before, desk.schema().on(Terms.USUAL.shown(before.database())), wish, voice, work);
    }

    private ExitCode move(String to, Ladder before, Schema schema, Safeguard.Wish wish, Voice voice, Work work)
            throws InterruptedException {
        return work.run(Message.of("cli.title." + name(), to),
                id -> up ? schema.upgrade(to, wish, id) : schema.rollBack(to, wish, id), (after, ended) -> {
                    voice.tell(new JsonLine().put("verb", name()).put("from", before.current()).put("to", after.current())
                            .put("alembic", after.ledgers().alembic().map(Revision::id)).put("millis", ended.took().toMillis())
                            .put("exit", ExitCode.DONE.number()).put("log", ended.log()),
                            List.of(voice.say("cli.moved", before.current().id(), after.current().id(), seconds(ended.took())),
                                    "  " + voice.say("cli.log", ended.log())));
                    return ExitCode.DONE;
                });
    }

    static double seconds(java.time.Duration took) {
        return took.toMillis() / 1000.0;
    }

    /// Whether a target that names a level, rather than a step, is the level the schema is at.
    private static boolean alreadyAt(String target, Ladder ladder) {
        return !target.equals("+1") && !target.equals("-1") && Schema.target(target, ladder).equals(ladder.current());
    }

    private static ExitCode already(Problem nothingToDo, Voice voice) {
        voice.tell(voice.describe(nothingToDo).put("exit", ExitCode.DONE.number()),
                voice.say(voice.advice(nothingToDo).headline()));
        return ExitCode.DONE;
    }
}
