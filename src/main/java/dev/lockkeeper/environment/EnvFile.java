package dev.lockkeeper.environment;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The keys of one `.env` file, with the values that Docker Compose would read from it.
final class EnvFile {

    private final Map<String, String> values;

    private EnvFile(Map<String, String> values) {
        this.values = values;
    }

    /// Reads the file; `process` knows the variables of this process. Throws [EnvironmentProblem.EnvironmentUnreadable] or
    /// [EnvironmentProblem.EnvironmentMalformed], never with a value of the file in it.
    static EnvFile read(Path file, Function<String, Optional<String>> process) {
        return parsed(file, text(file), process);
    }

    /// What stands in the file. Compose cannot read UTF-16 either.
    static String text(Path file) {
        EnvText text = EnvText.read(file);
        if (text.coding() == EnvText.Coding.UTF_16LE || text.coding() == EnvText.Coding.UTF_16BE) {
            throw EnvText.unreadable(file, "utf-16");
        }
        return text.text();
    }

    /// The same of a text that is, or is to become, the file's.
    static EnvFile parsed(Path file, String text, Function<String, Optional<String>> process) {
        try {
            return new EnvFile(EnvGrammar.read(text, process));
        } catch (EnvSyntaxException e) {
            throw new EnvText(text, EnvText.Coding.UTF_8).malformed(file, e);
        }
    }

    /// The value of a key; empty when the key is not there or has nothing.
    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    Map<String, String> values() {
        return values;
    }
}
