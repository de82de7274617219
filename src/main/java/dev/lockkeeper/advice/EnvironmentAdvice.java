package dev.lockkeeper.advice;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.lockkeeper.environment.EnvCreation;
import dev.lockkeeper.environment.EnvFlaw;
import dev.lockkeeper.environment.EnvFlaw.EnvByteOrderMark;
import dev.lockkeeper.environment.EnvFlaw.EnvKeyRepeated;
import dev.lockkeeper.environment.EnvFlaw.EnvKeysMissing;
import dev.lockkeeper.environment.EnvFlaw.EnvUtf16;
import dev.lockkeeper.environment.EnvFlaw.EnvWindowsLines;
import dev.lockkeeper.environment.EnvFlaw.PasswordExpanded;
import dev.lockkeeper.environment.EnvironmentProblem;
import dev.lockkeeper.environment.EnvironmentProblem.EnvironmentExampleMissing;
import dev.lockkeeper.environment.EnvironmentProblem.EnvironmentFileThere;
import dev.lockkeeper.environment.EnvironmentProblem.EnvironmentIncomplete;
import dev.lockkeeper.environment.EnvironmentProblem.EnvironmentMalformed;
import dev.lockkeeper.environment.EnvironmentProblem.EnvironmentMissing;
import dev.lockkeeper.environment.EnvironmentProblem.EnvironmentUnreadable;
import dev.lockkeeper.environment.EnvironmentProblem.EnvironmentUnwritable;
import dev.lockkeeper.environment.EnvironmentProblem.EnvironmentValueInvalid;
import dev.lockkeeper.environment.EnvironmentProblem.ProjectMissing;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;
import dev.lockkeeper.words.Message;

/// Words and ways out for every reason why a folder does not tell which database is meant.
final class EnvironmentAdvice {

    static final Remedy CREATE_PASSWORD = Remedy.of(Verb.CREATE_PASSWORD).running("lockkeeper env --create-password");
    private static final Remedy FILE = Remedy.of(Verb.OPEN_ENVIRONMENT_FILE);
    private static final Remedy MEND = Remedy.of(Verb.MEND_ENVIRONMENT_FILE).running("lockkeeper env --mend");
    static final Remedy SET_UP = Remedy.of(Verb.SET_UP).running("lockkeeper setup");
    private static final Remedy CHOOSE = Remedy.of(Verb.CHOOSE_PROJECT);
    private static final Remedy PRACTICE = Remedy.of(Verb.USE_PRACTICE);

    private EnvironmentAdvice() {}

    static Advice on(EnvironmentProblem problem) {
        return switch (problem) {
            case ProjectMissing(var folder) -> Advice.on(problem, folder.toString()).offering(CHOOSE, PRACTICE);
            case EnvironmentMissing(var name, var file, var available, boolean promised) ->
                missing(problem, name, file, available).showing(available)
                        .offering(promised ? new Remedy[]{SET_UP, CHOOSE, PRACTICE} : new Remedy[]{CHOOSE, PRACTICE});
            case EnvironmentUnreadable(var file, var reason) ->
                Advice.on(problem, file.toString(), reason).offering(unreadable(file, reason.key()));
            case EnvironmentMalformed(var file, int line, var reason) -> Advice.on(problem, file.toString(), line, reason)
                    .showing(List.of(file + ":" + line)).offering(FILE, CHOOSE, PRACTICE);
            case EnvironmentIncomplete(var file, var keys, var example) -> {
                Advice said = Advice.on(problem, file.toString(), String.join(", ", keys)).showing(keys);
                yield keys.equals(List.of(EnvCreation.PASSWORD))
                        ? said.offering(CREATE_PASSWORD, FILE, CHOOSE, PRACTICE)
                        : example.isPresent()
                                ? said.offering(MEND, FILE, CHOOSE, PRACTICE)
                                : said.offering(FILE, CHOOSE, PRACTICE);
            }
            case EnvironmentValueInvalid(var file, var key, var reason) -> Advice.on(problem, file.toString(), key, reason)
                    .offering(FILE, CHOOSE, PRACTICE);
            case EnvironmentExampleMissing(var folder) -> Advice.on(problem, folder.toString()).offering(CHOOSE, PRACTICE);
            case EnvironmentFileThere(var file) ->
                Advice.on(problem, file.toString()).offering(Remedy.of(Verb.CHECK_AGAIN), FILE);
            case EnvironmentUnwritable(var file, var reason) ->
                Advice.on(problem, file.toString()).showing(List.of(reason)).offering(Remedy.of(Verb.TRY_AGAIN), CHOOSE);
        };
    }

    static Advice on(EnvFlaw flaw) {
        String file = flaw.file().toString();
        Advice said = switch (flaw) {
            case EnvByteOrderMark _ -> Advice.on(flaw, file);
            case EnvUtf16 _ -> Advice.on(flaw, file);
            case EnvWindowsLines(_, int lines) -> Advice.on(flaw, file, lines);
            case EnvKeysMissing(_, var keys, var example) ->
                Advice.on(flaw, file, String.join(", ", keys), String.valueOf(example.getFileName()));
            case EnvKeyRepeated(_, var key, var lines) -> Advice.on(flaw, file, key, lines);
            case PasswordExpanded(_, var key, int line) -> Advice.on(flaw, file, key, line);
        };
        if (flaw instanceof PasswordExpanded) {
            return said.offering(Remedy.of(Verb.QUOTE_PASSWORD).running("lockkeeper env --quote-password"), FILE);
        }
        return flaw.mendable() ? said.offering(MEND, FILE) : said.offering(FILE);
    }

    /// What mends it: the same text in another encoding, or a folder out of the way.
    private static Remedy[] unreadable(Path file, String reason) {
        return switch (reason) {
            case "environment.unreadable.utf-16" -> new Remedy[]{MEND, FILE, CHOOSE, PRACTICE};
            case "environment.unreadable.folder" -> new Remedy[]{
                    new Remedy(Verb.COPY_COMMAND, Message.of("remedy.copy-command.rename"), renaming(file)),
                    Remedy.of(Verb.CHECK_AGAIN), CHOOSE, PRACTICE};
            default -> new Remedy[]{FILE, CHOOSE, PRACTICE};
        };
    }

    /// The command of this system's shell.
    static String renaming(Path folder) {
        String aside = folder.getFileName() + ".folder";
        return File.separatorChar == '\\'
                ? "ren \"" + folder + "\" \"" + aside + "\""
                : "mv '" + folder + "' '" + folder.resolveSibling(aside) + "'";
    }

    private static Advice missing(EnvironmentProblem problem, String name, Optional<Path> file, List<String> available) {
        String impossible = "environment.name-impossible";
        return file.map(path -> Advice.on(problem, name, path.toString(), available.size()))
                .orElseGet(() -> new Advice(problem.code(), Message.of(impossible + ".headline", name),
                        Message.of(impossible + ".explanation"), List.of(), List.of()));
    }
}
