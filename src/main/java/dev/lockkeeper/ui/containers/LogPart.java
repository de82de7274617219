package dev.lockkeeper.ui.containers;

import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.containers.ServiceFacts;
import java.util.Optional;
import javafx.scene.layout.Region;

/// The place of the container's log on the page.
public interface LogPart {

    /// Builds the card anew, in the frame's language.
    Shown card(Frame frame);

    /// The log of one container on the screen.
    interface Shown {

        Region region();

        /// Shows the log of this container; empty where there is none that can be read now: the lines that were read stay.
        void of(Optional<ServiceFacts> container);

        /// Puts the cursor into its search field.
        void find();
    }
}
