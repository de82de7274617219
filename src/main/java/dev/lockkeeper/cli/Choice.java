package dev.lockkeeper.cli;

import dev.lockkeeper.words.Language;
import java.nio.file.Path;
import java.util.Optional;

/// What the global options chose: the project's folder, the environment's name, a folder of the user's own migrations, the one of
/// Alembic's (`none`: without), the language.
public record Choice(Path project, Optional<String> environment, Optional<Path> migrations, Optional<String> alembic,
        Language language) {}
