package dev.lockkeeper.ui.setup;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.LogLine;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Run;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.setup.Checklist;
import dev.lockkeeper.setup.Setup;
import dev.lockkeeper.setup.Step;
import dev.lockkeeper.ui.kit.Destination.Mark;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.RunWatch;
import dev.lockkeeper.ui.kit.Threads;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.setup.SetupPage.Activity;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The set-up without its looks: looks at the steps, runs them, pauses, and goes on after a remedy. Touched on the screen's thread only.
public final class SetupModel {

    /// How often a clock on the page moves on.
    static final Duration TICK = Duration.ofSeconds(1);

    /// More lines than anybody reads here; the activity has them all.
    private static final int LINES = 2_000;

    private final Setup setup;
    private final Consumer<String> reopen;
    private final Runs runs;
    private final Threads threads;
    private final InstantSource clock;
    private final SetupMemory memory;
    private final ReadOnlyObjectWrapper<SetupPage> page = new ReadOnlyObjectWrapper<>(SetupPage.BLANK);
    private final ReadOnlyObjectWrapper<Optional<Mark>> mark = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Instant> tick = new ReadOnlyObjectWrapper<>(Instant.EPOCH);
    private final ObservableList<LogLine> lines = FXCollections.observableArrayList();
    private final AtomicReference<@Nullable Checklist> fresh = new AtomicReference<>();
    private final AtomicReference<Optional<Path>> composeFile = new AtomicReference<>(Optional.empty());
    private Optional<Run<?>> run = Optional.empty();
    private long seen;
    private boolean closed;

    /// `reopen` opens the environment of this name anew, after its file was made.
    public SetupModel(Setup setup, Consumer<String> reopen, Runs runs, Threads threads, InstantSource clock, SetupMemory memory) {
        this.setup = setup;
        this.reopen = reopen;
        this.runs = runs;
        this.threads = threads;
        this.clock = clock;
        this.memory = memory;
        set(SetupPage.BLANK.listing(memory.list(), clock.instant()).doing(Activity.IDLE));
        memory.feed().ifPresent(feed -> lines.setAll(feed.after(0).lines()));
        RunWatch.begin(runs, threads, new RunWatch.Listener() {
            @Override
            public void underWay(Optional<RunSnapshot> now) {
                read();
            }

            @Override
            public void ended(RunSnapshot snapshot) {
                SetupModel.this.ended(snapshot);
            }
        });
    }

