package dev.lockkeeper.ui.containers;

import dev.lockkeeper.containers.HealthCheckProblem;
import dev.lockkeeper.containers.InsideFacts;
import dev.lockkeeper.containers.ServiceSight;
import dev.lockkeeper.containers.UnusedImage;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// What the containers page asks of the rooms, and the work behind its buttons.
public interface ServiceRoom {

    /// `seen` hears how the service stands now and each time that this changes, on any thread, until the room is left.
    void watch(Consumer<ServiceSight> seen);

    /// Looks at once, although nothing was told. Returns at once.
    void lookAgain();

    /// What a look alone does not tell; away from the screen.
    Beside beside(ServiceSight sight);

    /// What a wish does, as the run of this number.
    Operation<?> work(Wish wish, OperationId id);

    /// What emptying the volume would take; away from the screen. Throws what keeps that from being known.
    Reset reset();

    /// The images that nobody needs; away from the screen.
    List<UnusedImage> unused();

    /// Keeps which Compose project is meant, where several could be; away from the screen.
    void choose(String project);

    /// Keeps which service of the Compose file is meant; away from the screen.
    void chooseService(String service);

    /// `problem` is what keeps the container from serving, with its cause.
    record Beside(Optional<Problem> problem, Optional<InsideFacts.Disk> disk, List<HealthCheckProblem> findings,
            boolean imageMissing, Commands commands) {

        public static final Beside NOTHING = new Beside(Optional.empty(), Optional.empty(), List.of(), false, Commands.NONE);

        public Beside {
            findings = List.copyOf(findings);
        }
    }

    /// The exact commands that the wishes stand for, as a person would type them, by the wishes' keys.
    record Commands(Map<String, String> texts) {

        /// Stands in the command where the path of a file belongs.
        public static final String FILE = "FILE";

        /// Stands where the images belong that are removed.
        public static final String IMAGES = "IMAGES";

        public static final Commands NONE = new Commands(Map.of());

        public Commands {
            texts = Map.copyOf(texts);
        }

        /// Blank where it is not known.
        String of(Wish wish) {
            String text = texts.getOrDefault(wish.key(), "");
            return switch (wish) {
                case Wish.Load(Path file) -> text.replace(FILE, "\"" + file + "\"");
                case Wish.Prune(var images, _) -> text.replace(IMAGES,
                        images.stream().map(UnusedImage::shortId).collect(Collectors.joining(" ")));
                default -> text;
            };
        }
    }

    /// `command` is what does it, `refusal` why the volume must not be emptied; `declinable`: somebody may do without a backup, in writing.
    record Reset(String volume, OptionalLong bytes, Optional<Saved> backup, Optional<Problem> refusal, boolean declinable,
            String command) {}

    record Saved(Instant at, boolean proved) {}
}
