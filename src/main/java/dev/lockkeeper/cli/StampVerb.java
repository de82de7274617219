package dev.lockkeeper.cli;

import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `stamp`: sets the ledgers to a revision and runs nothing.
final class StampVerb implements Verb {

    @Override
    public String name() {
        return "stamp";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addPositional(PositionalParamSpec.builder().index("0").arity("1").required(true).type(String.class).paramLabel("REV")
                .description(words.say("cli.parameter.stamp")).build());
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        Ladder before = desk.schema().ladder();
        Revision to = Schema.target(asked.parameter().orElseThrow(), before);
        voice.note(voice.say("cli.plan.stamp", before.current().id(), to.id(), desk.environment().address().toString()));
        asked.confirmation().require(desk.environment(), false, Message.of("cli.ask.stamp", to.id()), voice);
        return work.run(Message.of("cli.title.stamp", to.id()), id -> desk.schema().stamp(to.id(), id), (after, ended) -> {
            voice.tell(
                    new JsonLine().put("verb", name()).put("from", before.current()).put("to", after.current())
                            .put("exit", ExitCode.DONE.number()).put("log", ended.log()),
                    List.of(voice.say("cli.stamped", before.current().id(), after.current().id()),
                            "  " + voice.say("cli.log", ended.log())));
            return ExitCode.DONE;
        });
    }
}