    public ReadOnlyObjectProperty<SetupPage> page() {
        return page.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<Mark>> mark() {
        return mark.getReadOnlyProperty();
    }

    /// Moves on once a second while something runs.
    ReadOnlyObjectProperty<Instant> tick() {
        return tick.getReadOnlyProperty();
    }

    /// What the last run says, newest last.
    ObservableList<LogLine> lines() {
        return lines;
    }

    Environment environment() {
        return setup.environment();
    }

    Instant now() {
        return clock.instant();
    }

    /// Looks at the steps anew; changes nothing. Not while they are run.
    public void check() {
        if (closed || page.get().activity() != Activity.IDLE) {
            return;
        }
        set(page.get().doing(Activity.LOOKING));
        Checklist before = page.get().list();
        boolean first = before.equals(Checklist.BLANK);
        threads.ask(() -> {
            composeFile.set(setup.composeFile());
            return setup.look(soFar -> {
                if (first) {
                    threads.onScreen(() -> looking(soFar));
                }
            });
        }, found -> {
            if (page.get().activity() == Activity.LOOKING) {
                set(page.get().listing(found.after(before), clock.instant()).doing(Activity.IDLE));
            }
        }, problem -> {
            if (page.get().activity() == Activity.LOOKING) {
                set(page.get().failed(problem));
            }
        });
    }

    private void looking(Checklist soFar) {
        // a word on the way that comes after the answer is old
        if (page.get().activity() == Activity.LOOKING) {
            set(page.get().listing(soFar, clock.instant()));
        }
    }

    /// Runs all steps, those that are done quickly; false while something else runs.
    public boolean run() {
        return start(Optional.empty());
    }

    /// Does what a remedy says about the step that stopped, then goes on; false while something else runs.
    boolean run(Remedy.Verb verb) {
        Optional<Operation<?>> work = setup.work(verb);
        return work.isPresent() && start(work);
    }

    private boolean start(Optional<Operation<?>> first) {
        if (closed || runs.underWay().isPresent()) {
            return false;
        }
        Checklist before = page.get().list();
        lines.clear();
        seen = 0;
        fresh.set(null);
        set(page.get().doing(Activity.RUNNING));
        Run<?> started = runs.start(OperationId.fresh(), Message.of("setup.run.title"), setup.run(before, first, this::heard));
        run = Optional.of(started);
        memory.keep(started.feed());
        again();
        return true;
    }

    private void again() {
        threads.later(TICK, () -> {
            if (running() && !closed) {
                tick.set(clock.instant());
                again();
            }
        });
    }

    private boolean running() {
        return page.get().activity() == Activity.RUNNING || page.get().activity() == Activity.PAUSING;
    }

    /// Called by the run, from its own thread: only the newest list counts.
    private void heard(Checklist now) {
        if (fresh.getAndSet(now) == null) {
            threads.onScreen(this::draw);
        }
    }

    private void draw() {
        Checklist now = fresh.getAndSet(null);
        if (now != null && running()) {
            memory.keep(now);
            set(page.get().listing(now, clock.instant()));
        }
    }

    private void read() {
        run.ifPresent(now -> {
            var burst = now.feed().after(seen);
            seen = burst.seen();
            lines.addAll(burst.lines());
            if (lines.size() > LINES) {
                lines.remove(0, lines.size() - LINES);
            }
        });
    }

    /// Asks the run to stop where that is safe; what is done stays done.
    public void pause() {
        if (page.get().activity() == Activity.RUNNING) {
            set(page.get().doing(Activity.PAUSING));
            run.ifPresent(Run::stop);
        }
    }

    private void ended(RunSnapshot snapshot) {
        if (run.filter(own -> own.id().equals(snapshot.id())).isEmpty()) {
            return;
        }
        read();
        draw();
        set(page.get().doing(Activity.IDLE));
        memory.keep(page.get().list());
        run = Optional.empty();
        if (setup.renewed() && !closed) {
            reopen.accept(setup.environment().name());
        }
    }

    /// What a remedy does here; empty where it cannot be done, and then it is not offered.
    Optional<Way> way(Remedy remedy) {
        return switch (remedy.verb()) {
            case CHECK_AGAIN, TRY_AGAIN -> Optional.of(new Way.CheckAgain());
            case OPEN_ENVIRONMENT_FILE ->
                environment().unwritten() ? Optional.empty() : environment().file().map(Way.OpenFile::new);
            case OPEN_COMPOSE_FILE -> composeFile.get().map(Way.OpenFile::new);
            case SET_UP -> Optional.empty();
            case USE_PRACTICE -> environment().practice() ? Optional.empty() : Optional.of(new Way.UsePractice());
            case CHOOSE_PROJECT -> Optional.of(new Way.ChooseProject());
            case SHOW_LOG -> Optional.of(new Way.ShowLog());
            case COPY_REPORT -> Optional.of(new Way.CopyReport());
            case SHOW_ACTIVITY -> runs.all().isEmpty() ? Optional.empty() : Optional.of(new Way.GoTo(Place.ACTIVITY));
            case SHOW_MIGRATIONS, UPGRADE, STAMP, ADOPT, WAIT, END_SESSION, MARK_APPLIED, CLEAR_AND_RETRY ->
                Optional.of(new Way.GoTo(Place.MIGRATIONS));
            case SHOW_CONTAINERS -> Optional.of(new Way.GoTo(Place.CONTAINERS));
            case CHOOSE_BACKUP_FOLDER -> Optional.of(new Way.GoTo(Place.BACKUPS));
            case CHOOSE_SERVICE -> Optional.of(new Way.GoTo(Place.CONTAINERS));
            case LOAD_IMAGE, PRUNE_IMAGES, RECREATE_CONTAINER, RESTART_CONTAINER -> Optional.of(new Way.GoTo(Place.OVERVIEW));
            default -> setup.work(remedy.verb()).map(_ -> new Way.Work(remedy.verb()));
        };
    }

    /// Asks no more.
    public void close() {
        closed = true;
        setup.close();
    }

    private void set(SetupPage now) {
        page.set(now);
        Checklist list = now.list();
        String count = list.done() + "/" + list.steps().size();
        Optional<Mark> shown = switch (now.stage()) {
            case SetupPage.Stage.Done _ -> Optional.of(Mark.state(Tone.OK, Message.of("state.ok")));
            default -> Optional.of(new Mark(Tone.WAIT, Optional.of(count),
                    Message.of("setup.progress", list.steps().size(), list.done())));
        };
        mark.set(shown);
    }

    /// The step that the page is about now.
    static Optional<Step> at(SetupPage page) {
        return page.list().broken().or(() -> page.list().next());
    }
}
