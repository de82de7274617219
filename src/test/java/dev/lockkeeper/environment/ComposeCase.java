package dev.lockkeeper.environment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of the table: a file, and what Compose reads from it for the key `K`: `=value`, `-` (not there) or `!` (refused).
record ComposeCase(String name, String file, String result) {

    static final Map<String, String> PROCESS = Map.of("LK_SET", "from-process", "LK_EMPTY", "");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-f]{4}|.)");

    static List<ComposeCase> all() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ComposeCase.class.getResourceAsStream("/environment/compose-cases.tsv")),
                StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).map(line -> line.split("\t", -1))
                    .map(cells -> new ComposeCase(cells[0], plain(cells[1]), plain(cells[2]))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String cell) {
        return ESCAPE.matcher(cell).replaceAll(escape -> Matcher.quoteReplacement(switch (escape.group(1).charAt(0)) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'u' -> Character.toString(Integer.parseInt(escape.group(1).substring(1), 16));
            default -> escape.group(1);
        }));
    }

    @Override
    public String toString() {
        return name;
    }
}
