package dev.lockkeeper.cli;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.words.Words;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import picocli.CommandLine.ScopeType;

/// What can be typed: the verbs, their options, and the help that tells them.
final class Grammar {

    private Grammar() {}

    /// Throws [CommandProblem.Usage] for what is no command line of ours.
    static Typed read(Words words, String... arguments) {
        ParseResult root;
        try {
            root = grammar(words).parseArgs(arguments);
        } catch (UnmatchedArgumentException e) {
            throw new ProblemException(new CommandProblem.Usage(unknown(words, e)), e);
        } catch (ParameterException e) {
            throw new ProblemException(new CommandProblem.Usage(String.valueOf(e.getMessage())), e);
        }
        ParseResult inner = root.hasSubcommand() ? root.subcommand() : root;
        boolean help = root.isUsageHelpRequested() || inner.isUsageHelpRequested();
        return new Typed(root.hasSubcommand() ? Verbs.named(inner.commandSpec().name()) : Optional.empty(), asked(root, inner),
                root.isVersionHelpRequested() || inner.isVersionHelpRequested(),
                help ? Optional.of(help(inner.commandSpec().commandLine())) : Optional.empty());
    }

    /// A word that no verb is called is said so, with the verb that was probably meant.
    private static String unknown(Words words, UnmatchedArgumentException e) {
        String first = e.getUnmatched().isEmpty() ? "" : e.getUnmatched().getFirst();
        boolean verb = !first.startsWith("-") && e.getCommandLine().getParent() == null;
        if (!verb) {
            return words.say("cli.usage.unknown", String.join(" ", e.getUnmatched()));
        }
        return Verbs.like(first).map(near -> words.say("cli.usage.no-verb.near", first, near))
                .orElseGet(() -> words.say("cli.usage.no-verb", first));
    }

    private static Asked asked(ParseResult root, ParseResult verb) {
        return new Asked(option -> {
            Object inner = verb.matchedOptionValue(option, null);
            Object value = inner == null ? root.matchedOptionValue(option, null) : inner;
            return Optional.ofNullable(value).map(given -> given instanceof List<?> several
                    ? several.stream().map(String::valueOf).collect(Collectors.joining("\n"))
                    : String.valueOf(given));
        }, Optional.ofNullable(verb.matchedPositionalValue(0, (String) null)),
                Optional.ofNullable(verb.matchedPositionalValue(1, (String) null)));
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
        Map<String, String> codes = new LinkedHashMap<>();
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
        for (Verb verb : Verbs.all()) {
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
