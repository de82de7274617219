package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.containers.ContainerProblem.ComposeFileMissing;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.readiness.ProjectFiles;
import java.nio.file.Path;
import java.util.Optional;

/// The files of one project's folder, looked for as Compose looks for them.
public final class ProjectFolder implements ProjectFiles {

    private final Path folder;
    private final Environment environment;

    public ProjectFolder(Path folder, Environment environment) {
        this.folder = folder;
        this.environment = environment;
    }

    @Override
    public Path compose() {
        return new ComposeProject(folder).file().orElseThrow(() -> new ProblemException(new ComposeFileMissing(folder)));
    }

    @Override
    public Optional<Path> environment() {
        return environment.practice() ? Optional.empty() : new Project(folder).environment(environment.name()).file();
    }
}
