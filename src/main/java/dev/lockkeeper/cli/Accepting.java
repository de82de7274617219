package dev.lockkeeper.cli;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.Terms;
import dev.lockkeeper.schema.lint.Rule;
import dev.lockkeeper.words.Words;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `--accept RULE`: the red rules that somebody answers for, each by its name.
final class Accepting {

    private Accepting() {}

    static void shape(CommandSpec spec, Words words) {
        spec.addOption(several("--accept", "RULE", words.say("cli.option.accept")));
    }

    static OptionSpec several(String option, String label, String description) {
        return OptionSpec.builder(option).arity("1").type(List.class).auxiliaryTypes(String.class).paramLabel(label)
                .description(description).build();
    }

    /// Throws [CommandProblem.Usage] for a rule that there is not.
    static Terms terms(Asked asked, Voice voice) {
        List<Rule> rules = asked.texts("--accept").stream().map(id -> Rule.of(id)
                .orElseThrow(() -> new ProblemException(new CommandProblem.Usage(voice.say("cli.usage.rule", id))))).toList();
        return Terms.USUAL.accepting(rules);
    }
}
