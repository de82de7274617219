package dev.lockkeeper.containers;

import java.time.Instant;

/// One line as a container printed it, by the engine's clock. The text may hold anything; of a very long line it is only the beginning,
/// and `bytes` is how long the whole is.
public record ContainerLine(Instant at, Stream stream, String text, long bytes) {

    /// What is kept of a line at most.
    public static final int LONGEST = 16 * 1024;

    public enum Stream {
        OUT, ERR
    }

    public boolean whole() {
        return bytes <= LONGEST;
    }
}
