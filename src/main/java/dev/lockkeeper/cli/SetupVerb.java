package dev.lockkeeper.cli;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.setup.Checklist;
import dev.lockkeeper.setup.Setup;
import dev.lockkeeper.setup.Step;
import dev.lockkeeper.setup.StepState;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `setup`: from a folder with a Compose file to a proven schema, by the steps of the set-up page. Mends what is safe to mend and stops at the first
/// thing that a person has to decide; the same command goes on from there.
final class SetupVerb implements Verb {

    private static final String LOOK = "--look";

    @Override
    public String name() {
        return "setup";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addOption(OptionSpec.builder(LOOK).arity("0").type(boolean.class).description(words.say("cli.option.setup-look"))
                .build());
    }

    @Override
    public boolean begins(Asked asked) {
        return true;
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        try (Setup setup = desk.help().setup().get()) {
            return asked.flag(LOOK) ? look(setup, voice) : go(setup, voice, work);
        }
    }

    private static ExitCode look(Setup setup, Voice voice) {
        Checklist list = setup.look(_ -> {});
        Optional<Step> broken = list.broken();
        ExitCode code = broken.isPresent() ? ExitCode.FAILED : list.finished() ? ExitCode.DONE : ExitCode.ATTENTION;
        tell(list, code, Optional.empty(), voice);
        setup.flaws().forEach(flaw -> voice.show(voice.mention(flaw)));
        broken.map(Step::state).ifPresent(state -> {
            if (state instanceof StepState.Broken(var problem)) {
                voice.show(voice.explain(problem, Optional.empty()));
            }
        });
        return code;
    }

    private static ExitCode go(Setup setup, Voice voice, Work work) throws InterruptedException {
        AtomicReference<Checklist> newest = new AtomicReference<>(Checklist.BLANK);
        return work.run(Message.of("setup.run.title"), _ -> (journal, stop) -> {
            try {
                return setup.run(Checklist.BLANK, Optional.empty(), newest::set).run(journal, stop);
            } catch (ProblemException e) {
                tell(newest.get(), ExitCode.of(e.problem()), Optional.empty(), voice);
                throw e;
            }
        }, (list, ended) -> {
            tell(list, ExitCode.DONE, Optional.of(ended), voice);
            return ExitCode.DONE;
        });
    }

    /// The steps with their words; never anything that stands in the file.
    private static void tell(Checklist list, ExitCode code, Optional<Work.Ended> ended, Voice voice) {
        Columns table = new Columns();
        List<JsonLine> steps = new ArrayList<>();
        for (Step step : list.steps()) {
            String word = voice.say("cli.setup.state." + word(step.state()));
            table.row(step.name().number() + ". " + voice.say(step.name().key()), step.mended()
                    ? word + " · " + voice.say("setup.fixed")
                    : word, voice.say(step.fact()));
            steps.add(new JsonLine().put("number", step.name().number())
                    .put("step", step.name().name().toLowerCase(Locale.ROOT)).put("title", voice.say(step.name().key()))
                    .put("state", word(step.state())).put("mended", step.mended()).put("fact", voice.say(step.fact()))
                    .put("millis", step.took().toMillis()).put("problem", problem(step.state())));
        }
        List<String> lines = new ArrayList<>(table.lines());
        if (list.finished()) {
            lines.add(voice.say("setup.done") + ended.map(known -> " (" + voice.say("cli.setup.took",
                    MoveVerb.seconds(known.took())) + ")").orElse(""));
        }
        voice.tell(new JsonLine().put("steps", steps).put("done", list.done()).put("of", list.steps().size())
                .put("finished", list.finished()).put("exit", code.number()).put("log", ended.map(Work.Ended::log)), lines);
    }

    private static Optional<String> problem(StepState state) {
        return switch (state) {
            case StepState.Broken(var problem) -> Optional.of(problem.code());
            case StepState.ToDo(var problem) -> Optional.of(problem.code());
            case StepState.Waiting _,StepState.Looking _,StepState.Ready _,StepState.NotNeeded _,StepState.Working _ ->
                Optional.empty();
        };
    }

    private static String word(StepState state) {
        return switch (state) {
            case StepState.Ready _ -> "ready";
            case StepState.NotNeeded _ -> "not-needed";
            case StepState.ToDo _ -> "to-do";
            case StepState.Broken _ -> "broken";
            case StepState.Waiting _,StepState.Looking _,StepState.Working _ -> "waiting";
        };
    }
}
