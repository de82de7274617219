package dev.lockkeeper.environment;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Why a project folder does not tell which database is meant.
public sealed interface EnvironmentProblem extends Problem {

    record ProjectMissing(Path folder) implements EnvironmentProblem {}

    /// `file` is where it would be read from; empty where no file of an environment can have this name.
    record EnvironmentMissing(String name, Optional<Path> file, List<String> available) implements EnvironmentProblem {}

    record EnvironmentUnreadable(Path file, Message reason) implements EnvironmentProblem {}

    record EnvironmentUnwritable(Path file, Message reason) implements EnvironmentProblem {}

    /// Line is counted from 1.
    record EnvironmentMalformed(Path file, int line, Message reason) implements EnvironmentProblem {}

    record EnvironmentIncomplete(Path file, List<String> missingKeys) implements EnvironmentProblem {}

    record EnvironmentValueInvalid(Path file, String key, Message reason) implements EnvironmentProblem {}
}
