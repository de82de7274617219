package dev.lockkeeper.setup;

import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.EnvCreation;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.EnvFlaw;
import dev.lockkeeper.environment.EnvLint;
import dev.lockkeeper.environment.EnvironmentProblem;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.readiness.Readiness;
import dev.lockkeeper.readiness.Station;
import dev.lockkeeper.readiness.StationName;
import dev.lockkeeper.readiness.StationState;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import dev.lockkeeper.schema.Verification;
import dev.lockkeeper.words.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Takes a project from nothing to a proven schema: looks at each step, mends by itself what is safe to mend, and stops at the first thing
/// that a person has to decide. It never overwrites a file, and never changes data that has no backup.
public final class Setup implements AutoCloseable {

    private final Supplier<Ground> anew;
    private volatile Ground ground;
    private volatile boolean renewed;

    /// `anew` opens the environment again, once its file was made or changed.
    public Setup(Ground ground, Supplier<Ground> anew) {
        this.ground = ground;
        this.anew = anew;
    }

    public Environment environment() {
        return ground.environment();
    }

    /// The project's Compose file, where it has one.
    public Optional<Path> composeFile() {
        return ground.project().composeFile();
    }

    /// Whether the environment's file was made here, so that everything opened before knows an older one.
    public boolean renewed() {
        return renewed;
    }

    /// What the environment's file should be looked at for before a volume keeps the password that Compose reads in it.
    public List<EnvFlaw.PasswordExpanded> flaws() {
        return environment().file().map(EnvLint::lost).orElse(List.of());
    }

    /// The work behind a remedy, where it is one.
    public Optional<Operation<?>> work(Remedy.Verb verb) {
        return ground.ways().work(verb);
    }

    /// What a step that did not come about leads to: what is done about it unasked.
    private record Mending(Operation<?> work, Fixed fixed) {}

    /// A step as it was found.
    private record Seen(Optional<Problem> problem, Message fact, boolean needed) {

        static Seen well(Message fact) {
            return new Seen(Optional.empty(), fact, true);
        }

        static Seen not(Problem problem, Message fact) {
            return new Seen(Optional.of(problem), fact, true);
        }
    }

    /// Looks at every step in order and changes nothing; what comes after a broken one is not asked. `asItGoes` hears of each, on the
    /// caller's thread.
    public Checklist look(Consumer<Checklist> asItGoes) {
        followFile();
        Checklist ahead = ahead();
        Ground here = ground;
        Readiness chain = here.rooms().diagnosis().check(here.environment().unwritten() ? StationName.ENGINE : StationName.SCHEMA,
                soFar -> asItGoes.accept(drawn(ahead, here, soFar)));
        return drawn(ahead, here, chain);
    }

    private Checklist drawn(Checklist ahead, Ground here, Readiness chain) {
        Checklist list = ahead;
        for (StepName name : StepName.values()) {
            Optional<Station> station = station(name, chain);
            boolean told = shifted(name, chain).isPresent();
            if (name == StepName.PROOF || (!told && in(station, StationState.Waiting.class))) {
                return list;
            }
            if (!told && in(station, StationState.Checking.class)) {
                return list.with(new Step(name, new StepState.Looking(), Message.of("station.checking")));
            }
            Seen seen = name == StepName.FILE ? file(here) : seen(name, chain);
            list = list.with(step(name, seen, here, station.map(Station::took).orElse(Duration.ZERO)));
            // a file can be looked at without an engine that a run will start; nothing else can
            boolean startable = name == StepName.ENGINE && list.step(name).state() instanceof StepState.ToDo;
            boolean engineless = name == StepName.FILE && !list.step(StepName.ENGINE).state().passed();
            if (engineless || !(list.step(name).state().passed() || startable)) {
                return list;
            }
        }
        return list;
    }

    private static boolean in(Optional<Station> station, Class<? extends StationState> state) {
        return station.filter(at -> state.isInstance(at.state())).isPresent();
    }

    private Step step(StepName name, Seen seen, Ground here, Duration took) {
        StepState state = seen.problem()
                .<StepState>map(problem -> mending(name, problem, here).isPresent()
                        ? new StepState.ToDo(problem)
                        : new StepState.Broken(problem))
                .orElseGet(() -> seen.needed() ? new StepState.Ready() : new StepState.NotNeeded());
        Message fact = state instanceof StepState.ToDo ? Message.of(name.key() + ".to-do") : seen.fact();
        return new Step(name, state, fact, took, false);
    }

