package dev.lockkeeper.ui.shell;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.ui.kit.Destination;
import dev.lockkeeper.ui.kit.StatusLine;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;

/// The environments that the window can switch between. Both questions may take a while and are asked away from the screen.
public interface Environments {

    /// What the project folder offers, the practice database last. A file that cannot be read is left out.
    List<Environment> all();

    /// Opens one; empty for the default. Throws an environment's problem. The answer is unwrapped on the screen's thread.
    Supplier<Opened> open(Optional<String> name);

    /// One environment, open: its pages, its runs, its state for the foot of the window.
    record Opened(Environment environment, List<Destination> destinations, Runs runs, ObservableValue<StatusLine> status,
            Optional<ProjectSettings> settings, Runnable closing) {

        /// Without anything to set.
        public Opened(Environment environment, List<Destination> destinations, Runs runs, ObservableValue<StatusLine> status,
                Runnable closing) {
            this(environment, destinations, runs, status, Optional.empty(), closing);
        }

        public Opened {
            destinations = List.copyOf(destinations);
        }
    }
}
