package dev.lockkeeper.operation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A command as it can be pasted into a shell.
public final class CommandLine {

    private CommandLine() {}

    public static String of(String... words) {
        return of(Arrays.asList(words));
    }

    public static String of(List<String> words) {
        return words.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
    }

    /// The word, in quotes where a shell would take it apart.
    public static String quoted(String word) {
        return word.matches("[\\p{L}\\p{N}_./:@%+=,\\\\-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
