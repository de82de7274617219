package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// What containers have printed and print, both streams in the engine's order. Throws [EngineProblem] when the engine does not serve.
public interface ContainerLog {

    /// Hands over what was printed up to now, and returns. A container that is gone has printed nothing.
    void read(String id, LogStart start, Consumer<ContainerLine> to);

    /// Begins to hand over what was printed, and then whatever is printed next, until the container ends. Returns at once.
    Following follow(String id, LogStart start, Listener listener);

    /// Writes everything that was printed up to now, byte by byte as the container printed it. `written` hears how many bytes there are so far.
    /// Stops early when asked to, and then has written less than there is. Returns the number of bytes.
    long copy(String id, OutputStream to, LongConsumer written, StopSignal stop) throws IOException;

    /// Hears a log on a thread of the log's own. What it does with a line holds up the next one.
    interface Listener {

        void line(ContainerLine line);

        /// The container does not run any more and all it printed was handed over; or it is gone. Nothing comes after this.
        void ended();

        /// The log could not be read on. Nothing comes after this; what is missing comes to whoever follows anew from the mark.
        void broken(Problem problem);
    }

    /// A log that is being followed. Nothing is told once it is closed.
    interface Following extends AutoCloseable {

        /// How far it was read.
        LogMark mark();

        @Override
        void close();
    }
}
