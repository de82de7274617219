package dev.lockkeeper.cli;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Recovery;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `resolve`: mends what a revision outside a transaction left: records it, or clears it away and applies it again.
final class ResolveVerb implements Verb {

    @Override
    public String name() {
        return "resolve";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addPositional(PositionalParamSpec.builder().index("0").arity("1").required(true).type(String.class).paramLabel("REV")
                .description(words.say("cli.parameter.resolve")).build());
        for (String way : List.of("mark-applied", "retry", "no-backup")) {
            spec.addOption(OptionSpec.builder("--" + way).arity("0").type(String.class).fallbackValue("true")
                    .description(words.say("cli.option." + way)).build());
        }
        Accepting.shape(spec, words);
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        boolean mark = asked.flag("--mark-applied");
        if (mark == asked.flag("--retry")) {
            throw new ProblemException(new CommandProblem.Usage(voice.say("cli.usage.resolve")));
        }
        Ladder before = desk.schema().ladder();
        Revision revision = Schema.target(asked.parameter().orElseThrow(), before);
        Recovery.mustBeNext(before, revision);
        String way = mark ? "mark-applied" : "clear";
        asked.confirmation().require(desk.environment(), false, Message.of("cli.ask." + way, revision.id()), voice);
        Schema schema = desk.schema().on(Accepting.terms(asked, voice));
        Recovery recovery = desk.schema().recovery();
        return work.run(Message.of("cli.title." + way, revision.id()), id -> mark
                ? recovery.markingApplied(revision, id)
                : (journal, stop) -> {
                    recovery.clearing(revision, id).run(journal, stop);
                    return schema.upgrade(revision.id(), RestoreVerb.wish(asked), id).run(journal, stop);
                }, (after, ended) -> {
                    voice.tell(new JsonLine().put("verb", name()).put("revision", revision).put("to", after.current())
                            .put("exit", ExitCode.DONE.number()).put("log", ended.log()),
                            List.of(voice.say("cli.resolved", revision.id(), after.current().id()),
                                    "  " + voice.say("cli.log", ended.log())));
                    return ExitCode.DONE;
                });
    }
}
