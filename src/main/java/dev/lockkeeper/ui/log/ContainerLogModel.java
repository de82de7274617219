package dev.lockkeeper.ui.log;

import dev.lockkeeper.containers.ContainerLine;
import dev.lockkeeper.containers.ContainerLog;
import dev.lockkeeper.containers.LogEntry;
import dev.lockkeeper.containers.LogReading;
import dev.lockkeeper.containers.LogStart;
import dev.lockkeeper.containers.LogWord;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.ui.kit.Threads;
import dev.lockkeeper.ui.log.ContainerLogPage.Flow;
import dev.lockkeeper.ui.log.ContainerSieve.Loudness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The card of a container's log without its looks: its last lines as they come, sifted and searched. Touched on the screen's thread only.
public final class ContainerLogModel {

    /// What is kept of a log; the engine has all.
    public static final int LINES = 50_000;
    static final long WEIGHT = 32L << 20;
    /// Lines come to the screen together, at most so often …
    static final Duration BEAT = Duration.ofMillis(50);
    /// … and so many at once.
    static final int PER_BEAT = 40_000;
    /// More than anybody reads: the next ones may wait for longer, and the machine has the time that drawing them would take.
    static final int FLOOD = 1_000;
    static final Duration FLOOD_BEAT = Duration.ofMillis(250);
    static final int WAITING = 50_000;
    static final long WAITING_WEIGHT = 16L << 20;
    /// Between two attempts to read a log that broke off.
    static final Duration AGAIN = Duration.ofSeconds(2);

    private final ContainerLog log;
    private final List<Secret> secrets;
    private final Threads threads;
    private final LogStart start;
    private final ReadOnlyObjectWrapper<ContainerLogPage> page = new ReadOnlyObjectWrapper<>(ContainerLogPage.BLANK);
    private final LogRing<LogEntry> all = new LogRing<>(LINES, WEIGHT, LogEntry::weight);
    private final LogRing<LogEntry> shown = new LogRing<>(LINES);
    private int warnings;
    private int errors;
    private final Hits hits = new Hits();
    private Needle needle = Needle.NOTHING;
    /// How many rows have left [#shown] at its beginning: a row's place in it and this make a number that stays.
    private long left;
    /// The row that is looked at, by that number.
    private long current = -1;
    private long skipped;
    private @Nullable Hearing hearing;
    private @Nullable StopSignal saving;

    /// `secrets` are hidden wherever they stand in the log.
    public ContainerLogModel(ContainerLog log, List<Secret> secrets, Threads threads) {
        this(log, secrets, threads, new LogStart.Tail(LINES));
    }

    /// `start` is where a log is read from when it is opened.
    public ContainerLogModel(ContainerLog log, List<Secret> secrets, Threads threads, LogStart start) {
        this.log = log;
        this.secrets = List.copyOf(secrets);
        this.threads = threads;
        this.start = start;
    }

    public ReadOnlyObjectProperty<ContainerLogPage> page() {
        return page.getReadOnlyProperty();
    }

    /// The lines that the sieve lets through.
    public ObservableList<LogEntry> lines() {
        return shown;
    }

    /// Follows the log of a container. Of the same one that ended meanwhile and may run again, it goes on where it was; one that is being
    /// followed is left alone: to be called as often as the page hears of its container.
    public void open(String id) {
        Hearing now = hearing;
        if (now != null && now.id.equals(id)) {
            if (!(page.get().flow() instanceof Flow.Live)) {
                now.resume();
            }
            return;
        }
        close();
        forget();
        Hearing fresh = new Hearing(id);
        hearing = fresh;
        fresh.follow(start);
    }

    /// Lets the log go, and what was read of it stay on screen until another one is opened.
    public void close() {
        Hearing now = hearing;
        hearing = null;
        if (now != null) {
            now.letGo();
        }
        page.set(page.get().flowing(new Flow.Closed()));
    }

    /// Something that the engine tells of the container, to stand among its lines.
    public void tell(LogEntry event) {
        take(List.of(event));
    }

    private void forget() {
        all.replace(List.of());
        shown.replace(List.of());
        warnings = 0;
        errors = 0;
        hits.clear();
        left = 0;
        current = -1;
        skipped = 0;
        page.set(page.get().counting(counts(), 0).found(0, 0));
    }

    private void take(List<LogEntry> lines) {
        List<LogEntry> gone = all.append(lines);
        skipped += gone.size();
        ContainerSieve sieve = page.get().sieve();
        lines.forEach(line -> count(line, 1));
        gone.forEach(line -> count(line, -1));
        if (sieve.equals(ContainerSieve.EVERYTHING)) {
            show(gone.size(), lines);
        } else {
            show((int) gone.stream().filter(sieve::lets).count(), lines.stream().filter(sieve::lets).toList());
        }
    }

    private Map<Loudness, Integer> counts() {
        return Map.of(Loudness.ALL, all.size(), Loudness.WARNINGS, warnings, Loudness.ERRORS, errors);
    }

    private void show(int goneShown, List<LogEntry> fresh) {
        long next = left + shown.size();
        left += goneShown;
        int over = Math.max(0, goneShown - shown.size());
        List<LogEntry> staying = fresh.subList(over, fresh.size());
        if (!needle.isEmpty()) {
            hits.dropBefore(left);
            for (int i = 0; i < staying.size(); i++) {
                if (needle.isIn(staying.get(i).text().text())) {
                    hits.add(next + over + i);
                }
            }
            if (!hits.has(current)) {
                current = hits.size() == 0 ? -1 : hits.at(Math.min(hits.before(current), hits.size() - 1));
            }
        }
        // before the lines: whoever draws them asks what was found in them
        page.set(page.get().counting(counts(), skipped).found(hits.size(), which()));
        shown.shift(goneShown - over, staying);
    }

