package dev.lockkeeper.operation;

import dev.lockkeeper.operation.RunSnapshot.Progress;
import dev.lockkeeper.operation.RunSnapshot.Step;
import dev.lockkeeper.operation.RunSnapshot.StepState;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One operation on its way: it has a thread of its own, and ends in exactly one [Outcome], whatever happens.
public final class Run<R> {

    private final OperationId id;
    private final Message title;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final StopSignal stop = new StopSignal();
    private final Feed feed = new Feed();
    private final RunLog log;
    private final RunBook.Page page;
    private final Runnable changed;
    private final CompletableFuture<Outcome<R>> outcome = new CompletableFuture<>();

    private final Object lock = new Object();
    private final List<Message> titles = new ArrayList<>();
    private final List<Long> began = new ArrayList<>();
    private int step;
    private RunSnapshot.@Nullable Count stage;
    private long endedNanos;
    private @Nullable Progress progress;

    private Run(OperationId id, Message title, Path logFolder, RunBook book, Runnable changed) {
        this.id = id;
        this.title = title;
        this.changed = changed;
        this.log = new RunLog(logFolder, id, startedAt);
        this.page = book.open(new RunEntry(id, title, startedAt, RunEntry.Author.here(), log.file(), Optional.empty(), List.of(),
                Optional.empty()));
    }

    /// Starts the work on a virtual thread. `changed` is called from any thread whenever there is something new to show,
    /// often: the listener gathers.
    public static <R> Run<R> start(OperationId id, Message title, Operation<R> work, Path logFolder, Runnable changed) {
        return start(id, title, work, logFolder, RunBook.none(), changed);
    }

    static <R> Run<R> start(OperationId id, Message title, Operation<R> work, Path logFolder, RunBook book, Runnable changed) {
        Run<R> run = new Run<>(id, title, logFolder, book, changed);
        Thread.ofVirtual().name("lockkeeper-run-" + id).start(() -> run.work(work));
        return run;
    }

    private void work(Operation<R> work) {
        Outcome<R> end;
        FaultPoint.reached("run.opened");
        try {
            end = new Outcome.Done<>(work.run(new RunJournal(), stop));
        } catch (StoppedException e) {
            end = new Outcome.Stopped<>(e.state());
        } catch (Throwable e) {
            Problem problem = ProblemException.of(e);
            if (problem instanceof Problem.Unexpected) {
                log.trace(e);
            }
            end = new Outcome.Failed<>(problem);
        }
        synchronized (lock) {
            endedNanos = System.nanoTime();
        }
        log.close(end);
        FaultPoint.reached("run.closing");
        page.close(RunEntry.Ending.of(end, Instant.now()));
        FaultPoint.reached("run.closed");
        outcome.complete(end);
        changed.run();
    }

    public OperationId id() {
        return id;
    }

    public Message title() {
        return title;
    }

    public Feed feed() {
        return feed;
    }

    /// Asks the work to stop. The outcome tells whether and how it did.
    public void stop() {
        stop.request();
    }

    /// Waits for the end.
    public Outcome<R> await() throws InterruptedException {
        try {
            return outcome.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Completed with the outcome, on the run's own thread.
    public CompletableFuture<Outcome<R>> outcome() {
        return outcome.copy();
    }

    public RunSnapshot snapshot() {
        Optional<Outcome<?>> end = Optional.ofNullable(outcome.getNow(null)).map(known -> known);
        synchronized (lock) {
            long now = end.isPresent() ? endedNanos : System.nanoTime();
            List<Step> steps = new ArrayList<>();
            for (int number = 1; number <= titles.size(); number++) {
                steps.add(new Step(titles.get(number - 1), state(number, end), took(number, now)));
            }
            return new RunSnapshot(id, title, startedAt, steps, Optional.ofNullable(progress),
                    Optional.ofNullable(stage), end,
                    Duration.ofNanos(now - startedNanos),
                    log.file());
        }
    }

    private StepState state(int number, Optional<Outcome<?>> end) {
        if (number > step) {
            return StepState.AHEAD;
        }
        if (number < step) {
            return StepState.DONE;
        }
        return end.map(known -> switch (known) {
            case Outcome.Done<?> _ -> StepState.DONE;
            case Outcome.Stopped<?> _ -> StepState.STOPPED;
            case Outcome.Failed<?> _ -> StepState.FAILED;
        }).orElse(StepState.RUNNING);
    }

    private Duration took(int number, long now) {
        if (number > step) {
            return Duration.ZERO;
        }
        return Duration.ofNanos((number < step ? began.get(number) : now) - began.get(number - 1));
    }

    private final class RunJournal implements Journal {

        @Override
        public void plan(List<Message> steps) {
            synchronized (lock) {
                titles.clear();
                titles.addAll(steps);
            }
            changed.run();
        }

        @Override
        public void stage(int number, int of) {
            synchronized (lock) {
                stage = new RunSnapshot.Count(number, of);
            }
            changed.run();
        }

        @Override
        public void intends(Intent intent) {
            page.intends(intent);
            FaultPoint.reached("run.intended");
        }

        @Override
        public void step(int number) {
            synchronized (lock) {
                progress = null;
                while (step < number) {
                    step++;
                    began.add(System.nanoTime());
                }
            }
            page.step(number);
            changed.run();
        }

        @Override
        public void progress(long done, long total) {
            synchronized (lock) {
                progress = new Progress(done, total);
            }
            changed.run();
        }

        @Override
        public void line(Source source, Level level, String text) {
            LogLine line = new LogLine(Instant.now(), level, source, text);
            feed.add(line);
            log.add(line);
            changed.run();
        }
    }
}
