package dev.lockkeeper.cli;

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
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `env`: looks through the environment file; with `--mend` mends it, with `--free-port` gives the database a port that nobody has, with
/// `--set-password` gives the role the password that the file says.
final class EnvVerb implements Verb {

    @Override
    public String name() {
        return "env";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        for (String option : List.of("mend", "free-port", "set-password")) {
            spec.addOption(OptionSpec.builder("--" + option).arity("0").type(boolean.class)
                    .description(words.say("cli.option.env-" + option)).build());
        }
    }

    /// A file that Compose cannot read opens no environment, and is looked through and mended all the same.
    @Override
    public Optional<ExitCode> beforehand(Choice choice, Asked asked, Voice voice) {
        if (asked.flag("--free-port") || asked.flag("--set-password")) {
            return Optional.empty();
        }
        Project project = new Project(choice.project());
        Path file = project.file(choice.environment().orElse(Environment.DEFAULT));
        if (asked.flag("--mend")) {
            EnvMend.mend(file, Optional.of(project.example())).ifPresentOrElse(
                    copy -> voice.note(voice.say("cli.env.mended", file, String.valueOf(copy.getFileName()))),
                    () -> voice.note(voice.say("cli.env.nothing-to-mend", file)));
        }
        List<EnvFlaw> flaws = EnvLint.of(file, Optional.of(project.example()));
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

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        Operation<?> operation = asked.flag("--set-password") ? desk.lifting().setPassword() : desk.lifting().freePort();
        if (!desk.environment().inContainer()) {
            throw new ProblemException(new CommandProblem.NothingToBringUp(desk.environment().name()));
        }
        return work.run(Message.of(asked.flag("--set-password") ? "remedy.set-password" : "remedy.use-free-port"), _ -> operation,
                (done, ended) -> {
                    voice.tell(new JsonLine().put("result", String.valueOf(done)).put("exit", ExitCode.DONE.number()).put("log",
                            ended.log()), List.of(voice.say("cli.env.done", MoveVerb.seconds(ended.took()))));
                    return ExitCode.DONE;
                });
    }
}
