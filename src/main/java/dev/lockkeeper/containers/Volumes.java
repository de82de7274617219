package dev.lockkeeper.containers;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The engine's volumes. Throws [EngineProblem] when the engine does not serve.
public interface Volumes {

    /// Empty where there is none of that name.
    Optional<Volume> find(String name);

    /// All containers that have the mount, running or not.
    List<User> users(ServiceFacts.Attached mount);

    /// How many bytes it takes, where the engine can tell in time: it has to count them.
    OptionalLong bytes(String name);

    /// Throws [ResetProblem.VolumeShared] where a container still has it.
    void remove(String name);

    /// The command for the same.
    default String removal(String name) {
        return "docker volume rm " + name;
    }

    /// `made` is when, in the engine's words; empty where it does not tell.
    record Volume(String name, String driver, String made) {

        public Volume(String name, String driver) {
            this(name, driver, "");
        }
    }

    /// A container that has a volume.
    record User(String id, String name, boolean running) {}
}