    private void count(LogEntry line, int step) {
        if (line.word().heads() && line.severity() == LogWord.WARNING) {
            warnings += step;
        } else if (line.word().heads() && line.severity().atLeast(LogWord.ERROR)) {
            errors += step;
        }
    }

    public void only(Loudness loudness) {
        sift(new ContainerSieve(loudness, page.get().sieve().source()));
    }

    public void only(Optional<Source> source) {
        sift(new ContainerSieve(page.get().sieve().loudness(), source));
    }

    private void sift(ContainerSieve sieve) {
        page.set(page.get().sifting(sieve));
        left = 0;
        shown.replace(all.stream().filter(sieve::lets).toList());
        find();
    }

    public void search(String text) {
        needle = new Needle(text.strip());
        find();
    }

    public Needle needle() {
        return needle;
    }

    private void find() {
        hits.clear();
        if (!needle.isEmpty()) {
            for (int row = 0; row < shown.size(); row++) {
                if (needle.isIn(shown.get(row).text().text())) {
                    hits.add(left + row);
                }
            }
        }
        current = hits.size() == 0 ? -1 : hits.at(hits.size() - 1);
        page.set(page.get().found(hits.size(), which()));
    }

    private int which() {
        return current < 0 ? 0 : hits.before(current) + 1;
    }

    /// Goes to the next hit of the search (or the previous: -1), round and round.
    public void hit(int step) {
        if (hits.size() > 0) {
            current = hits.at(Math.floorMod(which() - 1 + step, hits.size()));
            page.set(page.get().found(hits.size(), which()));
        }
    }

    /// Where the hit that is looked at stands in [#lines()].
    public Optional<Integer> hitRow() {
        return current < 0 ? Optional.empty() : Optional.of((int) (current - left));
    }

    /// Writes the whole log to a file, as the container printed it. `done` hears how much that was, and nothing where it was stopped.
    public void save(Path target, Consumer<Saved> done, Consumer<Problem> failed) {
        Hearing now = hearing;
        if (now == null || saving != null) {
            return;
        }
        StopSignal stop = new StopSignal();
        saving = stop;
        AtomicLong bytes = new AtomicLong();
        page.set(page.get().saving(Optional.of(0L)));
        watch(stop, bytes);
        threads.ask(() -> LogFile.write(log, now.id, target, bytes::set, stop), written -> {
            saved();
            written.ifPresent(length -> done.accept(new Saved(target, length, now.hidden())));
        }, problem -> {
            saved();
            if (!stop.requested()) {
                failed.accept(problem);
            }
        });
    }

    private void saved() {
        saving = null;
        page.set(page.get().saving(Optional.empty()));
    }

    private void watch(StopSignal stop, AtomicLong bytes) {
        threads.later(Duration.ofMillis(200), () -> {
            if (stop.equals(saving)) {
                page.set(page.get().saving(Optional.of(bytes.get())));
                watch(stop, bytes);
            }
        });
    }

    /// Calls the saving off; no file is left.
    public void stopSaving() {
        StopSignal stop = saving;
        if (stop != null) {
            threads.ask(() -> {
                stop.request();
                return true;
            }, _ -> {}, _ -> {});
        }
    }

    /// A log that was saved. `hidden`: it holds secrets that are hidden on screen.
    public record Saved(Path file, long bytes, boolean hidden) {}

    /// One container's log, as long as it is open.
    private final class Hearing implements ContainerLog.Listener {

        private final String id;
        private final LogReading reading = new LogReading(secrets);
        private final Intake intake = new Intake(WAITING, WAITING_WEIGHT);
        private ContainerLog.@Nullable Following following;
        private Threads.Later again = () -> {};
        private volatile Duration beat = BEAT;
        private long leftOut;

        Hearing(String id) {
            this.id = id;
        }

        void follow(LogStart from) {
            page.set(page.get().flowing(new Flow.Live()));
            following = log.follow(id, from, this);
        }

        void resume() {
            again.callOff();
            ContainerLog.Following before = following;
            if (before != null) {
                letGo();
                follow(new LogStart.After(before.mark()));
            }
        }

        void letGo() {
            again.callOff();
            ContainerLog.Following open = following;
            if (open != null) {
                threads.ask(() -> {
                    open.close();
                    return true;
                }, _ -> {}, _ -> {});
            }
        }

        boolean hidden() {
            return reading.hidden();
        }

        /// The log's thread.
        @Override
        public void line(ContainerLine line) {
            if (intake.offer(reading.read(line))) {
                threads.later(beat, this::drain);
            }
        }

        private void drain() {
            if (!this.equals(hearing)) {
                return;
            }
            Intake.Burst burst = intake.take(PER_BEAT);
            skipped += burst.skipped() - leftOut;
            leftOut = burst.skipped();
            beat = burst.lines().size() > FLOOD ? FLOOD_BEAT : BEAT;
            take(burst.lines());
            if (burst.more()) {
                threads.later(BEAT, this::drain);
            }
        }

        @Override
        public void ended() {
            threads.onScreen(() -> flow(new Flow.Ended()));
        }

        @Override
        public void broken(Problem problem) {
            threads.onScreen(() -> {
                flow(new Flow.Broken(problem));
                if (this.equals(hearing)) {
                    again = threads.later(AGAIN, this::resume);
                }
            });
        }

        private void flow(Flow now) {
            if (this.equals(hearing)) {
                page.set(page.get().flowing(now));
            }
        }
    }
}
