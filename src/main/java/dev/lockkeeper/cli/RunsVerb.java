package dev.lockkeeper.cli;

import dev.lockkeeper.operation.CommandLine;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.RunEntry;
import dev.lockkeeper.operation.Transcript;
import dev.lockkeeper.schema.Verdict;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `runs`: every run on this database, the newest first, with what became of those that were cut off.
final class RunsVerb implements Verb {

    @Override
    public String name() {
        return "runs";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addOption(OptionSpec.builder("--commands").arity("1").type(String.class).paramLabel("RUN|latest")
                .description(words.say("cli.option.commands")).build());
        spec.addOption(OptionSpec.builder("--end").arity("1").type(String.class).paramLabel("RUN")
                .description(words.say("cli.option.end-run")).build());
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) {
        Optional<String> end = asked.text("--end");
        if (end.isPresent()) {
            asked.confirmation().require(desk.environment(), false, Message.of("cli.ask.end-run", end.get()), voice);
            boolean ended = desk.schema().recovery().end(new OperationId(end.get()));
            ExitCode code = ended ? ExitCode.DONE : ExitCode.REFUSED;
            voice.tell(new JsonLine().put("run", end.get()).put("ended", ended).put("exit", code.number()),
                    voice.say(ended ? "cli.runs.ended" : "cli.runs.not-ended", end.get()));
            return code;
        }
        Optional<String> commands = asked.text("--commands");
        if (commands.isPresent()) {
            return commands(commands.get(), desk, voice);
        }
        tellCutOff(desk, voice);
        Columns table = new Columns();
        for (RunEntry run : desk.runs().book().entries()) {
            String result = result(run);
            voice.tell(new JsonLine().put("run", run.id()).put("title", voice.say(run.title())).put("at", run.startedAt())
                    .put("by", run.author()).put("verb", run.intent().map(intent -> intent.verb()))
                    .put("from", run.intent().map(intent -> intent.from())).put("to", run.intent().map(intent -> intent.to()))
                    .put("database", run.intent().flatMap(intent -> intent.database()))
                    .put("millis", run.took().map(took -> took.toMillis())).put("result", result)
                    .put("words", run.ending().map(ending -> voice.say(ending.words()))).put("log", run.log()),
                    java.util.List.of());
            table.row(HistoryVerb.clock(run.startedAt()), run.id().text(), voice.say("run.result." + result),
                    voice.say(run.title()), run.intent().map(intent -> intent.from() + " → " + intent.to()).orElse(""),
                    run.author().toString(),
                    run.took().map(took -> voice.say("cli.millis", took.toMillis())).orElse(""),
                    run.ending().map(ending -> voice.say(ending.words())).orElse(""));
        }
        voice.show(table.lines());
        if (table.lines().isEmpty()) {
            voice.note(voice.say("cli.runs.none"));
        }
        return ExitCode.DONE;
    }

    /// What can be pasted into a shell to do the same: our own verb for what it changed, then the commands that it gave to other programs.
    private static ExitCode commands(String asked, Desk desk, Voice voice) {
        Optional<RunEntry> found = desk.runs().book().entries().stream()
                .filter(run -> asked.equals("latest") || run.id().text().equals(asked)).findFirst();
        if (found.isEmpty()) {
            voice.tell(new JsonLine().put("run", asked).put("exit", ExitCode.REFUSED.number()),
                    voice.say("cli.runs.unknown", asked));
            return ExitCode.REFUSED;
        }
        RunEntry run = found.get();
        Optional<String> verb = run.intent()
                .map(intent -> voice.here(CommandLine.of("lockkeeper", intent.verb(), intent.to())));
        List<String> given = Transcript.of(run);
        List<String> lines = new ArrayList<>(List.of("# " + run.startedAt() + " " + voice.say(run.title())));
        verb.ifPresent(lines::add);
        if (verb.isPresent() && !given.isEmpty()) {
            lines.add("# " + voice.say("cli.runs.commands.inside"));
        }
        if (given.stream().anyMatch(line -> line.startsWith("docker"))) {
            voice.project().ifPresent(folder -> lines.add(CommandLine.of("cd", folder.toString())));
        }
        lines.addAll(given);
        if (verb.isEmpty() && given.isEmpty()) {
            lines.add("# " + voice.say("cli.runs.commands.none"));
        }
        voice.tell(new JsonLine().put("run", run.id()).put("verb", verb).put("folder", voice.project()).put("commands", given)
                .put("exit", ExitCode.DONE.number()), lines);
        return ExitCode.DONE;
    }

    static String result(RunEntry run) {
        return run.ending().map(ending -> ending.result().name().toLowerCase(Locale.ROOT))
                .orElse(run.cutOff() ? "cut_off" : "running");
    }

    /// Tells, once, what became of runs that were cut off, with the ways out.
    static void tellCutOff(Desk desk, Voice voice) {
        for (Verdict verdict : desk.schema().recovery().reconcile(desk.runs().book())) {
            voice.note(voice.paint("33;1",
                    voice.say("cli.runs.cut-off", verdict.run().id().text(), verdict.run().title(), verdict.words())));
            if (verdict.kind() == Verdict.Kind.STILL_RUNNING) {
                voice.note("  " + voice.terminal().sign("→", "->") + " lockkeeper runs --end " + verdict.run().id());
            }
            verdict.problem().ifPresent(problem -> voice.explain(problem, Optional.of(verdict.run().log())).forEach(voice::note));
        }
    }

    /// The same before a verb that changes something; a server that cannot be asked does not keep the verb from saying so itself.
    static void tellBefore(Verb verb, Desk desk, Voice voice) {
        if (java.util.Set.of("upgrade", "downgrade", "stamp", "resolve", "backup", "restore", "adopt")
                .contains(verb.name())) {
            tellCutOffQuietly(desk, voice);
        }
    }

    static void tellCutOffQuietly(Desk desk, Voice voice) {
        try {
            tellCutOff(desk, voice);
        } catch (ProblemException e) {
            voice.note(e.problem().code());
        }
    }
}
