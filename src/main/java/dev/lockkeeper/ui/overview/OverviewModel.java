package dev.lockkeeper.ui.overview;

import dev.lockkeeper.accounts.AccountsProblem;
import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.StartProblem;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.readiness.Footing;
import dev.lockkeeper.readiness.Readiness;
import dev.lockkeeper.readiness.Station;
import dev.lockkeeper.readiness.StationName;
import dev.lockkeeper.readiness.StationState;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.ui.kit.Destination.Mark;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.RunWatch;
import dev.lockkeeper.ui.kit.StatusLine;
import dev.lockkeeper.ui.kit.Threads;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The overview without its looks: asks the chain, again every few seconds while nothing runs, and knows what a remedy does.
/// Touched on the screen's thread only.
public final class OverviewModel {

    /// How long to wait between two walks along a chain that is broken.
    static final Duration INTERVAL = Duration.ofSeconds(5);

    /// How long to wait between two questions while it holds. What happens to the container is told meanwhile, and seen by its watch within ten
    /// seconds where nobody tells it; this is for a database that answers no more in a container that runs on.
    static final Duration REST = Duration.ofSeconds(15);

    /// How many times in a row a chain that holds is only asked whether it still answers: a console at rest shall cost next to nothing.
    static final int RESTS = 5;

    /// How long what the chain stands on is taken for known while the chain stays as it is.
    static final Duration FOOTING = Duration.ofSeconds(30);

    /// The same while it holds and nothing about it changed.
    static final Duration FIRM = Duration.ofMinutes(2);

    private final Environment environment;
    private final Questions questions;
    private final Runs runs;
    private final Threads threads;
    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<OverviewPage> page = new ReadOnlyObjectWrapper<>(OverviewPage.BLANK);
    private final ReadOnlyObjectWrapper<StatusLine> status = new ReadOnlyObjectWrapper<>(StatusLine.UNKNOWN);
    private final ReadOnlyObjectWrapper<Optional<Mark>> mark = new ReadOnlyObjectWrapper<>(Optional.empty());
    /// Why the container was not made the last time: what is not there cannot be asked.
    private Optional<Problem> notMade = Optional.empty();
    private Threads.Later next = () -> {};
    private Runnable reopening = () -> {};
    private boolean overtaken;
    private boolean watched;
    private boolean closed;
    private int rests;
    private Instant walked = Instant.MAX;
    private boolean surveying;
    private List<Object> surveyed = List.of();

    public OverviewModel(Environment environment, Questions questions, Runs runs, Threads threads, InstantSource clock) {
        this.environment = environment;
        this.questions = questions;
        this.runs = runs;
        this.threads = threads;
        this.clock = clock;
        RunWatch.begin(runs, threads, new RunWatch.Listener() {
            @Override
            public void underWay(Optional<RunSnapshot> run) {}

            @Override
            public void ended(RunSnapshot run) {
                notMade = run.outcome().flatMap(OverviewModel::whyNotMade);
                if (page.get().asking()) {
                    overtaken = true; // that walk may have passed a station before the run changed it
                } else {
                    checkAnew();
                }
            }
        });
    }