    /// Does all of it, from the first step: looks, mends, looks again. `before` is what is on the list already; `first` is what a person
    /// chose to do about the step that it stopped at. Ends at the first problem that nobody chose a way out of, with that problem.
    public Operation<Checklist> run(Checklist before, Optional<Operation<?>> first, Consumer<Checklist> asItGoes) {
        return (journal, stop) -> new Going(before, first, asItGoes, journal, stop).go();
    }

    /// One run through the steps.
    private final class Going {

        private final Consumer<Checklist> asItGoes;
        private final Inserted journal;
        private final Journal log;
        private final StopSignal stop;
        private final Checklist before;
        private final Optional<StepName> chosenAt;
        private final Optional<Operation<?>> chosen;
        private Checklist list;

        Going(Checklist before, Optional<Operation<?>> first, Consumer<Checklist> asItGoes, Journal log, StopSignal stop) {
            this.asItGoes = asItGoes;
            this.log = log;
            this.stop = stop;
            this.before = before;
            this.chosenAt = before.broken().map(Step::name);
            this.chosen = first;
            this.list = before.waitingFrom(StepName.DOCKER);
            this.journal = new Inserted(log,
                    Arrays.stream(StepName.values()).map(name -> Message.of(name.key())).toList());
        }

        Checklist go() throws Exception {
            for (StepName name : StepName.values()) {
                stop.heed(Message.of("setup.paused"));
                journal.next();
                step(name);
            }
            log.line(Source.KEEPER, Level.OK, "set up: " + list.done() + "/" + list.steps().size());
            return list;
        }

        private void step(StepName name) throws Exception {
            long began = System.nanoTime();
            show(new Step(name, new StepState.Looking(), Message.of("station.checking")));
            boolean mended = false;
            if (chosen.isPresent() && chosenAt.equals(Optional.of(name))) {
                work(name, chosen.get(), Optional.empty(), began);
            }
            Seen seen = checked(name, began);
            if (seen.problem().isPresent()) {
                Problem problem = seen.problem().get();
                log.line(Source.KEEPER, Level.WARN, name.number() + ": " + problem.code());
                Mending way = mending(name, problem, ground).orElseThrow(() -> broken(name, problem, began));
                work(name, way.work(), Optional.of(problem), began);
                seen = checked(name, began);
                seen.problem().ifPresent(left -> {
                    throw broken(name, left, began);
                });
                list = list.mended(way.fixed());
                mended = true;
            }
            Step earlier = before.step(name);
            boolean still = !mended && earlier.mended() && earlier.state().passed();
            Message fact = mended ? Message.of(name.key() + ".mended", seen.fact()) : still ? earlier.fact() : seen.fact();
            show(new Step(name, seen.needed() ? new StepState.Ready() : new StepState.NotNeeded(), fact,
                    still ? earlier.took() : since(began), mended || still));
        }

        /// A question that fails is the step's problem too.
        private Seen checked(StepName name, long began) throws Exception {
            try {
                return closely(name);
            } catch (ProblemException e) {
                throw broken(name, e.problem(), began);
            }
        }

        private Seen closely(StepName name) throws Exception {
            return switch (name) {
                case FILE -> file(ground);
                case PROOF -> proof(journal.below(parts -> show(new Step(name, new StepState.Working(parts),
                        Message.of("setup.proof.now")))), stop);
                default -> {
                    StationName last = stationName(name).orElseThrow();
                    Readiness chain = ground.rooms().diagnosis().check(last, _ -> {});
                    // what was well a moment ago may have gone
                    yield chain.station(last).state() instanceof StationState.Waiting && shifted(name, chain).isEmpty()
                            ? Seen.not(Setup.problem(chain.firstBroken().orElseThrow().state()).orElseThrow(),
                                    Message.of("station.broken"))
                            : seen(name, chain);
                }
            };
        }

        private void work(StepName name, Operation<?> work, Optional<Problem> because, long began) throws Exception {
            Message fact = Message.of(name.key() + ".now");
            show(new Step(name, new StepState.Working(List.of()), fact));
            try {
                work.run(journal.below(parts -> show(new Step(name, new StepState.Working(parts), fact))), stop);
            } catch (StoppedException e) {
                show(because.map(problem -> new Step(name, new StepState.ToDo(problem), Message.of(name.key() + ".to-do")))
                        .orElseGet(() -> new Step(name, new StepState.Waiting(), fact)));
                throw e;
            } catch (ProblemException e) {
                throw broken(name, e.problem(), began);
            } finally {
                followFile();
            }
        }

