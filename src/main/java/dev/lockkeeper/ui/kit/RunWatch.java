package dev.lockkeeper.ui.kit;

import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Run;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.operation.Runs;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// Tells a page, on the screen's thread, how the run under way stands, and once of each run that ended. Bursts are gathered.
public final class RunWatch {

    private final Runs runs;
    private final Threads threads;
    private final Listener listener;
    private final AtomicBoolean coming = new AtomicBoolean();
    private final Set<OperationId> ended = new HashSet<>();

    /// Watches from now on: runs that ended earlier are not told.
    public static void begin(Runs runs, Threads threads, Listener listener) {
        RunWatch watch = new RunWatch(runs, threads, listener);
        for (Run<?> run : runs.all()) {
            if (!run.snapshot().running()) {
                watch.ended.add(run.id());
            }
        }
        runs.onChange(watch::stirred);
        watch.stirred();
    }

    private RunWatch(Runs runs, Threads threads, Listener listener) {
        this.runs = runs;
        this.threads = threads;
        this.listener = listener;
    }

    private void stirred() {
        if (coming.compareAndSet(false, true)) {
            threads.onScreen(this::tell);
        }
    }

    private void tell() {
        coming.set(false);
        Optional<RunSnapshot> underWay = Optional.empty();
        for (Run<?> run : runs.all().reversed()) {
            if (ended.contains(run.id())) {
                continue;
            }
            RunSnapshot snapshot = run.snapshot();
            if (snapshot.running()) {
                underWay = Optional.of(snapshot);
            } else {
                ended.add(run.id());
                listener.ended(snapshot);
            }
        }
        listener.underWay(underWay);
    }

    /// Who wants to know.
    public interface Listener {

        /// The run at work, or none.
        void underWay(Optional<RunSnapshot> run);

        void ended(RunSnapshot run);
    }
}
