package dev.lockkeeper.cli;

import dev.lockkeeper.advice.Here;
import dev.lockkeeper.environment.EnvironmentProblem;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StoppedException;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/// The command line: understands what was typed, opens the environment, runs the verb, answers with an [ExitCode].
public final class Cli {

    private final String version;
    private final Opening opening;
    private final Function<Problem, Advice> advice;
    private final Terminal terminal;
    private final Interruption interruption;

    public Cli(String version, Opening opening, Function<Problem, Advice> advice, Terminal terminal, Interruption interruption) {
        this.version = version;
        this.opening = opening;
        this.advice = advice;
        this.terminal = terminal;
        this.interruption = interruption;
    }

    /// What to open a window with, when no verb was asked for: empty where the arguments are for [#run].
    public static Optional<Choice> window(String... arguments) {
        Language language = language(arguments);
        try {
            if (Shorthand.read(arguments).isPresent()) {
                return Optional.empty();
            }
            Typed typed = Grammar.read(Words.in(language), arguments);
            Asked asked = typed.asked();
            boolean other = typed.verb().isPresent() || typed.help().isPresent() || typed.version()
                    || asked.flag("--json") || asked.flag("--yes") || asked.text("--confirm").isPresent();
            return other ? Optional.empty() : Optional.of(choice(asked, language));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    /// Never throws: whatever happens is told on the terminal, and the code says how it ended.
    public ExitCode run(String... arguments) {
        Words words = Words.in(language(arguments));
        Voice voice = new Voice(terminal, words, Arrays.asList(arguments).contains("--json"), advice);
        ExitCode code;
        try {
            code = run(words, voice, arguments);
        } catch (StoppedException e) {
            voice.note(words.say("cli.stopped", e.state()));
            code = ExitCode.STOPPED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            code = ExitCode.STOPPED;
        } catch (RuntimeException | Error e) {
            code = interruption.requested() ? ExitCode.STOPPED : failed(e, voice);
        }
        terminal.out().flush();
        interruption.ended(code);
        return code;
    }

    private ExitCode failed(Throwable thrown, Voice voice) {
        Problem problem = ProblemException.of(thrown);
        if (problem instanceof Problem.Unexpected) {
            System.getLogger("dev.lockkeeper").log(System.Logger.Level.ERROR, "unexpected", thrown);
        }
        return voice.problem(problem, Optional.empty());
    }

    private ExitCode run(Words words, Voice voice, String... arguments) throws InterruptedException {
        Typed typed = Shorthand.read(arguments).orElseGet(() -> Grammar.read(words, arguments));
        Asked asked = typed.asked();
        asked.text("--lang").filter(code -> Language.of(code).isEmpty()).ifPresent(code -> {
            throw new ProblemException(new CommandProblem.Usage(words.say("cli.usage.lang", code)));
        });
        if (typed.version()) {
            voice.tell(new JsonLine().put("version", version), "Lockkeeper " + version);
            return ExitCode.DONE;
        }
        if (typed.help().isPresent()) {
            String help = typed.help().get();
            voice.tell(new JsonLine().put("help", help), help.stripTrailing());
            return ExitCode.DONE;
        }
        Verb verb = typed.verb()
                .orElseThrow(() -> new ProblemException(new CommandProblem.Usage(words.say("cli.usage.verb"))));
        asked.parameter().filter(text -> text.startsWith("-") && !text.matches("-\\d+")).ifPresent(text -> {
            throw new ProblemException(new CommandProblem.Usage(words.say("cli.usage.option", text)));
        });
        Choice choice = choice(asked, words.language()).beginning(verb.begins(asked));
        voice.repeat(Repeating.of(verb, asked));
        voice.stand(Here.in(choice.project(), choice.environment(), choice.migrations(), choice.alembic()));
        Optional<ExitCode> beforehand = verb.beforehand(choice, asked, voice);
        if (beforehand.isPresent()) {
            return beforehand.get();
        }
        Desk opened;
        try {
            opened = opening.open(choice, verb.asksTheDatabase(), message -> voice.note(words.say(message)));
        } catch (ProblemException e) {
            if (verb instanceof DoctorVerb && e.problem() instanceof EnvironmentProblem unread) {
                return DoctorVerb.unread(unread, voice);
            }
            throw e;
        }
        try (Desk desk = opened) {
            voice.stand(Here.in(choice.project(), choice.environment(), choice.migrations(), choice.alembic())
                    .serving(desk.tending().compose().service(), new Project(choice.project()).composeFile()));
            voice.note(
                    voice.paint("2", words.say("cli.band", words.say(desk.environment().care().key()), desk.environment().name(),
                            desk.environment().address().toString())));
            RunsVerb.tellBefore(verb, desk, voice);
            return verb.run(asked, desk, voice, new Work(desk.runs(), voice, interruption));
        }
    }

    private static Choice choice(Asked asked, Language language) {
        return new Choice(folder(asked.text("--project").orElse("")), asked.text("--environment"),
                asked.text("--migrations").map(Cli::folder),
                asked.text("--alembic").map(text -> text.equals("none") ? text : folder(text).toString()), language);
    }

    private static Path folder(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new ProblemException(new CommandProblem.Usage(String.valueOf(e.getMessage())));
        }
    }

    /// The language is needed before the rest is understood: the help and the complaints are in it.
    private static Language language(String... arguments) {
        Optional<String> asked = Optional.empty();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith("--lang=")) {
                asked = Optional.of(arguments[i].substring("--lang=".length()));
            } else if (arguments[i].equals("--lang") && i + 1 < arguments.length) {
                asked = Optional.of(arguments[i + 1]);
            }
        }
        return asked.flatMap(Language::of).orElseGet(Language::ofThisMachine);
    }
}
