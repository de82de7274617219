package dev.lockkeeper.app;

import dev.lockkeeper.accounts.Accounts;
import dev.lockkeeper.backup.Vault;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.containers.Compose;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.Mending;
import dev.lockkeeper.containers.EngineRoom;
import dev.lockkeeper.containers.Causes;
import dev.lockkeeper.containers.ContainerLog;
import dev.lockkeeper.containers.LoadMeter;
import dev.lockkeeper.containers.ServiceWatch;
import dev.lockkeeper.containers.Tending;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.RunBook;
import dev.lockkeeper.readiness.Checklist;
import dev.lockkeeper.readiness.Diagnosis;
import dev.lockkeeper.readiness.Survey;
import dev.lockkeeper.schema.Lookout;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.support.Bundle;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// All the rooms for one environment, wired. Opening them asks nothing of the outside; closing gives connections back.
public record Rooms(Path project, Environment environment, Diagnosis diagnosis, Docker docker, Schema schema, Lookout lookout,
        Vault vault,
        Accounts accounts, RunBook book, Help help,
        Runnable closing) implements AutoCloseable {

    /// What stands between us and the container.
    public record Docker(EngineRoom engine, Containers containers, Compose compose, Operation<ContainerFacts> bringUp,
            Mending mending, Tending tending, Sight sight, Supplier<Named> named) {}

    /// What the database's service is called, the Compose file that says so, and where the web application answers. Reads files: not on the
    /// screen's thread.
    public record Named(String service, Optional<Path> file, WebApp application) {}

    /// Where the web application answers: as the project's files tell, and, above that, as somebody set it in the window.
    public record WebApp(URI found, Optional<URI> chosen) {

        public URI shown() {
            return chosen.orElse(found);
        }
    }

    /// What keeps an eye on the container, once somebody starts it.
    public record Sight(ServiceWatch watch, LoadMeter meter, ContainerLog log, Causes causes) {}

    /// What is handed to those who help.
    public record Help(Checklist checklist, Bundle bundle, Survey survey) {}

    @Override
    public void close() {
        closing.run();
    }
}
