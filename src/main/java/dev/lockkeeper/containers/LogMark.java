package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerLine.Stream;
import java.time.Instant;
import java.util.Optional;

/// How far a log was read, on each stream for itself: the engine takes the time of each stream's lines in their order, but not of both together.
public record LogMark(Optional<Place> out, Optional<Place> err) {

    public static final LogMark NOTHING = new LogMark(Optional.empty(), Optional.empty());

    /// The time of the last line that was read, and how many lines of that very time were.
    public record Place(Instant at, int lines) {}

    public Optional<Place> on(Stream stream) {
        return stream == Stream.OUT ? out : err;
    }

    /// The later one of both streams' times; empty where nothing was read.
    public Optional<Instant> latest() {
        return out.map(Place::at).map(at -> err.map(Place::at).filter(at::isBefore).orElse(at)).or(() -> err.map(Place::at));
    }
}