    public ReadOnlyObjectProperty<OverviewPage> page() {
        return page.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<StatusLine> status() {
        return status.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<Mark>> mark() {
        return mark.getReadOnlyProperty();
    }

    /// `changed` is called when a walk found the chain broken elsewhere, whole again, or the schema at another level.
    public void onChange(Runnable changed) {
        AtomicReference<Optional<OverviewPage.Standing>> before = new AtomicReference<>(Optional.empty());
        page.subscribe(now -> {
            Optional<OverviewPage.Standing> standing = now.standing();
            if (standing.isPresent() && !standing.equals(before.getAndUpdate(known -> standing.or(() -> known)))) {
                changed.run();
            }
        });
    }

    public Environment environment() {
        return environment;
    }

    /// `reopening` is called where the environment's file was changed, by a run or, before somebody asks to check again, by hand.
    public void onOutdated(Runnable reopening) {
        this.reopening = reopening;
    }

    /// Walks the chain anew, of the environment as its file says it now, and looks at what it stands on.
    public void checkAnew() {
        surveyed = List.of();
        threads.ask(questions::outdated, outdated -> {
            if (outdated && !closed && runs.underWay().isEmpty()) {
                reopening.run();
            } else {
                check();
            }
        }, _ -> check());
    }

    /// Walks the chain anew; one walk at a time.
    public void check() {
        if (closed || page.get().asking()) {
            return;
        }
        next.callOff();
        rests = 0;
        boolean first = page.get().chain().isEmpty();
        set(page.get().asked());
        threads.ask(() -> questions.check(soFar -> threads.onScreen(() -> walking(soFar, first))), found -> {
            Readiness told = explained(found);
            this.walked = clock.instant();
            set(measured(page.get().answered(told, clock.instant())));
            besides(told);
            again();
        }, problem -> {
            set(page.get().failed(problem));
            again();
        });
    }

    /// Something happened to what the chain asks about: walks it at once, and once more where a walk is under way that may have passed it.
    public void stirred() {
        if (page.get().asking()) {
            overtaken = true;
        } else {
            check();
        }
    }

    /// Whether somebody looks at the page now: only then the container is measured, and who comes to look sees what was just found.
    void watched(boolean now) {
        if (watched != now && !closed) {
            watched = now;
            threads.ask(() -> {
                questions.measure(now);
                return now;
            }, _ -> {}, _ -> {});
            if (now && walked.isBefore(clock.instant().minus(INTERVAL))) {
                check();
            }
        }
    }

    private void walking(Readiness soFar, boolean first) {
        // a word on the way that comes after the answer is old
        if (page.get().asking()) {
            set(page.get().walking(explained(soFar), first));
        }
    }

    private static Optional<Problem> whyNotMade(Outcome<?> outcome) {
        return outcome instanceof Outcome.Failed<?>(StartProblem problem) ? Optional.of(problem) : Optional.empty();
    }

    /// A container that is missing because the last start failed is missing for that reason.
    private Readiness explained(Readiness walked) {
        Station container = walked.station(StationName.CONTAINER);
        return notMade.filter(_ -> container.state() instanceof StationState.Broken(ContainerProblem.NoContainer _))
                .map(why -> walked.with(new Station(container.name(), new StationState.Broken(why), container.fact(),
                        container.took())))
                .orElse(walked);
    }

    /// The next walk: at once where a run ended during this one, else after a while.
    private void again() {
        next.callOff();
        if (closed) {
            return;
        }
        if (overtaken) {
            overtaken = false;
            checkAnew();
            return;
        }
        next = threads.later(every(page.get()), () -> {
            if (runs.underWay().isPresent()) {
                again();
            } else if (rests < RESTS && holds(page.get().verdict())) {
                rests++;
                rest();
            } else {
                check();
            }
        });
    }

    private static Duration every(OverviewPage page) {
        return holds(page.verdict()) ? REST : INTERVAL;
    }

    /// Whether the chain leads to the database, be there something to look at or not.
    private static boolean holds(OverviewPage.Verdict verdict) {
        return switch (verdict) {
            case OverviewPage.Verdict.AllWell _,OverviewPage.Verdict.Wanting _,OverviewPage.Verdict.Attention _ -> true;
            case OverviewPage.Verdict.Checking _,OverviewPage.Verdict.Stopped _,OverviewPage.Verdict.Unknown _ -> false;
        };
    }

    /// A walk that begins meanwhile, because something happened, goes its own way.
    private void rest() {
        threads.ask(questions::stands, stands -> {
            if (closed || page.get().asking()) {
                return;
            }
            if (!stands || overtaken) {
                overtaken = false;
                check();
                return;
            }
            set(measured(page.get().standing(clock.instant())));
            again();
        }, _ -> check());
    }

    boolean onWindows() {
        return questions.onWindows();
    }

    /// Beside everything else, and only now and then: some of it is asked of programs of the system.
    private void footing(Readiness walked) {
        // another problem may well be why: a port that was free is held
        List<Object> stands = walked.stations().stream().map(Station::state).<Object>map(
                state -> Report.problemOf(state).<Object>map(Problem::code).orElse(state.getClass())).toList();
        Duration lasts = holds(page.get().verdict()) ? FIRM : FOOTING;
        boolean fresh = page.get().beside().footing().filter(known -> known.at().isAfter(clock.instant().minus(lasts)))
                .isPresent();
        if (surveying || (fresh && stands.equals(surveyed))) {
            return;
        }
        surveying = true;
        surveyed = stands;
        threads.ask(() -> questions.footing(walked), (Footing found) -> {
            surveying = false;
            set(page.get().beside(page.get().beside().standingOn(new Known<>(found, clock.instant()))));
        }, _ -> surveying = false);
    }

    /// With what the container used since.
    private OverviewPage measured(OverviewPage seen) {
        return seen.beside(seen.beside().using(seen.beside().usage().with(questions.loads(), clock.instant())));
    }

    private void besides(Readiness walked) {
        footing(walked);
        threads.ask(questions::backups, (Questions.Saved saved) -> set(page.get().beside(page.get().beside().backedUp(
                new Known<>(saved, clock.instant())))), _ -> {});
        if (walked.station(StationName.CONNECTION).state().passed()) {
            threads.ask(questions::lockedAccounts,
                    (Long count) -> set(page.get().beside(page.get().beside().counting(new Known<>(count, clock.instant())))),
                    this::uncounted);
        }
    }

    /// Below 004 there is nothing to count; any other problem leaves the last count, with its time.
    private void uncounted(Problem problem) {
        if (problem instanceof AccountsProblem.LockoutFieldsMissing || problem instanceof AccountsProblem.UsersMissing) {
            set(page.get().beside(page.get().beside().uncountable()));
        }
    }

    /// Looks at a station.
    public void pick(StationName station) {
        set(page.get().picking(station, clock.instant()));
    }

    /// What a remedy does here; empty where it cannot be done, and then it is not offered.
    public Optional<Way> way(Remedy remedy) {
        return switch (remedy.verb()) {
            case CHECK_AGAIN, TRY_AGAIN -> Optional.of(new Way.CheckAgain());
            case COPY_COMMAND -> Optional.of(new Way.CopyCommand(remedy.command()));
            case UNPAUSE_CONTAINER, RESTART_CONTAINER, RECREATE_CONTAINER, LOAD_IMAGE, PRUNE_IMAGES ->
                environment.inContainer() ? Optional.of(new Way.Tend(remedy.verb())) : Optional.empty();
            case START_ENGINE, BRING_UP, REOPEN, FINISH_RESTORE, MEND_ENVIRONMENT_FILE, USE_FREE_PORT,
                    SET_PASSWORD, CREATE_PASSWORD, USE_PUBLISHED_PORT, USE_EARLIER_IMAGE,
                    QUOTE_PASSWORD, REBUILD_INDEXES ->
                questions.work(remedy.verb()).map(_ -> new Way.Work(remedy.verb()));
            case SHOW_LOG -> Optional.of(new Way.ShowLog());
            case OPEN_ENVIRONMENT_FILE -> environment.file().map(Way.OpenFile::new);
            case OPEN_COMPOSE_FILE -> questions.composeFile().map(Way.OpenFile::new);
            case SET_UP -> Optional.of(new Way.GoTo(Place.SETUP));
            case USE_PRACTICE -> environment.practice() ? Optional.empty() : Optional.of(new Way.UsePractice());
            case SHOW_MIGRATIONS, UPGRADE, STAMP, ADOPT, WAIT, END_SESSION, MARK_APPLIED, CLEAR_AND_RETRY, LEAVE_ASIDE,
                    ACCEPT_HAZARDS ->
                Optional.of(new Way.GoTo(Place.MIGRATIONS));
            case SHOW_CONTAINERS -> Optional.of(new Way.GoTo(Place.CONTAINERS));
            case COPY_REPORT -> Optional.of(new Way.CopyReport());
            case SHOW_ACTIVITY -> runs.all().isEmpty() ? Optional.empty() : Optional.of(new Way.GoTo(Place.ACTIVITY));
            case CHOOSE_PROJECT -> Optional.of(new Way.ChooseProject());
            case CHOOSE_SERVICE -> Optional.of(new Way.GoTo(Place.CONTAINERS));
            case CHOOSE_BACKUP_FOLDER -> Optional.of(new Way.GoTo(Place.BACKUPS));
        };
    }

    /// Starts the work behind a remedy; false while something runs already.
    public boolean start(Remedy.Verb verb, Message title) {
        if (runs.underWay().isPresent()) {
            return false;
        }
        questions.work(verb).ifPresent(work -> runs.start(OperationId.fresh(), title, work));
        return true;
    }

    /// Starts writing a support bundle; false while something runs already.
    public boolean saveBundle(Path file) {
        if (runs.underWay().isPresent()) {
            return false;
        }
        runs.start(OperationId.fresh(), Message.of("overview.bundle.title"), questions.bundle(file));
        return true;
    }

    /// Asks no more.
    public void close() {
        closed = true;
        next.callOff();
    }

    private void set(OverviewPage now) {
        page.set(now);
        status.set(statusOf(now));
        mark.set(markOf(now));
    }

    private static Optional<Mark> markOf(OverviewPage page) {
        return switch (page.verdict()) {
            case OverviewPage.Verdict.Checking _ -> Optional.of(Mark.state(Tone.WORK, Message.of("state.checking")));
            case OverviewPage.Verdict.Stopped _,OverviewPage.Verdict.Unknown _ ->
                Optional.of(Mark.state(Tone.BAD, Message.of("state.broken")));
            case OverviewPage.Verdict.Attention _,OverviewPage.Verdict.Wanting _ ->
                Optional.of(Mark.state(Tone.WARN, Message.of("state.attention")));
            case OverviewPage.Verdict.AllWell _ -> Optional.of(Mark.state(Tone.OK, Message.of("state.ok")));
        };
    }

    private StatusLine statusOf(OverviewPage now) {
        String server = environment.address().host() + ":" + environment.address().port();
        Optional<Readiness> chain = now.chain();
        boolean connected = chain.filter(known -> known.station(StationName.CONNECTION).state().passed()).isPresent();
        boolean known = chain.isPresent() && !(now.verdict() instanceof OverviewPage.Verdict.Checking);
        Message connection = connected
                ? Message.of("shell.connection.open", server, environment.address().database(),
                        now.beside().connection().map(facts -> facts.value().serverVersion()).orElse("?"))
                : Message.of(known ? "shell.connection.none" : "shell.connection.checking", server);
        Message schema = now.beside().ladder()
                .map(ladder -> Message.of(connected ? "shell.schema" : "shell.schema.last", ladder.value().current().id()))
                .orElse(Message.of("shell.schema.unknown"));
        return new StatusLine(connected ? Tone.OK : known ? Tone.BAD : Tone.WAIT, connection, schema, chain.map(Readiness::at),
                every(now));
    }

    /// How many revisions are not applied, where that is what should be looked at.
    static Optional<Integer> pending(StationState state) {
        return state instanceof StationState.Attention attention
                && attention.problem() instanceof SchemaProblem.SchemaBehind behind
                        ? Optional.of(behind.pending())
                        : Optional.empty();
    }

    Instant now() {
        return clock.instant();
    }
}
