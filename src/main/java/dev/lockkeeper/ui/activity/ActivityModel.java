package dev.lockkeeper.ui.activity;

import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.LogLine;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Run;
import dev.lockkeeper.operation.RunEntry;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.schema.Verdict;
import dev.lockkeeper.ui.kit.Destination.Mark;
import dev.lockkeeper.ui.kit.Threads;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.log.LogRing;
import dev.lockkeeper.words.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;

/// The activity page without its looks: the runs, the one looked into, its log as it grows. Bursts are gathered into one change
/// per [#GATHER]. Touched on the screen's thread only.
public final class ActivityModel {

    /// What a log shows at most; the file has all.
    static final int LINES = 20_000;
    /// Rows of the book that a screen shows; the command line has them all.
    static final int EARLIER = 60;
    static final Duration GATHER = Duration.ofMillis(100);
    /// How often the clocks of a run under way move on when it says nothing.
    static final Duration TICK = Duration.ofMillis(500);

    private final Runs runs;
    private final Threads threads;
    private final Aftercare aftercare;
    private final ReadOnlyObjectWrapper<ActivityPage> page = new ReadOnlyObjectWrapper<>(ActivityPage.BLANK);
    private final ReadOnlyObjectWrapper<Optional<Mark>> mark = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final LogRing<LogLine> all = new LogRing<>(LINES);
    private final LogRing<LogLine> shown = new LogRing<>(LINES);
    private final AtomicBoolean coming = new AtomicBoolean();
    private final Map<Source, Long> counts = new EnumMap<>(Source.class);
    private final Set<OperationId> met = new HashSet<>();
    private Threads.Later tick = () -> {};
    private long seen;
    private long opening;
    private boolean pulling;
    private boolean pullAgain;

    public ActivityModel(Runs runs, Threads threads) {
        this(runs, threads, Aftercare.NONE);
    }

    public ActivityModel(Runs runs, Threads threads, Aftercare aftercare) {
        this.runs = runs;
        this.threads = threads;
        this.aftercare = aftercare;
        runs.onChange(this::stirred);
        look();
        remember();
    }

    /// Reads the book anew. A verdict is told until the window closes: the book has it from then on.
    public void remember() {
        threads.ask(() -> {
            List<Verdict> fresh = aftercare.reconcile(runs.book());
            Set<OperationId> here = new HashSet<>();
            runs.all().forEach(run -> here.add(run.id()));
            return new ActivityPage.History(
                    runs.book().entries().stream().filter(entry -> !here.contains(entry.id())).limit(EARLIER).toList(), fresh);
        }, found -> {
            List<Verdict> verdicts = new ArrayList<>(found.verdicts());
            page.get().history().verdicts().stream().filter(old -> verdicts.stream().noneMatch(now -> now.run().id().equals(
                    old.run().id()))).forEach(verdicts::add);
            page.set(page.get().knowing(new ActivityPage.History(found.runs(), verdicts)));
            mark.set(meaning());
        }, _ -> {});
    }

    /// Ends a run that goes on at the server without its console, and finds out what became of it. `answer` hears whether it was ended;
    /// empty where nobody could be asked.
    void end(OperationId run, Consumer<Optional<Boolean>> answer) {
        threads.ask(() -> aftercare.end(run), ended -> {
            answer.accept(Optional.of(ended));
            remember();
        }, _ -> answer.accept(Optional.empty()));
    }

