package dev.lockkeeper.ui.kit;

import dev.lockkeeper.operation.Problem;
import java.util.List;
import javafx.scene.Node;
import org.kordamp.ikonli.Ikon;

/// Knows the ways out of a problem that can be taken here and now.
@FunctionalInterface
public interface WaysOut {

    WaysOut NONE = (_, _, _) -> List.of();

    /// The best first. Where one has to be asked about, the question stands over `owner`.
    List<Way> of(Problem problem, Frame frame, Node owner);

    /// One of them; `command` is what does it, blank where no command does.
    record Way(Ikon icon, String label, String command, Runnable taking) {}
}
