package dev.lockkeeper.environment;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Why a project folder does not tell which database is meant.
public sealed interface EnvironmentProblem extends Problem {

    record ProjectMissing(Path folder) implements EnvironmentProblem {}

    /// `file` is where it would be read from; empty where no file of an environment can have this name. `promised`: the set-up makes it.
    record EnvironmentMissing(String name, Optional<Path> file, List<String> available, boolean promised)
            implements
                EnvironmentProblem {

        public EnvironmentMissing(String name, Optional<Path> file, List<String> available) {
            this(name, file, available, false);
        }
    }

    record EnvironmentUnreadable(Path file, Message reason) implements EnvironmentProblem {}

    /// Line is counted from 1.
    record EnvironmentMalformed(Path file, int line, Message reason) implements EnvironmentProblem {}

    /// `example` is the file that some of the keys can be taken from.
    record EnvironmentIncomplete(Path file, List<String> missingKeys, Optional<Path> example) implements EnvironmentProblem {

        public EnvironmentIncomplete(Path file, List<String> missingKeys) {
            this(file, missingKeys, Optional.empty());
        }
    }

    record EnvironmentValueInvalid(Path file, String key, Message reason) implements EnvironmentProblem {}

    /// There is no `.env`, and nothing to make one from.
    record EnvironmentExampleMissing(Path folder) implements EnvironmentProblem {}

    /// A file was to be made where one is already. It was left as it is.
    record EnvironmentFileThere(Path file) implements EnvironmentProblem {}

    record EnvironmentUnwritable(Path file, String reason) implements EnvironmentProblem {}
}
