package dev.lockkeeper.cli;

import dev.lockkeeper.operation.Run;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Ctrl-C or SIGTERM on the way: passed on to the work as a request to stop, whose outcome is then waited for.
public final class Interruption {

    private final CompletableFuture<ExitCode> end = new CompletableFuture<>();
    private boolean requested;
    private @Nullable Run<?> underWay;

    /// The run that a stop would concern from now on; stopped at once if the stop was asked for already.
    synchronized void concerns(Run<?> run) {
        underWay = run;
        if (requested) {
            run.stop();
        }
    }

    synchronized boolean requested() {
        return requested;
    }

    /// The verb ended.
    void ended(ExitCode code) {
        end.complete(code);
    }

    /// Whether there is nothing to stop any more.
    public boolean over() {
        return end.isDone();
    }

    /// Asks for the stop and waits for the verb's end: as long as it takes where work is under way, else only for a moment.
    public ExitCode stop() {
        boolean working;
        synchronized (this) {
            requested = true;
            working = underWay != null;
            if (underWay != null) {
                underWay.stop();
            }
        }
        try {
            return working ? end.get() : end.get(2, TimeUnit.SECONDS);
        } catch (TimeoutException | InterruptedException e) {
            return ExitCode.STOPPED;
        } catch (ExecutionException e) {
            return ExitCode.UNEXPECTED;
        }
    }
}
