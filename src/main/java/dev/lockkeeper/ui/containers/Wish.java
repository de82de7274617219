package dev.lockkeeper.ui.containers;

import dev.lockkeeper.containers.UnusedImage;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.List;

/// Something that can be done with the container.
public sealed interface Wish {

    /// Brings it up: makes it where it is missing, starts it where it stands still.
    record Start() implements Wish {}

    record Stop() implements Wish {}

    record Restart() implements Wish {}

    /// Lets a paused one go on.
    record Unpause() implements Wish {}

    /// Makes it anew from the Compose file; the volume stays.
    record Recreate() implements Wish {}

    record Pull() implements Wish {}

    /// Takes the image from a file, where there is no registry.
    record Load(Path file) implements Wish {}

    /// Removes these images, which nobody needs; then starts the container in the room that came free, where that is why.
    record Prune(List<UnusedImage> images, boolean thenStart) implements Wish {
        public Prune {
            images = List.copyOf(images);
        }
    }

    /// Empties this volume. `declined`: without a backup, which somebody typed.
    record Reset(String volume, boolean declined) implements Wish {}

    /// The end of the keys of its words: `containers.deed.start`.
    default String key() {
        return switch (this) {
            case Start _ -> "start";
            case Stop _ -> "stop";
            case Restart _ -> "restart";
            case Unpause _ -> "unpause";
            case Recreate _ -> "recreate";
            case Pull _ -> "pull";
            case Load _ -> "load";
            case Prune _ -> "prune";
            case Reset _ -> "reset";
        };
    }

    /// What the run is called.
    default Message title() {
        return this instanceof Load(Path file)
                ? Message.of("op.container.load", String.valueOf(file.getFileName()))
                : Message.of("op.container." + key());
    }
}
