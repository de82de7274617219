package dev.lockkeeper.cli;

import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.schema.Terms;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `stamp` and `adopt`: set the ledgers to what the schema is proven to be, and run nothing.
final class StampVerb implements Verb {

    private final boolean adopting;

    StampVerb(boolean adopting) {
        this.adopting = adopting;
    }

    @Override
    public String name() {
        return adopting ? "adopt" : "stamp";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addPositional(PositionalParamSpec.builder().index("0").arity(adopting ? "0..1" : "1").required(!adopting)
                .type(String.class).paramLabel("REV").description(words.say("cli.parameter." + name())).build());
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        Ladder before = desk.schema().ladder();
        Optional<Revision> to = asked.parameter().map(text -> Schema.target(text, before));
        voice.note(to.isPresent()
                ? voice.say("cli.plan.stamp", before.current().id(), to.get().id(), desk.environment().address().toString())
                : voice.say("cli.plan.adopt", desk.environment().address().toString()));
        asked.confirmation().require(desk.environment(), false,
                to.map(revision -> Message.of("cli.ask.stamp", revision.id())).orElse(Message.of("cli.ask.adopt")), voice);
        Message title = to.map(revision -> Message.of("cli.title.stamp", revision.id())).orElse(Message.of("cli.title.adopt"));
        Schema there = desk.schema().on(Terms.USUAL.shown(before.database()));
        return work.run(title, id -> adopting
                ? there.adopt(to.map(Revision::id), id)
                : there.stamp(to.orElseThrow().id(), id), (after, ended) -> {
                    voice.tell(
                            new JsonLine().put("verb", name()).put("from", before.current()).put("to", after.current())
                                    .put("exit", ExitCode.DONE.number()).put("log", ended.log()),
                            List.of(voice.say("cli.stamped", before.current().id(), after.current().id()),
                                    "  " + voice.say("cli.log", ended.log())));
                    return ExitCode.DONE;
                });
    }
}
