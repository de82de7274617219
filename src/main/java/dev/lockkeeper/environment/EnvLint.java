package dev.lockkeeper.environment;

import dev.lockkeeper.environment.EnvFlaw.EnvByteOrderMark;
import dev.lockkeeper.environment.EnvFlaw.EnvKeyRepeated;
import dev.lockkeeper.environment.EnvFlaw.EnvKeysMissing;
import dev.lockkeeper.environment.EnvFlaw.EnvUtf16;
import dev.lockkeeper.environment.EnvFlaw.EnvWindowsLines;
import dev.lockkeeper.environment.EnvFlaw.PasswordExpanded;
import dev.lockkeeper.operation.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Looks through an `.env` file for what misleads people and programs.
public final class EnvLint {

    private static final Pattern SECRET = Pattern.compile("(?i)PASS|SECRET|TOKEN|CREDENTIAL|PRIVATE");
    /// A `$` that Compose takes for a variable's; `$$` and `\$` are the sign itself.
    private static final Pattern VARIABLE = Pattern.compile("(?<![\\\\$])(?:\\$\\$)*\\$[A-Za-z_{]");

    /// The same with its name, where it stands for nothing else when it is not set.
    private static final Pattern NAME = Pattern
            .compile("(?<![\\\\$])(?:\\$\\$)*\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)}|([A-Za-z_][A-Za-z0-9_]*))");

    private EnvLint() {}

    /// The flaws of the file, in the order in which they should be mended; none where it cannot be read at all but is in UTF-8.
    /// `example` is the file that says which keys there should be. Throws [EnvironmentProblem] where the file cannot be read.
    public static List<EnvFlaw> of(Path file, Optional<Path> example) {
        EnvText text = EnvText.read(file);
        List<EnvFlaw> flaws = new ArrayList<>();
        switch (text.coding()) {
            case UTF_16LE, UTF_16BE -> flaws.add(new EnvUtf16(file));
            case UTF_8_MARKED -> flaws.add(new EnvByteOrderMark(file));
            case UTF_8 -> {
            }
        }
        int windows = (int) Pattern.compile("\r\n").matcher(text.text()).results().count();
        if (windows > 0) {
            flaws.add(new EnvWindowsLines(file, windows));
        }
        List<EnvGrammar.Entry> entries = text.entries(file);
        example.filter(Files::isRegularFile).ifPresent(model -> missing(file, entries, model).ifPresent(flaws::add));
        flaws.addAll(repeated(file, text, entries));
        for (EnvGrammar.Entry entry : entries) {
            String raw = text.text().substring(entry.value(), entry.to());
            if (secret(entry.key()) && !raw.startsWith("'") && VARIABLE.matcher(raw).find()) {
                flaws.add(new PasswordExpanded(file, entry.key(), text.line(entry.from())));
            }
        }
        return flaws;
    }

    /// Secrets of which a part is lost, because the variable that a `$` begins is set nowhere: not in the file, not for this process. None
    /// where the file cannot be read: that is told elsewhere.
    public static List<EnvFlaw.PasswordExpanded> lost(Path file) {
        return lost(file, name -> Optional.ofNullable(System.getenv(name)));
    }

    static List<EnvFlaw.PasswordExpanded> lost(Path file, Function<String, Optional<String>> process) {
        try {
            EnvText text = EnvText.read(file);
            List<EnvGrammar.Entry> entries = text.entries(file);
            List<String> keys = entries.stream().map(EnvGrammar.Entry::key).toList();
            return entries.stream().filter(entry -> secret(entry.key())).filter(entry -> {
                String raw = text.text().substring(entry.value(), entry.to());
                return !raw.startsWith("'")
                        && NAME.matcher(raw).results().map(found -> Optional.ofNullable(found.group(1)).orElse(found.group(2)))
                                .anyMatch(name -> !keys.contains(name) && process.apply(name).isEmpty());
            }).map(entry -> new PasswordExpanded(file, entry.key(), text.line(entry.from()))).toList();
        } catch (ProblemException e) {
            return List.of();
        }
    }

    /// Whether a key of this name holds what must not be shown.
    static boolean secret(String key) {
        return SECRET.matcher(key).find();
    }

    private static Optional<EnvFlaw> missing(Path file, List<EnvGrammar.Entry> entries, Path example) {
        List<String> there = entries.stream().map(EnvGrammar.Entry::key).toList();
        try {
            List<String> keys = EnvText.read(example).entries(example).stream().map(EnvGrammar.Entry::key).distinct()
                    .filter(key -> !there.contains(key)).toList();
            return keys.isEmpty() ? Optional.empty() : Optional.of(new EnvKeysMissing(file, keys, example));
        } catch (ProblemException e) {
            return Optional.empty(); // an example that cannot be read says nothing about the file
        }
    }

    private static List<EnvFlaw> repeated(Path file, EnvText text, List<EnvGrammar.Entry> entries) {
        Map<String, List<Integer>> lines = new LinkedHashMap<>();
        for (EnvGrammar.Entry entry : entries) {
            lines.computeIfAbsent(entry.key(), _ -> new ArrayList<>()).add(text.line(entry.from()));
        }
        return lines.entrySet().stream().filter(key -> key.getValue().size() > 1)
                .<EnvFlaw>map(key -> new EnvKeyRepeated(file, key.getKey(),
                        key.getValue().stream().map(String::valueOf).collect(Collectors.joining(", "))))
                .toList();
    }
}
