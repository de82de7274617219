package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerProblem.SeveralDatabases;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The service of the Compose file that holds the database, whatever it is called. Read anew each time: the file, and the choice, may change.
public final class ServiceOfDatabase {

    private final Project project;
    private final Optional<Environment> environment;
    private final ServiceChoice choice;

    /// `environment` tells of several which one is meant.
    public ServiceOfDatabase(Path folder, Optional<Environment> environment, ServiceChoice choice) {
        this.project = new Project(folder);
        this.environment = environment;
        this.choice = choice;
    }

    /// Throws [SeveralDatabases] where more than one could be meant and nobody has chosen. A file that tells of none means the usual one: Compose
    /// will say what is wrong.
    public String name() {
        List<String> found = candidates();
        return chosen(found).orElseGet(() -> {
            if (found.size() > 1) {
                throw new ProblemException(new SeveralDatabases(found));
            }
            return found.isEmpty() ? Compose.SERVICE : found.getFirst();
        });
    }

    /// The same for words: of several the likely one.
    public String likely() {
        List<String> found = candidates();
        return chosen(found).orElseGet(() -> found.isEmpty() || found.contains(Compose.SERVICE)
                ? Compose.SERVICE
                : found.getFirst());
    }

    /// Those that could be meant.
    public List<String> candidates() {
        return project.databases(environment);
    }

    /// Which of several it is, and what tells so; empty where the file has one at most, or nothing tells.
    public Optional<Message> told() {
        Project.DatabaseServices services = project.databaseServices(environment);
        Optional<String> one = chosen(services.meant())
                .or(() -> services.meant().size() == 1 ? Optional.of(services.meant().getFirst()) : Optional.empty());
        if (services.all().size() < 2 || one.isEmpty()) {
            return Optional.empty();
        }
        String others = String.join(", ", services.all().stream().filter(name -> !name.equals(one.get())).toList());
        return Optional.of(services.because().map(setting -> Message.of("check.service.by-setting", one.get(), setting, others))
                .orElseGet(() -> Message.of("check.service.by-choice", one.get(), others)));
    }

    private Optional<String> chosen(List<String> found) {
        return choice.service().filter(found::contains);
    }
}