        private ProblemException broken(StepName name, Problem problem, long began) {
            show(new Step(name, new StepState.Broken(problem), Message.of("station.broken"), since(began), false));
            return new ProblemException(problem);
        }

        private void show(Step step) {
            list = list.with(step);
            asItGoes.accept(list);
        }
    }

    /// Work, or a hand, may have changed the environment's file: everything after it is about the database that the file names now.
    private synchronized void followFile() {
        if (!ground.project().differs(ground.environment())) {
            return;
        }
        Ground old = ground;
        ground = anew.get();
        if (renewed) {
            old.rooms().closing().run();
        }
        renewed = true;
    }

    /// What is known of steps that nobody has looked at yet.
    private Checklist ahead() {
        Environment environment = ground.environment();
        List<String> levels = new ArrayList<>();
        try {
            ground.rooms().schema().scripts().stream().map(Script::revision).forEach(revision -> levels.add(revision.id()));
        } catch (ProblemException e) {
            // the step itself will say what is wrong with them
        }
        Message container = ground.project().database().filter(found -> !found.image().isBlank())
                .map(found -> Message.of("setup.container.ahead.image", found.image(), port(environment)))
                .orElse(Message.of("setup.container.ahead", port(environment)));
        return Checklist.BLANK.with(Step.ahead(StepName.DOCKER)).with(Step.ahead(StepName.ENGINE)).with(Step.ahead(StepName.FILE))
                .with(Step.ahead(StepName.PROOF)).with(new Step(StepName.CONTAINER, new StepState.Waiting(), container))
                .with(new Step(StepName.CONNECTION, new StepState.Waiting(), Message.of("setup.connection.ahead",
                        environment.address().host() + ":" + port(environment), environment.address().database())))
                .with(new Step(StepName.SCHEMA, new StepState.Waiting(),
                        levels.isEmpty()
                                ? Message.of("setup.schema.ahead.none")
                                : Message.of("setup.schema.ahead", levels.getFirst(), levels.getLast())));
    }

    private static String port(Environment environment) {
        return Integer.toString(environment.address().port());
    }

    private static Optional<StationName> stationName(StepName name) {
        return switch (name) {
            case DOCKER -> Optional.of(StationName.DESKTOP);
            case ENGINE -> Optional.of(StationName.ENGINE);
            case CONTAINER -> Optional.of(StationName.CONTAINER);
            case CONNECTION -> Optional.of(StationName.CONNECTION);
            case SCHEMA -> Optional.of(StationName.SCHEMA);
            case FILE, PROOF -> Optional.empty();
        };
    }

    private static Optional<Station> station(StepName name, Readiness chain) {
        return stationName(name).map(chain::station);
    }

    /// The chain says at its first station that the engine does not run; that it is installed is a step of its own here.
    private static Optional<Problem> shifted(StepName name, Readiness chain) {
        return name == StepName.ENGINE
                ? problem(chain.station(StationName.DESKTOP).state()).filter(found -> !missing(found))
                : Optional.empty();
    }

    private static boolean missing(Problem problem) {
        return problem instanceof EngineProblem.EngineAbsent;
    }

    private static Seen seen(StepName name, Readiness chain) {
        Optional<Problem> shifted = shifted(name, chain);
        if (shifted.isPresent()) {
            return Seen.not(shifted.get(), Message.of("station.broken"));
        }
        Station station = station(name, chain).orElseThrow();
        if (name == StepName.DOCKER && problem(station.state()).filter(found -> !missing(found)).isPresent()) {
            return Seen.well(Message.of("station.desktop.there"));
        }
        if (station.state() instanceof StationState.NotNeeded) {
            return new Seen(Optional.empty(), station.fact(), false);
        }
        Optional<Problem> problem = problem(station.state());
        boolean atHead = name == StepName.SCHEMA
                && chain.ladder().filter(ladder -> ladder.atHead() && ladder.inTheWay(true).isEmpty()).isPresent();
        // what only asks for attention keeps nobody from going on, but for a schema that is behind
        boolean holds = name != StepName.SCHEMA && station.state().passed();
        return problem.isEmpty() || atHead || holds ? Seen.well(station.fact()) : Seen.not(problem.get(), station.fact());
    }

