package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.containers.ComposeVerdict;
import dev.lockkeeper.containers.ServiceOfDatabase;
import dev.lockkeeper.environment.EnvLint;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.readiness.ProjectFiles;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.Optional;

/// The files of one project's folder, looked for as Compose looks for them.
public final class ProjectFolder implements ProjectFiles {

    private final Path folder;
    private final Environment environment;
    private final ServiceOfDatabase service;
    private final ComposeVerdict verdict;

    public ProjectFolder(Path folder, Environment environment, ServiceOfDatabase service, ComposeVerdict verdict) {
        this.folder = folder;
        this.environment = environment;
        this.service = service;
        this.verdict = verdict;
    }

    @Override
    public Optional<Problem> refusal() {
        return verdict.refusal();
    }

    @Override
    public Optional<Message> service() {
        return service.told();
    }

    @Override
    public Optional<Problem> flaw() {
        return environment.file().flatMap(file -> EnvLint.lost(file).stream().findFirst());
    }

    @Override
    public Path compose() {
        return new ComposeProject(folder).file().orElseThrow(new ComposeProject(folder)::missing);
    }

    @Override
    public Optional<Path> environment() {
        return environment.practice() ? Optional.empty() : new Project(folder).environment(environment.name()).file();
    }
}
