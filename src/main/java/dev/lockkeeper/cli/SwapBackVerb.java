package dev.lockkeeper.cli;

import dev.lockkeeper.backup.RestoreSite;
import dev.lockkeeper.backup.Restores;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `swap-back`: gives the database that was live before a restore its place back; the present one is kept in turn.
final class SwapBackVerb implements Verb {

    @Override
    public String name() {
        return "swap-back";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addPositional(PositionalParamSpec.builder().index("0").arity("0..1").type(String.class).paramLabel("NAME")
                .description(words.say("cli.parameter.swap-back")).build());
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        Restores restores = desk.vault().restores();
        RestoreSite.Kept former = restores.former(asked.parameter());
        String identity = restores.identity();
        voice.note(voice.say("cli.plan.swap-back", former.name(), desk.environment().address().toString()));
        asked.confirmation().require(desk.environment(), false, Message.of("cli.ask.swap-back", former.name()), voice);
        return work.run(Message.of("cli.title.swap-back", former.name()), id -> restores.swappingBack(former, identity, id),
                (kept, ended) -> {
                    voice.tell(new JsonLine().put("verb", name()).put("live", former.name()).put("former", kept)
                            .put("exit", ExitCode.DONE.number()).put("log", ended.log()),
                            List.of(voice.say("cli.swapped-back", former.name(), kept),
                                    "  " + voice.say("cli.log", ended.log())));
                    return ExitCode.DONE;
                });
    }
}
