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
        EnvText text = EnvText.read(file);
        if (text.coding() == EnvText.Coding.UTF_16LE || text.coding() == EnvText.Coding.UTF_16BE) {
            // Compose cannot read it either
            throw EnvText.unreadable(file, "utf-16");
        }
        try {
            return new EnvFile(EnvGrammar.read(text.text(), process));
        } catch (EnvSyntaxException e) {
            throw text.malformed(file, e);
        }
    }

    /// The value of a key; empty when the key is not there or has nothing.
    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }
}
