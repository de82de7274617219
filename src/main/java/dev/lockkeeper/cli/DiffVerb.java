package dev.lockkeeper.cli;

import dev.lockkeeper.schema.Verification;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `diff`: holds the live schema against the one that a revision makes.
final class DiffVerb implements Verb {

    @Override
    public String name() {
        return "diff";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addPositional(PositionalParamSpec.builder().index("0").arity("0..1").type(String.class).paramLabel("REV|head")
                .description(words.say("cli.parameter.diff")).build());
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        return compare(asked.parameter(), desk, voice, work);
    }

    static ExitCode compare(Optional<String> revision, Desk desk, Voice voice, Work work) throws InterruptedException {
        return work.run(Message.of("cli.title.diff", revision.orElse(desk.schema().ladder().current().id())),
                id -> desk.schema().verify(revision, id), (result, ended) -> {
                    ExitCode code = result.passed() ? ExitCode.DONE : ExitCode.ATTENTION;
                    voice.tell(new JsonLine().put("revision", result.revision()).put("passed", result.passed())
                            .put("fingerprint", result.live().fingerprint()).put("expected", result.expected().fingerprint())
                            .put("differences", Differences.json(result.wrong())).put("beside", Differences.json(result.beside()))
                            .put("exit", code.number()).put("log", ended.log()), lines(result, voice));
                    return code;
                });
    }

    private static List<String> lines(Verification result, Voice voice) {
        List<String> lines = new ArrayList<>();
        lines.add(result.passed()
                ? voice.say("cli.diff.same", result.revision().id(), result.expected().fingerprint().substring(0, 12))
                : voice.say("cli.diff.differs", result.revision().id(), result.wrong().size()));
        lines.addAll(Differences.lines(result.wrong(), voice));
        if (!result.beside().isEmpty()) {
            lines.add(voice.say("cli.diff.beside", result.beside().size()));
            lines.addAll(Differences.lines(result.beside(), voice));
        }
        return lines;
    }
}
