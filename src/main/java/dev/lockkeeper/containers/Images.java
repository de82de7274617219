package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.StopSignal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The images that the engine has. Throws [EngineProblem] when it does not serve.
public interface Images {

    boolean present(String name);

    /// Takes in all images of a file that `docker save` wrote, and gives their names. Throws [ContainerProblem.ImageFileUnfit].
    List<String> load(Path file, Journal journal, StopSignal stop);

    /// What nobody needs: images without a name that no container was made from, never the one that `wanted` names.
    List<UnusedImage> unused(Optional<String> wanted);

    /// Removes one; false where somebody needs it by now, and it stays.
    boolean discard(UnusedImage image);

    /// The command for the same; blank where there is none to remove.
    default String discarding(List<UnusedImage> images) {
        return images.isEmpty()
                ? ""
                : images.stream().map(UnusedImage::shortId).collect(Collectors.joining(" ", "docker image rm ", ""));
    }

    /// The command that takes a file in.
    default String loading(Path file) {
        return "docker load -i " + (file.toString().contains(" ") ? "\"" + file + "\"" : file);
    }
}
