package dev.lockkeeper.ui.setup;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Redaction;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.LogLine;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.setup.Fixed;
import dev.lockkeeper.setup.Step;
import dev.lockkeeper.setup.StepState;
import dev.lockkeeper.ui.kit.AdvicePanel;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.words.Words;
import java.util.List;
import java.util.function.Function;

/// How the set-up stands, as Markdown for a colleague. It holds no secret: passwords in foreign text are masked.
record Report(Words words, Figures figures, Function<Problem, Advice> advice) {

    /// `lines` are the last ones of the log.
    String of(Environment environment, SetupPage page, List<LogLine> lines) {
        StringBuilder text = new StringBuilder("# Lockkeeper: ").append(words.say("nav.setup")).append(" · ")
                .append(words.say(environment.care().key())).append(" · ").append(environment.address()).append("\n\n");
        for (Step step : page.list().steps()) {
            text.append(step.name().number()).append(". **").append(words.say(step.name().key())).append("**: ")
                    .append(words.say("setup.state." + StepRow.key(step))).append(" — ").append(words.say(step.fact()))
                    .append('\n');
        }
        for (Fixed fixed : page.list().fixed()) {
            text.append("- ").append(words.say("setup.fixed")).append(": ").append(words.say(fixed.what())).append(" (")
                    .append(words.say(fixed.note())).append(")\n");
        }
        for (Step step : page.list().steps()) {
            if (step.state() instanceof StepState.Broken(var problem)) {
                text.append('\n').append(AdvicePanel.report(advice.apply(problem), words));
            }
        }
        page.failure().ifPresent(problem -> text.append('\n').append(AdvicePanel.report(advice.apply(problem), words)));
        if (!lines.isEmpty()) {
            text.append("\n```\n");
            lines.forEach(line -> text.append(figures.clock(line.at())).append(' ').append(line.source().label()).append(' ')
                    .append(line.text()).append('\n'));
            text.append("```\n");
        }
        return Redaction.of(environment.password()).masked(text.toString());
    }
}
