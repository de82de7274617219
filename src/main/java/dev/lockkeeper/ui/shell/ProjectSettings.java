package dev.lockkeeper.ui.shell;

import dev.lockkeeper.operation.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// What a person sets for the project that is open. Touched on the screen's thread only.
public interface ProjectSettings {

    Path project();

    /// Where the web application answers as the project's own files tell.
    URI foundWebApp();

    /// As it was set here, which comes first.
    Optional<URI> chosenWebApp();

    /// Keeps it for this project, empty for what the files tell. One of the two hears how that went, on the screen's thread.
    void keepWebApp(Optional<URI> address, Runnable kept, Consumer<Problem> failed);
}
