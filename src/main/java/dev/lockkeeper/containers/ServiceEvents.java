package dev.lockkeeper.containers;

import java.time.Instant;

/// What the engine tells of the service's containers while it happens.
public interface ServiceEvents {

    /// Follows them from a moment of the engine's past on, as far as it remembers. Throws [EngineProblem] where it cannot begin.
    Following follow(Instant since, Listener listener);

    /// Hears on a thread of the stream; must only note what it hears.
    interface Listener {

        void happened(ServiceEvent event);

        /// The stream is over, for whatever reason, once; not where it was closed by us.
        void ended();
    }
}
