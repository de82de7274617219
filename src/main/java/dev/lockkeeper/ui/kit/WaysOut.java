package dev.lockkeeper.ui.kit;

import dev.lockkeeper.operation.Problem;
import java.util.Optional;
import javafx.scene.Node;
import org.kordamp.ikonli.Ikon;

/// Knows the best way out of a problem that can be taken here and now.
@FunctionalInterface
public interface WaysOut {

    WaysOut NONE = (_, _, _) -> Optional.empty();

    /// Empty where there is none. Where it has to be asked about, the question stands over `owner`.
    Optional<Way> of(Problem problem, Frame frame, Node owner);

    /// `command` is what does it, blank where no command does.
    record Way(Ikon icon, String label, String command, Runnable taking) {}
}
