package dev.lockkeeper.cli;

import dev.lockkeeper.words.Language;
import java.nio.file.Path;
import java.util.Optional;

/// What the global options chose: the project's folder, the environment's name, a folder of the user's own migrations, the one of
/// Alembic's (`none`: without), the language; `beginning` where the environment's file may still have to be made.
public record Choice(Path project, Optional<String> environment, Optional<Path> migrations, Optional<String> alembic,
        Language language, boolean beginning) {

    /// Of an environment that has its file.
    public Choice(Path project, Optional<String> environment, Optional<Path> migrations, Optional<String> alembic,
            Language language) {
        this(project, environment, migrations, alembic, language, false);
    }

    Choice beginning(boolean begins) {
        return new Choice(project, environment, migrations, alembic, language, begins);
    }
}
