package dev.lockkeeper.cli;

import dev.lockkeeper.advice.Here;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How a verb tells its result: sentences and tables for people, or one JSON object a line for programs. Never both.
final class Voice {

    private final Terminal terminal;
    private final Words words;
    private final boolean json;
    private final Function<Problem, Advice> advice;
    private volatile Here here = Here.PRESENT_FOLDER;
    private volatile Repeating repeating = Repeating.NOTHING;

    Voice(Terminal terminal, Words words, boolean json, Function<Problem, Advice> advice) {
        this.terminal = terminal;
        this.words = words;
        this.json = json;
        this.advice = advice;
    }

    /// From now on shown commands mean the database that was chosen.
    void stand(Here place) {
        here = place;
    }

    /// From now on a shown command that does the same again says what was said the first time.
    void repeat(Repeating typed) {
        repeating = typed;
    }

    boolean json() {
        return json;
    }

    Language language() {
        return words.language();
    }

    Terminal terminal() {
        return terminal;
    }

    String say(String key, Object... arguments) {
        return words.say(key, arguments);
    }

    String say(Message message) {
        return words.say(message);
    }

    /// A result: the object for programs, the lines for people.
    void tell(JsonLine object, List<String> lines) {
        if (json) {
            terminal.out().println(object.text(!terminal.out().charset().equals(StandardCharsets.UTF_8)));
        } else {
            lines.forEach(terminal.out()::println);
        }
        terminal.out().flush();
    }

    void tell(JsonLine object, String line) {
        tell(object, List.of(line));
    }

    /// A result that programs have had already, as parts.
    void show(List<String> lines) {
        if (!json) {
            lines.forEach(terminal.out()::println);
            terminal.out().flush();
        }
    }

    /// Something by the way, never mixed into the results.
    void note(String line) {
        terminal.err().println(line);
        terminal.err().flush();
    }

    /// Whether the reader of the results has gone away.
    boolean unheard() {
        return terminal.out().checkError();
    }

    /// The answer of the person at the terminal; empty where nobody sits there, as behind `--json`.
    Optional<String> ask(Message question) {
        return json ? Optional.empty() : terminal.asks().apply(say(question) + " ").map(String::strip);
    }

    /// Tells a problem and what it means for a script.
    ExitCode problem(Problem problem, Optional<Path> log) {
        ExitCode code = ExitCode.of(problem);
        if (json) {
            tell(describe(problem).put("exit", code.number()).put("log", log), List.of());
        } else {
            explain(problem, log).forEach(this::note);
        }
        return code;
    }

    Advice advice(Problem problem) {
        return problem instanceof CommandProblem own ? CommandProblem.advice(own) : advice.apply(problem);
    }

    /// The words for a problem, with the commands that would be typed here.
    Advice told(Problem problem) {
        Advice known = advice(problem);
        List<Remedy> remedies = known.remedies().stream().map(remedy -> remedy.running(completed(remedy))).toList();
        return new Advice(known.code(), known.headline(), known.explanation(), known.evidence(), remedies);
    }

    Words words() {
        return words;
    }

    /// The project's folder, where it is not the present one.
    Optional<Path> project() {
        return here.project();
    }

    /// A command of ours that means what was chosen.
    String here(String command) {
        return here.complete(command);
    }

    /// A problem as an object.
    JsonLine describe(Problem problem) {
        Advice known = advice(problem);
        List<JsonLine> remedies = new ArrayList<>();
        for (Remedy remedy : known.remedies()) {
            remedies.add(
                    new JsonLine().put("verb", remedy.verb()).put("label", say(remedy.label())).put("command",
                            completed(remedy)));
        }
        return new JsonLine().put("problem", known.code()).put("headline", say(known.headline()))
                .put("explanation", say(known.explanation())).put("evidence", known.evidence()).put("remedies", remedies);
    }

    /// A problem for people: what happened, what it means, the evidence, the ways out with their commands.
    List<String> explain(Problem problem, Optional<Path> log) {
        return explain(paint("31;1", terminal.sign("✗", "X") + " " + say(advice(problem).headline())), problem, log);
    }

    /// The same for what is worth a look and in nobody's way.
    List<String> mention(Problem problem) {
        return explain(paint("33;1", terminal.sign("⚠", "!") + " " + say(advice(problem).headline())), problem, Optional.empty());
    }

    private List<String> explain(String headline, Problem problem, Optional<Path> log) {
        Advice known = advice(problem);
        List<String> lines = new ArrayList<>();
        lines.add(headline + paint("2", "  [" + known.code() + "]"));
        lines.addAll(say(known.explanation()).lines().map(line -> "  " + line).toList());
        known.evidence().stream().flatMap(String::lines).map(line -> paint("2", "  | " + line)).forEach(lines::add);
        for (Remedy remedy : known.remedies()) {
            String command = completed(remedy);
            lines.add("  " + terminal.sign("→", "->") + " " + say(remedy.label()) + (command.isEmpty() ? "" : ":  " + command));
        }
        log.ifPresent(file -> lines.add("  " + say("cli.log", file)));
        return lines;
    }

    private String completed(Remedy remedy) {
        return here.complete(repeating.complete(command(remedy)));
    }

    /// The command for a remedy: its own, else the verb that does the same here.
    private static String command(Remedy remedy) {
        if (!remedy.command().isEmpty()) {
            return remedy.command();
        }
        return switch (remedy.verb()) {
            case CHECK_AGAIN -> "lockkeeper doctor";
            case BRING_UP -> "lockkeeper up";
            case START_ENGINE -> "lockkeeper engine start";
            case UPGRADE -> "lockkeeper upgrade";
            case SHOW_MIGRATIONS -> "lockkeeper history";
            case USE_PRACTICE -> "lockkeeper doctor --environment practice";
            default -> "";
        };
    }

    /// Text in an ANSI colour, where the terminal shows colours.
    String paint(String colour, String text) {
        return terminal.colours() ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
    }
}
