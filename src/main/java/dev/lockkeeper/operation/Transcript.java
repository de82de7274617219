package dev.lockkeeper.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The commands that one run gave to other programs, in order, read from its log.
public final class Transcript {

    /// Stands before a command in the log.
    static final String SIGN = "$ ";

    // Ours only: what others say has another source, and their further lines are indented.
    private static final Pattern COMMAND = Pattern
            .compile("\\S+ \\S+ +" + Source.KEEPER.label() + " +" + Pattern.quote(SIGN) + "(.+)");

    private Transcript() {}

    /// Empty where the log is gone.
    public static List<String> of(RunEntry run) {
        try (Stream<String> lines = Files.lines(run.log(), StandardCharsets.UTF_8)) {
            return lines.map(COMMAND::matcher).filter(Matcher::matches).map(found -> found.group(1)).toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of();
        }
    }
}
