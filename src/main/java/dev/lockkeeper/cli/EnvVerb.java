package dev.lockkeeper.cli;

import dev.lockkeeper.containers.Mending;
import dev.lockkeeper.environment.EnvFlaw;
import dev.lockkeeper.environment.EnvLint;
import dev.lockkeeper.environment.EnvMend;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `env`: looks through the environment file, or mends what keeps its database away: the file, the port, the password, the image, the
/// indexes.
final class EnvVerb implements Verb {

    private static final String MEND = "--mend";
    private static final String QUOTE = "--quote-password";
    /// Keeps others from writing for as long as it takes.
    private static final String REBUILD = "--rebuild-indexes";

    private static final String CREATE = "--create-password";

    /// What needs the container, by its option.
    private static final Map<String, Function<Mending, Operation<?>>> MENDING = new TreeMap<>(Map.of(
            "--free-port", Mending::freePort, "--published-port", Mending::publishedPort,
            "--set-password", Mending::setPassword, "--earlier-image", Mending::earlierImage, CREATE, Mending::createPassword,
            REBUILD, Mending::rebuildIndexes));

    @Override
    public String name() {
        return "env";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        for (String option : Stream.concat(Stream.of(MEND, QUOTE), MENDING.keySet().stream()).toList()) {
            spec.addOption(OptionSpec.builder(option).arity("0").type(boolean.class)
                    .description(words.say("cli.option.env" + option.substring(1))).build());
        }
    }

    /// A file that Compose cannot read opens no environment, and is looked through and mended all the same.
    @Override
    public Optional<ExitCode> beforehand(Choice choice, Asked asked, Voice voice) {
        if (MENDING.keySet().stream().anyMatch(asked::flag)) {
            return Optional.empty();
        }
        Project project = new Project(choice.project());
        Path file = project.file(choice.environment().orElse(Environment.DEFAULT));
        if (asked.flag(MEND) || asked.flag(QUOTE)) {
            (asked.flag(QUOTE) ? EnvMend.quote(file) : EnvMend.mend(file, project.example())).ifPresentOrElse(
                    copy -> voice.note(voice.say("cli.env.mended", file, String.valueOf(copy.getFileName()))),
                    () -> voice.note(voice.say("cli.env.nothing-to-mend", file)));
            if (asked.flag(QUOTE)) {
                voice.note(voice.say("cli.env.quoted", voice.here("lockkeeper env --set-password")));
            }
        }
        List<EnvFlaw> flaws = EnvLint.of(file, project.example());
        for (EnvFlaw flaw : flaws) {
            voice.tell(voice.describe(flaw).put("mendable", flaw.mendable()), voice.explain(flaw, Optional.empty()));
        }
        ExitCode code = flaws.isEmpty() ? ExitCode.DONE : ExitCode.ATTENTION;
        List<String> lines = new ArrayList<>();
        if (flaws.isEmpty()) {
            lines.add(voice.say("cli.env.clean", file));
        }
        voice.tell(new JsonLine().put("file", file).put("flaws", flaws.size()).put("exit", code.number()), lines);
        return Optional.of(code);
    }

    /// A file without a password opens no environment for anything else.
    @Override
    public boolean begins(Asked asked) {
        return asked.flag(CREATE);
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        String option = MENDING.keySet().stream().filter(asked::flag).findFirst().orElseThrow();
        if (option.equals(REBUILD)) {
            asked.confirmation().require(desk.environment(), false, Message.of("cli.ask.rebuild-indexes"), voice);
        } else if (!desk.environment().inContainer()) {
            throw new ProblemException(new CommandProblem.NothingToBringUp(desk.environment().name()));
        }
        Operation<?> operation = MENDING.getOrDefault(option, Mending::environmentFile).apply(desk.lifting().mending());
        return work.run(Message.of("cli.option.env" + option.substring(1)), _ -> operation,
                (done, ended) -> {
                    voice.tell(new JsonLine().put("result", String.valueOf(done)).put("exit", ExitCode.DONE.number()).put("log",
                            ended.log()), List.of(voice.say("cli.env.done", MoveVerb.seconds(ended.took()))));
                    return ExitCode.DONE;
                });
    }
}
