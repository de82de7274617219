package dev.lockkeeper.cli;

import dev.lockkeeper.advice.Here;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StoppedException;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/// The command line: understands what was typed, opens the environment, runs the verb, answers with an [ExitCode].
public final class Cli {

    static final List<Verb> VERBS = List.of(new DoctorVerb(), new UpVerb(), new CurrentVerb(), new HistoryVerb(),
            new MoveVerb(true),
            new MoveVerb(false), new StampVerb(false), new StampVerb(true), new WhichVerb(), new DiffVerb(), new PlanVerb(),
            new ApplyVerb(), new ResolveVerb(), new RunsVerb(), new PreviewVerb(), new LintVerb(), new RehearseVerb(),
            new RoundTripVerb(), new BackupVerb(),
            new BackupsVerb(), new VerifyVerb(), new RestoreVerb(),
            new SwapBackVerb(), new KeptVerb(), new PruneVerb(), new ScheduleVerb(), new KeyVerb(), new UsersVerb(),
            new UnlockVerb());

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
            ParseResult typed = grammar(Words.in(language)).parseArgs(arguments);
            Asked asked = new Asked(typed);
            boolean other = typed.hasSubcommand() || typed.isUsageHelpRequested() || typed.isVersionHelpRequested()
                    || asked.flag("--json") || asked.flag("--yes") || asked.text("--confirm").isPresent();
            return other ? Optional.empty() : Optional.of(choice(asked, language));
        } catch (ParameterException | ProblemException e) {
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
        } catch (ParameterException e) {
            code = voice.problem(new CommandProblem.Usage(String.valueOf(e.getMessage())), Optional.empty());
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
        CommandLine grammar = grammar(words);
        ParseResult typed = grammar.parseArgs(arguments);
        ParseResult inner = typed.hasSubcommand() ? typed.subcommand() : typed;
        Asked asked = new Asked(typed);
        if (typed.isVersionHelpRequested() || inner.isVersionHelpRequested()) {
            voice.tell(new JsonLine().put("version", version), "Lockkeeper " + version);
            return ExitCode.DONE;
        }
        if (typed.isUsageHelpRequested() || inner.isUsageHelpRequested()) {
            String help = help(inner.commandSpec().commandLine());
            voice.tell(new JsonLine().put("help", help), help.stripTrailing());
            return ExitCode.DONE;
        }
        if (!typed.hasSubcommand()) {
            throw new ProblemException(new CommandProblem.Usage(words.say("cli.usage.verb")));
        }
        Verb verb = VERBS.stream().filter(known -> known.name().equals(inner.commandSpec().name())).findFirst().orElseThrow();
        asked.parameter().filter(text -> text.startsWith("-") && !text.matches("-\\d+")).ifPresent(text -> {
            throw new ProblemException(new CommandProblem.Usage(words.say("cli.usage.option", text)));
        });
        Choice choice = choice(asked, words.language());
        voice.stand(Here.in(choice.project(), choice.environment(), choice.migrations(), choice.alembic()));
        try (Desk desk = opening.open(choice, message -> voice.note(words.say(message)))) {
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

    private static String help(CommandLine command) {
        StringWriter text = new StringWriter();
        command.usage(new PrintWriter(text), new ColorScheme.Builder(Ansi.OFF).build());
        return text.toString();
    }

    static CommandLine grammar(Words words) {
        CommandSpec root = CommandSpec.create().name("lockkeeper");
        root.usageMessage().description(words.say("cli.description")).adjustLineBreaksForWideCJKCharacters(true).width(100)
                .synopsisSubcommandLabel("[VERB]").commandListHeading("%n" + words.say("cli.help.verbs") + "%n")
                .optionListHeading("%n" + words.say("cli.help.options") + "%n").exitCodeListHeading("%n" + words.say(
                        "cli.help.codes") + "%n");
        java.util.Map<String, String> codes = new java.util.LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(String.valueOf(code.number()), words.say(code.key()));
        }
        root.usageMessage().exitCodeList(codes);
        root.addOption(global(words, "project", "DIR"));
        root.addOption(global(words, "environment", "NAME"));
        root.addOption(global(words, "migrations", "DIR"));
        root.addOption(global(words, "alembic", "DIR|none"));
        root.addOption(global(words, "lang", "ko|en"));
        root.addOption(global(words, "confirm", "DATABASE"));
        root.addOption(flag(words, "json"));
        root.addOption(flag(words, "yes"));
        root.addOption(OptionSpec.builder("--version", "-V").versionHelp(true).scopeType(ScopeType.INHERIT).type(boolean.class)
                .description(words.say("cli.option.version")).build());
        root.addOption(OptionSpec.builder("--help", "-h").usageHelp(true).scopeType(ScopeType.INHERIT).type(boolean.class)
                .description(words.say("cli.option.help")).build());
        CommandLine grammar = new CommandLine(root);
        for (Verb verb : VERBS) {
            CommandSpec spec = CommandSpec.create().name(verb.name());
            spec.usageMessage().description(words.say("cli.verb." + verb.name())).adjustLineBreaksForWideCJKCharacters(true)
                    .width(100);
            verb.shape(spec, words);
            root.addSubcommand(verb.name(), new CommandLine(spec));
        }
        return grammar;
    }

    private static OptionSpec global(Words words, String name, String label) {
        return OptionSpec.builder("--" + name).arity("1").type(String.class).paramLabel(label).scopeType(ScopeType.INHERIT)
                .description(words.say("cli.option." + name)).build();
    }

    private static OptionSpec flag(Words words, String name) {
        return OptionSpec.builder("--" + name).arity("0").type(String.class).fallbackValue("true").scopeType(ScopeType.INHERIT)
                .description(words.say("cli.option." + name)).build();
    }
}
