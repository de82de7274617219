package dev.lockkeeper.cli;

import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.schema.SchemaPlan;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `apply`: does what a plan says, if the database is still in the state that the plan was made for.
final class ApplyVerb implements Verb {

    @Override
    public String name() {
        return "apply";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addPositional(PositionalParamSpec.builder().index("0").arity("1").required(true).type(String.class)
                .paramLabel("PLAN").description(words.say("cli.parameter.apply")).build());
        spec.addOption(OptionSpec.builder("--no-backup").arity("0").type(String.class).fallbackValue("true")
                .description(words.say("cli.option.no-backup")).build());
        Accepting.shape(spec, words);
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        SchemaPlan plan = SchemaPlan.read(path(asked.parameter().orElseThrow()));
        Schema schema = desk.schema().on(Accepting.terms(asked, voice));
        schema.mustHold(plan);
        Ladder before = schema.checked(plan.to().id(), plan.up());
        Safeguard.Wish wish = RestoreVerb.wish(asked);
        desk.vault().safeguard().check(wish);
        Showing showing = new Showing(desk, voice);
        showing.heading(Message.of("cli.plan.apply", plan.from().id(), plan.to().id(), plan.by(), plan.at(),
                desk.environment().address().toString()));
        boolean erases = showing.move(before, plan.to(), before.way(plan.to()), wish);
        boolean named = plan.to().isBase() || erases || (wish == Safeguard.Wish.DECLINED && !desk.environment().practice());
        asked.confirmation().require(desk.environment(), named,
                Message.of(plan.up() ? "cli.ask.upgrade" : "cli.ask.downgrade", plan.to().id()), voice);
        return work.run(Message.of(plan.up() ? "cli.title.upgrade" : "cli.title.downgrade", plan.to().id()),
                id -> schema.apply(plan, wish, id), (after, ended) -> {
                    voice.tell(new JsonLine().put("verb", name()).put("from", plan.from()).put("to", after.current())
                            .put("alembic", after.ledgers().alembic().map(Revision::id)).put("millis", ended.took().toMillis())
                            .put("exit", ExitCode.DONE.number()).put("log", ended.log()),
                            List.of(voice.say("cli.moved", plan.from().id(), after.current().id(),
                                    MoveVerb.seconds(ended.took())), "  " + voice.say("cli.log", ended.log())));
                    return ExitCode.DONE;
                });
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ProblemException(new CommandProblem.Usage(String.valueOf(e.getMessage())), e);
        }
    }
}
