package dev.lockkeeper.operation;

import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The runs of this session, newest first.
public final class Runs {

    private final Path logFolder;
    private final RunBook book;
    private final List<Run<?>> runs = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /// `logFolder` is where each run leaves its whole log.
    public Runs(Path logFolder) {
        this(logFolder, RunBook.none());
    }

    /// `book` keeps all runs, those of earlier sessions and other consoles too.
    public Runs(Path logFolder, RunBook book) {
        this.logFolder = logFolder;
        this.book = book;
    }

    public RunBook book() {
        return book;
    }

    /// Starts work that may read and write.
    public <R> Run<R> start(OperationId id, Message title, Operation<R> work) {
        Run<R> run = Run.start(id, title, work, logFolder, book, this::tell);
        runs.addFirst(run);
        tell();
        return run;
    }

    public List<Run<?>> all() {
        return List.copyOf(runs);
    }

    /// The run under way, if any.
    public Optional<Run<?>> underWay() {
        return runs.stream().filter(run -> run.snapshot().running()).findFirst();
    }

    public Path logFolder() {
        return logFolder;
    }

    /// `listener` is called from any thread, often; it must only note that something changed.
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }
}
