package dev.lockkeeper.ui.containers;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What the containers page asks of the rooms, away from the screen, and the work behind its buttons.
public interface ServiceRoom {

    /// How the service's container stands. Throws the engine's problem.
    Seen look();

    Operation<?> work(Deed deed);

    /// What emptying the volume would take. Throws what keeps that from being known.
    Reset reset();

    /// One look. `problem` is what keeps the container from serving, with its cause.
    record Seen(Optional<Shown> container, List<Stretch> timeline, Optional<Problem> problem, boolean imageMissing,
            Commands commands) {}

    /// The exact commands that the deeds stand for, as a person would type them, by the deeds' keys.
    record Commands(Map<String, String> texts) {

        /// Stands in the command where the path of a file belongs.
        public static final String FILE = "FILE";

        static final Commands NONE = new Commands(Map.of());

        public Commands {
            texts = Map.copyOf(texts);
        }

        /// Blank where it is not known.
        String of(Deed deed) {
            String text = texts.getOrDefault(deed.key(), "");
            return deed instanceof Deed.Load(Path file) ? text.replace(FILE, "\"" + file + "\"") : text;
        }
    }

    /// A container. `check` is the command of its health check; empty where it has none.
    record Shown(ContainerFacts facts, Optional<String> project, List<Probe> probes, Optional<String> check,
            Optional<String> restartPolicy, Optional<Disk> disk, List<Patch> patches) {}

    record Disk(long free, long total) {}

    /// A weakness of the health check, and the text for the Compose file that mends it.
    record Patch(Problem finding, String text) {}

    /// `refusal` is why the volume must not be emptied; `declinable`: somebody may do without a backup, in writing.
    record Reset(String volume, OptionalLong bytes, Optional<Saved> backup, Optional<Problem> refusal, boolean declinable) {}

    record Saved(Instant at, boolean proved) {}
}
