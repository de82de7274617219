package dev.lockkeeper.app;

import dev.lockkeeper.accounts.Accounts;
import dev.lockkeeper.backup.Vault;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.containers.Compose;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.LoadMeter;
import dev.lockkeeper.containers.ServiceWatch;
import dev.lockkeeper.containers.Tending;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.RunBook;
import dev.lockkeeper.readiness.Diagnosis;
import dev.lockkeeper.schema.Lookout;
import dev.lockkeeper.schema.Schema;
import java.nio.file.Path;

/// All the rooms for one environment, wired. Opening them asks nothing of the outside; closing gives connections back.
public record Rooms(Path project, Environment environment, Diagnosis diagnosis, Docker docker, Schema schema, Lookout lookout,
        Vault vault,
        Accounts accounts, RunBook book,
        Runnable closing) implements AutoCloseable {

    /// What stands between us and the container.
    public record Docker(Containers containers, Compose compose, Operation<ContainerFacts> bringUp, Mending mending,
            Tending tending,
            Sight sight) {}

    /// What keeps an eye on the container, once somebody starts it.
    public record Sight(ServiceWatch watch, LoadMeter meter) {}

    /// What takes away the reasons why the container does not serve us.
    public record Mending(Operation<?> freePort, Operation<?> setPassword, Operation<?> environmentFile) {}

    /// Whether the environment's file says something else by now. A file that cannot be read says nothing.
    boolean outdated() {
        try {
            return !new Project(project).environment(environment.name()).equals(environment);
        } catch (ProblemException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closing.run();
    }
}
