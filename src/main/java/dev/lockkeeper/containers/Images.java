package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.StopSignal;
import java.nio.file.Path;
import java.util.List;

/// The images that the engine has. Throws [EngineProblem] when it does not serve.
public interface Images {

    boolean present(String name);

    /// Takes in all images of a file that `docker save` wrote, and gives their names. Throws [ContainerProblem.ImageFileUnfit].
    List<String> load(Path file, Journal journal, StopSignal stop);

    /// The command for the same.
    default String loading(Path file) {
        return "docker load -i " + (file.toString().contains(" ") ? "\"" + file + "\"" : file);
    }
}
