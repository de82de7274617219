package dev.lockkeeper.ui.log;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.ui.log.ContainerSieve.Loudness;
import java.util.Map;
import java.util.Optional;

/// What the card of a container's log shows beside the lines themselves. `counts` are of the lines that are kept, and of warnings and errors without
/// what belongs to them; `skipped` are the lines that are not kept any more; `hit` is which of the search's `hits` is looked at, counted from 1, 0 for
/// none; `saving` is how many bytes a file has so far.
public record ContainerLogPage(Flow flow, ContainerSieve sieve, Map<Loudness, Integer> counts, int hits, int hit, long skipped,
        Optional<Long> saving) {

    /// Whether lines come.
    public sealed interface Flow {

        /// No container's log is open.
        record Closed() implements Flow {}

        record Live() implements Flow {}

        /// The container does not run: no more lines come.
        record Ended() implements Flow {}

        /// The log could not be read on; it is tried again soon.
        record Broken(Problem problem) implements Flow {}
    }

    public static final ContainerLogPage BLANK = new ContainerLogPage(new Flow.Closed(), ContainerSieve.EVERYTHING, Map.of(), 0,
            0, 0,
            Optional.empty());

    public ContainerLogPage {
        counts = Map.copyOf(counts);
    }

    ContainerLogPage flowing(Flow now) {
        return new ContainerLogPage(now, sieve, counts, hits, hit, skipped, saving);
    }

    ContainerLogPage sifting(ContainerSieve now) {
        return new ContainerLogPage(flow, now, counts, hits, hit, skipped, saving);
    }

    ContainerLogPage counting(Map<Loudness, Integer> now, long left) {
        return new ContainerLogPage(flow, sieve, now, hits, hit, left, saving);
    }

    ContainerLogPage found(int number, int which) {
        return new ContainerLogPage(flow, sieve, counts, number, which, skipped, saving);
    }

    ContainerLogPage saving(Optional<Long> bytes) {
        return new ContainerLogPage(flow, sieve, counts, hits, hit, skipped, bytes);
    }
}
