package dev.lockkeeper.cli;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `bundle`: everything that support needs to know, in one file without secrets.
final class BundleVerb implements Verb {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'lockkeeper-support-'uuuuMMdd-HHmmss'.zip'");

    @Override
    public String name() {
        return "bundle";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addPositional(PositionalParamSpec.builder().index("0").arity("0..1").type(String.class).paramLabel("FILE.zip")
                .description(words.say("cli.parameter.bundle")).build());
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        Path file = file(asked.parameter().orElseGet(() -> NAME.format(LocalDateTime.now(ZoneId.systemDefault()))));
        return work.run(Message.of("cli.title.bundle"), _ -> desk.help().bundle().into(file, false), (written, ended) -> {
            voice.tell(new JsonLine().put("bundle", written).put("exit", ExitCode.DONE.number()).put("log", ended.log()),
                    voice.say("cli.bundle.done", written.toString()));
            return ExitCode.DONE;
        });
    }

    private static Path file(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new ProblemException(new CommandProblem.Usage(String.valueOf(e.getMessage())), e);
        }
    }
}