    private Optional<Mark> meaning() {
        return page.get().underWay().map(run -> Mark.state(Tone.WORK, Message.of("activity.under-way", run.title())))
                .or(() -> page.get().history().verdicts().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Mark.state(Tone.WARN, Message.of("activity.cut-off"))));
    }

    public ReadOnlyObjectProperty<ActivityPage> page() {
        return page.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<Mark>> mark() {
        return mark.getReadOnlyProperty();
    }

    /// The lines of the open run's log that the sieve lets through.
    public ObservableList<LogLine> lines() {
        return shown;
    }

    /// Any thread, often.
    private void stirred() {
        if (coming.compareAndSet(false, true)) {
            threads.later(GATHER, () -> {
                coming.set(false);
                look();
            });
        }
    }

    private void look() {
        tick.callOff();
        List<RunSnapshot> now = runs.all().stream().map(run -> run.snapshot()).toList();
        ActivityPage next = page.get().listing(now);
        Optional<OperationId> fresh = now.stream().filter(RunSnapshot::running).map(RunSnapshot::id)
                .filter(id -> !met.contains(id))
                .findFirst();
        now.forEach(run -> met.add(run.id()));
        // a run that has just begun is what one wants to see
        if (fresh.isPresent()) {
            forget();
            next = next.opening(fresh);
        }
        page.set(next);
        pull();
        mark.set(meaning());
        if (page.get().underWay().isPresent()) {
            tick = threads.later(TICK, this::look);
        }
    }

    private Optional<Run<?>> opened() {
        return page.get().open().flatMap(id -> runs.all().stream().filter(run -> run.id().equals(id)).findFirst());
    }

    /// The lines are taken out of the feed away from the screen: its lock is held by whoever writes.
    private void pull() {
        if (pulling) {
            pullAgain = true;
            return;
        }
        opened().ifPresent(run -> {
            pulling = true;
            pullAgain = false;
            long from = seen;
            long log = opening;
            threads.ask(() -> run.feed().after(from), burst -> {
                pulling = false;
                if (log == opening) {
                    seen = burst.seen();
                    take(burst.lines());
                }
                if (pullAgain || log != opening) {
                    pull();
                }
            }, _ -> pulling = false);
        });
    }

    private void take(List<LogLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        LogSieve sieve = page.get().sieve();
        List<LogLine> through = new ArrayList<>(lines.size());
        for (LogLine line : lines) {
            counts.merge(line.source(), 1L, Long::sum);
            if (sieve.lets(line)) {
                through.add(line);
            }
        }
        all.append(lines);
        shown.append(through);
        page.set(page.get().counting(counts));
        if (!sieve.search().isEmpty()) {
            page.set(page.get().found(hits().size()));
        }
    }

    /// Looks into a run; empty for the list.
    public void open(Optional<OperationId> run) {
        if (page.get().open().equals(run)) {
            return;
        }
        forget();
        page.set(page.get().opening(run));
        pull();
    }

    private void forget() {
        opening++;
        seen = 0;
        counts.clear();
        all.replace(List.of());
        shown.replace(List.of());
    }

    public void toggle(Source source) {
        sift(page.get().sieve().toggling(source));
    }

    public void from(Level least) {
        sift(page.get().sieve().from(least));
    }

    public void search(String text) {
        LogSieve sieve = page.get().sieve().searching(text);
        page.set(page.get().sifting(sieve, (int) shown.stream().filter(sieve::hits).count()));
    }

    private void sift(LogSieve sieve) {
        shown.replace(all.stream().filter(sieve::lets).toList());
        page.set(page.get().sifting(sieve, (int) shown.stream().filter(sieve::hits).count()));
    }

    /// Goes to the next hit of the search (or the previous: -1), round and round.
    public void hit(int step) {
        int number = page.get().hits();
        if (number > 0) {
            page.set(page.get().at(Math.floorMod(page.get().hit() - 1 + step, number) + 1));
        }
    }

    /// Where the hit that is looked at stands in [#lines()].
    public Optional<Integer> hitRow() {
        List<Integer> rows = hits();
        int which = page.get().hit();
        return which >= 1 && which <= rows.size() ? Optional.of(rows.get(which - 1)) : Optional.empty();
    }

    private List<Integer> hits() {
        List<Integer> rows = new ArrayList<>();
        LogSieve sieve = page.get().sieve();
        for (int row = 0; row < shown.size(); row++) {
            if (sieve.hits(shown.get(row))) {
                rows.add(row);
            }
        }
        return rows;
    }

    /// Asks the run under way to stop.
    public void stop() {
        opened().ifPresent(Run::stop);
    }

    /// Copies the open run's whole log file to another place; `done` is told the place, `failed` the reason.
    public void save(Path target, Runnable done, Runnable failed) {
        page.get().run().ifPresent(run -> threads.ask(
                () -> Files.copy(run.log(), target, java.nio.file.StandardCopyOption.REPLACE_EXISTING), _ -> done.run(),
                _ -> failed.run()));
    }

    static Tone tone(RunSnapshot run) {
        return run.outcome().map(outcome -> switch (outcome) {
            case Outcome.Done<?> _ -> Tone.OK;
            case Outcome.Stopped<?> _ -> Tone.WARN;
            case Outcome.Failed<?> _ -> Tone.BAD;
        }).orElse(Tone.WORK);
    }

    static String word(RunSnapshot run) {
        return run.outcome().map(outcome -> switch (outcome) {
            case Outcome.Done<?> _ -> "activity.done";
            case Outcome.Stopped<?> _ -> "activity.stopped";
            case Outcome.Failed<?> _ -> "activity.failed";
        }).orElse("state.checking");
    }

    static Tone tone(RunEntry run) {
        return run.ending().map(ending -> switch (ending.result()) {
            case DONE -> Tone.OK;
            case STOPPED, CUT_OFF -> Tone.WARN;
            case FAILED -> Tone.BAD;
        }).orElse(run.cutOff() ? Tone.WARN : Tone.WORK);
    }

    static String word(RunEntry run) {
        return run.ending().map(ending -> switch (ending.result()) {
            case DONE -> "activity.done";
            case STOPPED -> "activity.stopped";
            case FAILED -> "activity.failed";
            case CUT_OFF -> "activity.ended.cut-off";
        }).orElse(run.cutOff() ? "activity.ended.cut-off" : "activity.running");
    }
}
