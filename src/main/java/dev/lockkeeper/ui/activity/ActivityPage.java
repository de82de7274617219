package dev.lockkeeper.ui.activity;

import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.RunEntry;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.schema.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the activity page shows: the runs of this session, newest first, and the one looked into.
/// `history` is what the book has of
/// other sessions; `counts`: its log lines by source; `hit`: which of the search's `hits` is looked at, counted from 1, 0 for none.
public record ActivityPage(List<RunSnapshot> runs, Optional<OperationId> open, LogSieve sieve, Map<Source, Long> counts, int hits,
        int hit, History history) {

    /// Runs of earlier sessions and other consoles, newest first, and what became of those that were cut off.
    public record History(List<RunEntry> runs, List<Verdict> verdicts) {

        static final History NONE = new History(List.of(), List.of());

        public History {
            runs = List.copyOf(runs);
            verdicts = List.copyOf(verdicts);
        }
    }

    public static final ActivityPage BLANK = new ActivityPage(List.of(), Optional.empty(), LogSieve.EVERYTHING, Map.of(), 0, 0,
            History.NONE);

    public ActivityPage {
        runs = List.copyOf(runs);
        counts = Map.copyOf(counts);
    }

    public Optional<RunSnapshot> run() {
        return open.flatMap(id -> runs.stream().filter(run -> run.id().equals(id)).findFirst());
    }

    public Optional<RunSnapshot> underWay() {
        return runs.stream().filter(RunSnapshot::running).findFirst();
    }

    ActivityPage listing(List<RunSnapshot> now) {
        return new ActivityPage(now, open, sieve, counts, hits, hit, history);
    }

    ActivityPage opening(Optional<OperationId> run) {
        return new ActivityPage(runs, run, LogSieve.EVERYTHING, Map.of(), 0, 0, history);
    }

    ActivityPage counting(Map<Source, Long> now) {
        return new ActivityPage(runs, open, sieve, now, hits, hit, history);
    }

    ActivityPage sifting(LogSieve now, int found) {
        return new ActivityPage(runs, open, now, counts, found, found == 0 ? 0 : 1, history);
    }

    ActivityPage found(int number) {
        return new ActivityPage(runs, open, sieve, counts, number, number == 0 ? 0 : Math.clamp(hit, 1, number), history);
    }

    ActivityPage at(int which) {
        return new ActivityPage(runs, open, sieve, counts, hits, which, history);
    }

    ActivityPage knowing(History now) {
        return new ActivityPage(runs, open, sieve, counts, hits, hit, now);
    }
}
