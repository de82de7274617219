package dev.lockkeeper.app;

import dev.lockkeeper.environment.Project;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// The web application's address as somebody set it for a project, in a small file of the console's own folder.
record KeptAddress(Path file) {

    /// Empty where none was set, and where the file says nothing that is one.
    Optional<URI> read() {
        return new KeptLine(file).read().flatMap(Project::page);
    }

    /// Keeps it for the next start; empty takes it away.
    void keep(Optional<URI> address) {
        new KeptLine(file).keep(address.map(URI::toString));
    }
}
