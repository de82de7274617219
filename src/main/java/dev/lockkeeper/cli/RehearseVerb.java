package dev.lockkeeper.cli;

import dev.lockkeeper.schema.DataFinding;
import dev.lockkeeper.schema.LockHeld;
import dev.lockkeeper.schema.Rehearsal;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `rehearse`: runs what is pending where nothing is kept.
final class RehearseVerb implements Verb {

    @Override
    public String name() {
        return "rehearse";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addPositional(PositionalParamSpec.builder().index("0").arity("0..1").type(String.class).paramLabel("head|REV|+1")
                .description(words.say("cli.parameter.rehearse")).build());
        spec.addOption(OptionSpec.builder("--on-target").arity("0").type(String.class).fallbackValue("true")
                .description(words.say("cli.option.on-target")).build());
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        String target = asked.parameter().orElse("head");
        boolean onTarget = asked.flag("--on-target");
        if (onTarget) {
            // locks are taken where people are at work
            asked.confirmation().require(desk.environment(), false, Message.of("cli.ask.rehearse", target), voice);
        }
        List<DataFinding> findings = desk.lookout().dataChecks(target);
        ExitCode data = PreviewVerb.tell(findings, voice);
        return work.run(Message.of("cli.title.rehearse", target),
                id -> onTarget ? desk.lookout().rehearseOnTarget(target, id) : desk.lookout().rehearse(target, id),
                (rehearsal, ended) -> {
                    rehearsal.trials().forEach(trial -> voice.tell(object(trial), lines(trial, voice)));
                    if (rehearsal.failure().isPresent()) {
                        return voice.problem(rehearsal.failure().get(), Optional.of(ended.log()));
                    }
                    voice.tell(new JsonLine().put("rehearsed", rehearsal.trials().size()).put("onTarget", rehearsal.onTarget())
                            .put("from", rehearsal.from()).put("exit", data.number()).put("log", ended.log()),
                            List.of(voice.say(onTarget ? "cli.rehearsed.on-target" : "cli.rehearsed", rehearsal.trials().size()),
                                    "  " + voice.say("cli.log", ended.log())));
                    return data;
                });
    }

    private static JsonLine object(Rehearsal.Trial trial) {
        List<JsonLine> locks = new ArrayList<>();
        for (LockHeld lock : trial.locks()) {
            locks.add(new JsonLine().put("table", lock.table()).put("mode", lock.mode()).put("millis", lock.held().toMillis()));
        }
        return new JsonLine().put("revision", trial.revision()).put("file", trial.file()).put("statements", trial.statements())
                .put("millis", trial.took().toMillis()).put("transactional", trial.transactional()).put("locks", locks);
    }

    private static List<String> lines(Rehearsal.Trial trial, Voice voice) {
        List<String> lines = new ArrayList<>();
        lines.add(voice.terminal().sign("✓", "+") + " " + voice.say("cli.rehearsed.one", trial.file(), trial.statements(),
                MoveVerb.seconds(trial.took())));
        trial.locks().forEach(lock -> lines.add("  " + voice.paint(lock.mode().stopsWriters() ? "33" : "2", voice.say(
                "cli.rehearsed.lock", lock.table(), lock.mode().toString(), MoveVerb.seconds(lock.held())))));
        if (!trial.transactional()) {
            lines.add("  " + voice.say("cli.rehearsed.alone"));
        }
        return lines;
    }
}
