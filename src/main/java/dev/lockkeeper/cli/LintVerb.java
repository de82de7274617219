package dev.lockkeeper.cli;

import dev.lockkeeper.schema.lint.Hazard;
import dev.lockkeeper.schema.lint.Severity;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `lint`: what pending scripts would do to a database in use.
final class LintVerb implements Verb {

    @Override
    public String name() {
        return "lint";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addPositional(PositionalParamSpec.builder().index("0").arity("0..1").type(String.class).paramLabel("head|REV|+1")
                .description(words.say("cli.parameter.lint")).build());
        spec.addOption(OptionSpec.builder("--from").arity("1").type(String.class).paramLabel("REV|base")
                .description(words.say("cli.option.from")).build());
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) {
        Optional<String> from = asked.text("--from");
        List<Hazard> hazards = from.isPresent()
                ? desk.lookout().lintFrom(from.get())
                : desk.lookout().lint(asked.parameter().orElse("head"));
        hazards.forEach(hazard -> voice.tell(object(hazard, voice), lines(hazard, voice)));
        long red = count(hazards, Severity.RED);
        long amber = count(hazards, Severity.AMBER);
        long notes = count(hazards, Severity.NOTE);
        long allowed = hazards.stream().filter(hazard -> !hazard.counts()).count();
        ExitCode code = red > 0 ? ExitCode.REFUSED : amber > 0 ? ExitCode.ATTENTION : ExitCode.DONE;
        voice.tell(new JsonLine().put("red", red).put("amber", amber).put("notes", notes).put("allowed", allowed).put("exit", code
                .number()), voice.say("cli.lint.sum", red, amber, notes, allowed));
        return code;
    }

    private static long count(List<Hazard> hazards, Severity severity) {
        return hazards.stream().filter(hazard -> hazard.counts() && hazard.rule().severity() == severity).count();
    }

    private static JsonLine object(Hazard hazard, Voice voice) {
        return new JsonLine().put("rule", hazard.rule().id())
                .put("severity", hazard.rule().severity().name().toLowerCase(Locale.ROOT))
                .put("revision", hazard.revision()).put("file", hazard.file()).put("line", hazard.line())
                .put("object", hazard.object())
                .put("what", voice.say(hazard.what())).put("why", voice.say(hazard.why()))
                .put("instead", voice.say(hazard.instead()))
                .put("allowed", hazard.allowed());
    }

    private static List<String> lines(Hazard hazard, Voice voice) {
        List<String> lines = new ArrayList<>();
        String colour = switch (hazard.rule().severity()) {
            case RED -> "31;1";
            case AMBER -> "33;1";
            case NOTE -> "36";
        };
        String mark = hazard.counts() ? voice.say(hazard.rule().severity().key()) : voice.say("cli.lint.allowed");
        lines.add(hazard.place() + "  " + voice.paint(hazard.counts() ? colour : "2", mark + ": " + voice.say(hazard.what()))
                + voice.paint("2", "  [" + hazard.rule().id() + "]"));
        if (hazard.counts()) {
            lines.add("  " + voice.say(hazard.why()));
            lines.add("  " + voice.terminal().sign("→", "->") + " " + voice.say(hazard.instead()));
        } else {
            lines.add("  " + hazard.allowed().orElse(""));
        }
        return lines;
    }
}
