package dev.lockkeeper.app;

import dev.lockkeeper.words.Language;
import java.nio.file.Path;
import java.util.Optional;

/// What was chosen before anything is opened: the project's folder (with `.env*` and the Compose file), the environment's name
/// (empty: the default one, or practice where the folder has none), a folder of the user's own migrations, the one of Alembic's (`none`:
/// without, empty: to be found in the project), the language.
public record Settings(Path project, Optional<String> environment, Optional<Path> migrations, Optional<String> alembic,
        Language language) {

    /// Alembic is looked for in the project.
    public Settings(Path project, Optional<String> environment, Optional<Path> migrations, Language language) {
        this(project, environment, migrations, Optional.empty(), language);
    }
}