    private static Optional<Problem> problem(StationState state) {
        return switch (state) {
            case StationState.Broken(var problem) -> Optional.of(problem);
            case StationState.Attention(var problem) -> Optional.of(problem);
            case StationState.Ok _,StationState.NotNeeded _,StationState.Waiting _,StationState.Checking _ -> Optional.empty();
        };
    }

    /// The environment's own file, read as Compose would read it.
    private Seen file(Ground here) {
        Environment environment = here.environment();
        if (environment.file().isEmpty()) {
            return new Seen(Optional.empty(), Message.of("station.practice"), false);
        }
        String name = String.valueOf(environment.file().get().getFileName());
        if (environment.unwritten() && Files.notExists(environment.file().get())) {
            return Seen.not(new EnvironmentProblem.EnvironmentMissing(environment.name(), environment.file(), List.of()),
                    Message.of("station.broken"));
        }
        try {
            here.project().environment(environment.name());
            return Seen.well(Message.of(flaws().isEmpty() ? "setup.file.read" : "setup.file.flawed", name));
        } catch (ProblemException e) {
            return Seen.not(e.problem(), Message.of("station.broken"));
        }
    }

    /// The live schema is held against what the scripts make of an empty database, then somebody logs in once more.
    private Seen proof(Journal journal, StopSignal stop) throws Exception {
        Verification result = ground.rooms().schema().verify(Optional.empty(), OperationId.fresh()).run(journal, stop);
        if (!result.passed()) {
            throw new ProblemException(new SchemaProblem.VerifyFailed(result.revision(), result.wrong()));
        }
        Optional<Station> closed = ground.rooms().diagnosis().check(StationName.CONNECTION, _ -> {}).firstBroken();
        if (closed.isPresent()) {
            throw new ProblemException(problem(closed.get().state()).orElseThrow());
        }
        String fingerprint = result.expected().fingerprint().substring(0, 12);
        journal.line(Source.KEEPER, Level.OK, "schema proven: " + result.revision() + ", fingerprint " + fingerprint);
        return Seen.well(Message.of("setup.proof.done", result.revision().id(), fingerprint));
    }

    /// What is done about it unasked: only what destroys nothing, and nothing at all to a database in production.
    private Optional<Mending> mending(StepName name, Problem problem, Ground here) {
        Environment environment = here.environment();
        if (environment.production()) {
            return Optional.empty();
        }
        return switch (name) {
            case FILE -> environment.unwritten() && environment.inContainer()
                    && problem instanceof EnvironmentProblem.EnvironmentMissing
                            ? Optional.of(new Mending(new EnvCreation(here.project()), new Fixed(name,
                                    Message.of("setup.file.fixed"), Message.verbatim("POSTGRES_PASSWORD"))))
                            : Optional.empty();
            case ENGINE -> unasked(name, problem, Remedy.Verb.START_ENGINE, here);
            case CONTAINER -> unasked(name, problem, Remedy.Verb.BRING_UP, here);
            case SCHEMA -> raising(problem, environment)
                    ? Optional.of(new Mending(this::raise,
                            new Fixed(name, Message.of("setup.schema.fixed"), Message.of("setup.schema.fixed.note"))))
                    : Optional.empty();
            case DOCKER, CONNECTION, PROOF -> Optional.empty();
        };
    }

    private static Optional<Mending> unasked(StepName name, Problem problem, Remedy.Verb verb, Ground here) {
        return here.ways().unasked(problem).filter(verb::equals).flatMap(here.ways()::work).map(work -> new Mending(work,
                new Fixed(name, Message.of(name.key() + ".fixed"), Message.of(name.key() + ".fixed.note"))));
    }

    /// Elsewhere than on a person's own machine somebody reads the sheet of the migrations first.
    private static boolean raising(Problem problem, Environment environment) {
        boolean own = environment.care() == Care.LOCAL || environment.care() == Care.PRACTICE;
        return own && problem instanceof SchemaProblem.SchemaBehind;
    }

    /// To head, after a proven backup; an empty database has nothing to save.
    private Ladder raise(Journal journal, StopSignal stop) throws Exception {
        boolean empty = ground.rooms().schema().empty();
        Safeguard.Wish wish = empty ? Safeguard.Wish.NOT_NEEDED : Safeguard.Wish.WANTED;
        return ground.rooms().schema().upgrade("head", wish, OperationId.fresh()).run(journal, stop);
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// Gives back what it opened itself; the ground that it began on belongs to others.
    @Override
    public void close() {
        if (renewed) {
            ground.rooms().closing().run();
        }
    }
}
