package dev.lockkeeper.cli;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.SchemaPlan;
import dev.lockkeeper.words.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `plan`: writes a move of the schema down, to be reviewed and applied later to the same state only.
final class PlanVerb implements Verb {

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addPositional(
                PositionalParamSpec.builder().index("0").arity("0..1").type(String.class).paramLabel("head|REV|+1|-1|base")
                        .description(words.say("cli.parameter.plan")).build());
        spec.addOption(OptionSpec.builder("--out").arity("1").type(String.class).paramLabel("FILE").required(true)
                .description(words.say("cli.option.out")).build());
        spec.parser().unmatchedOptionsArePositionalParams(true);
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) {
        Path file = file(asked.text("--out").orElseThrow(), voice);
        SchemaPlan plan = desk.schema().plan(asked.parameter().orElse("head"), System.getProperty("user.name"));
        try {
            plan.write(file);
        } catch (IOException e) {
            throw new ProblemException(new CommandProblem.Usage(voice.say("cli.usage.out", file)), e);
        }
        List<String> lines = new ArrayList<>();
        lines.add(voice.say("cli.planned", plan.from().id(), plan.to().id(), file));
        plan.scripts().forEach((name, sum) -> lines.add("  " + sum.substring(0, 12) + "  " + name));
        voice.tell(new JsonLine().put("plan", file).put("from", plan.from()).put("to", plan.to())
                .put("database", plan.database()).put("fingerprint", plan.fingerprint())
                .put("scripts", plan.scripts().entrySet().stream()
                        .map(entry -> new JsonLine().put("file", entry.getKey()).put("sha256", entry.getValue())).toList())
                .put("exit", ExitCode.DONE.number()), lines);
        return ExitCode.DONE;
    }

    private static Path file(String text, Voice voice) {
        try {
            Path file = Path.of(text).toAbsolutePath().normalize();
            if (!text.isBlank() && Files.notExists(file) && file.getParent() != null && Files.isWritable(file.getParent())) {
                return file;
            }
        } catch (InvalidPathException e) {
            // told below
        }
        throw new ProblemException(new CommandProblem.Usage(voice.say("cli.usage.out", text)));
    }
}
