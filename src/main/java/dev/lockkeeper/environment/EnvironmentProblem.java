package dev.lockkeeper.environment;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.List;

/// Why a project folder does not tell which database is meant.
public sealed interface EnvironmentProblem extends Problem {

    record ProjectMissing(Path folder) implements EnvironmentProblem {}

    record EnvironmentMissing(String name, Path file, List<String> available) implements EnvironmentProblem {}

    record EnvironmentUnreadable(Path file, Message reason) implements EnvironmentProblem {}

    /// Line is counted from 1.
    record EnvironmentMalformed(Path file, int line, Message reason) implements EnvironmentProblem {}

    record EnvironmentIncomplete(Path file, List<String> missingKeys) implements EnvironmentProblem {}

    record EnvironmentValueInvalid(Path file, String key, Message reason) implements EnvironmentProblem {}
}
