package dev.lockkeeper.readiness;

import dev.lockkeeper.containers.Ailment;
import dev.lockkeeper.containers.Causes;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.DesktopFacts;
import dev.lockkeeper.containers.Engine;
import dev.lockkeeper.containers.EngineFacts;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.containers.FirstStart;
import dev.lockkeeper.containers.FirstStarts;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.MigrationHistory;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Walks the chain in order and stops at the first link that holds nobody. Asks everything anew each time.
public final class Diagnosis {

    private final Environment environment;
    private final Path project;
    private final Engine engine;
    private final Containers containers;
    private final Login login;
    private final MigrationHistory history;
    private final Causes causes;
    private final LoginCause logins;
    private final Optional<FirstStarts> firstStarts;

    public Diagnosis(Environment environment, Path project, Engine engine, Containers containers, Login login,
            MigrationHistory history, Causes causes, LoginCause logins) {
        this(environment, project, engine, containers, login, history, causes, logins, Optional.empty());
    }

    private Diagnosis(Environment environment, Path project, Engine engine, Containers containers, Login login,
            MigrationHistory history, Causes causes, LoginCause logins, Optional<FirstStarts> firstStarts) {
        this.environment = environment;
        this.project = project;
        this.engine = engine;
        this.containers = containers;
        this.login = login;
        this.history = history;
        this.causes = causes;
        this.logins = logins;
        this.firstStarts = firstStarts;
    }

    /// The same, which keeps what it sees of first starts.
    public Diagnosis keeping(FirstStarts seen) {
        return new Diagnosis(environment, project, engine, containers, login, history, causes, logins, Optional.of(seen));
    }

    /// Whether both ends of a chain that was whole still answer. It proves less than a walk and costs a small part of one: for the time between
    /// two walks, while the engine tells of all that happens to the container. Where `seen` says that somebody has just heard from the engine,
    /// it is not asked again.
    public boolean stands(BooleanSupplier seen) {
        try {
            if (environment.inContainer() && !seen.getAsBoolean()) {
                engine.ping();
            }
            login.ping();
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    /// The chain as it is now. `asItGoes` hears of every station as soon as it is known, on the caller's thread.
    public Readiness check(Consumer<Readiness> asItGoes) {
        return check(StationName.SCHEMA, asItGoes);
    }

    /// The same as far as `last`; what comes after it is not asked and waits.
    public Readiness check(StationName last, Consumer<Readiness> asItGoes) {
        return new Walk(last, asItGoes).walk(() -> true);
    }

    /// The whole chain; `ground` is asked once the engine serves and before anything that stands on it, and ends the walk where it does not
    /// hold.
    Readiness check(Consumer<Readiness> asItGoes, BooleanSupplier ground) {
        return new Walk(StationName.SCHEMA, asItGoes).walk(ground);
    }

    /// One walk along the chain.
    private final class Walk {

        private final StationName last;
        private final Consumer<Readiness> asItGoes;
        private final List<Station> stations = new ArrayList<>();
        private Optional<ContainerFacts> container = Optional.empty();
        private Optional<ConnectionFacts> connection = Optional.empty();
        private Optional<Ladder> ladder = Optional.empty();
        private Optional<String> restart = Optional.empty();

        Walk(StationName last, Consumer<Readiness> asItGoes) {
            this.last = last;
            this.asItGoes = asItGoes;
            for (StationName name : StationName.values()) {
                stations.add(Station.waiting(name));
            }
        }

        Readiness walk(BooleanSupplier ground) {
            boolean open = environment.inContainer()
                    ? engine() && ground.getAsBoolean() && reaches(StationName.CONTAINER) && container()
                    : withoutEngine() && ground.getAsBoolean();
            if (open && reaches(StationName.CONNECTION) && connection() && reaches(StationName.SCHEMA)) {
                schema();
                if (!(stations.getLast().state() instanceof StationState.Ok)) {
                    lookAtFirstStart();
                }
            }
            return now();
        }

        private boolean reaches(StationName station) {
            return station.number() <= last.number();
        }

        /// A database that is not in a container of this machine needs none of it.
        private boolean withoutEngine() {
            for (StationName name : List.of(StationName.DESKTOP, StationName.ENGINE, StationName.CONTAINER)) {
                set(name, new StationState.NotNeeded(),
                        Message.of(environment.practice() ? "station.practice" : "station.elsewhere"),
                        Duration.ZERO);
            }
            return true;
        }

        private boolean engine() {
            set(StationName.DESKTOP, new StationState.Checking(), Message.of("station.checking"), Duration.ZERO);
            long began = System.nanoTime();
            try {
                EngineFacts facts = engine.ask();
                restart = restart(facts);
                set(StationName.DESKTOP, new StationState.Ok(),
                        facts.desktop().map(version -> Message.of("station.desktop.version", version))
                                .orElse(Message.of("station.desktop.none")),
                        since(began));
                set(StationName.ENGINE, facts.reach().unencrypted()
                        ? new StationState.Attention(new EngineProblem.EngineUnencrypted(facts.address()))
                        : new StationState.Ok(), told(facts), since(began));
                return true;
            } catch (ProblemException e) {
                StationName where = switch (e.problem()) {
                    case EngineProblem.EngineAbsent _,EngineProblem.EngineStopped _,EngineProblem.EngineElsewhere _,EngineProblem.EngineAddressInvalid _,EngineProblem.EngineWayUnsupported _,EngineProblem.EngineContextMissing _,EngineProblem.EngineSettingsUnreadable _ ->
                        StationName.DESKTOP;
                    default -> StationName.ENGINE;
                };
                if (where == StationName.ENGINE) {
                    set(StationName.DESKTOP, new StationState.Ok(), Message.of("station.desktop.there"), since(began));
                }
                if (e.problem() instanceof EngineProblem.EngineStopped stopped
                        && stopped.desktop().filter(DesktopFacts::startable).isPresent()) {
                    Message fact = stopped.desktop().flatMap(DesktopFacts::version)
                            .map(version -> Message.of("station.desktop.off.version", version))
                            .orElse(Message.of("station.desktop.off"));
                    set(where, new StationState.Broken(stopped), fact, since(began));
                    return false;
                }
                return broken(where, e, began);
            }
        }

        /// What sets the clock of the virtual machine that Docker Desktop keeps, on Windows in WSL.
        private static Optional<String> restart(EngineFacts facts) {
            return facts.desktop()
                    .map(_ -> facts.address().startsWith("npipe:") ? "wsl --shutdown" : "docker desktop restart");
        }

        /// An engine that is not the usual one of this machine is named.
        private static Message told(EngineFacts facts) {
            List<Message> special = new ArrayList<>();
            facts.reach().chosenBy().map(Message::verbatim).ifPresent(special::add);
            if (facts.reach().rootless()) {
                special.add(Message.of("station.engine.rootless"));
            }
            if (facts.reach().remote()) {
                special.add(Message.of("station.engine.remote"));
            }
            Message all = Message.verbatim(facts.version());
            for (Message one : special.isEmpty() ? List.of(Message.verbatim(facts.operatingSystem())) : special) {
                all = Message.of("station.engine.version", all, one);
            }
            return all;
        }

        private boolean container() {
            set(StationName.CONTAINER, new StationState.Checking(), Message.of("station.checking"), Duration.ZERO);
            long began = System.nanoTime();
            try {
                container = containers.find();
                if (container.isEmpty()) {
                    return broken(StationName.CONTAINER, unwritten().orElseGet(
                            () -> new ContainerProblem.ContainerMissing(containers.service(), project)), began);
                }
                ContainerFacts facts = container.get();
                Optional<Problem> problem = Ailment.first(facts, containers);
                if (problem.isPresent()) {
                    firstStarts.ifPresent(known -> known.note(facts, containers));
                    Problem cause = causes.of(problem.get());
                    return broken(StationName.CONTAINER,
                            firstStarts.flatMap(known -> known.behind(cause, facts, containers)).orElse(cause), began);
                }
                set(StationName.CONTAINER, Ailment.lately(facts, containers, Instant.now())
                        .<StationState>map(StationState.Attention::new).orElseGet(StationState.Ok::new),
                        Message.of("station.container." + facts.health().name().toLowerCase(Locale.ROOT), facts.name()),
                        since(began));
                return true;
            } catch (ProblemException e) {
                return broken(StationName.CONTAINER, e, began);
            }
        }

        /// Without the file, or its password, a container could not be made: that comes first.
        private Optional<Problem> unwritten() {
            if (!environment.unwritten()) {
                return Optional.empty();
            }
            try {
                new Project(project).environment(environment.name());
                return Optional.empty();
            } catch (ProblemException e) {
                return Optional.of(e.problem());
            }
        }

        private boolean connection() {
            set(StationName.CONNECTION, new StationState.Checking(), Message.of("station.checking"), Duration.ZERO);
            long began = System.nanoTime();
            try {
                ConnectionFacts facts = login.ask();
                connection = Optional.of(facts);
                set(StationName.CONNECTION, warning(facts).<StationState>map(StationState.Attention::new)
                        .orElseGet(StationState.Ok::new),
                        Message.of("station.connection.ok", facts.roundTrip().toMillis(), facts.sessions()), since(began));
                return true;
            } catch (ProblemException e) {
                if (initialising(e.problem(), began)) {
                    return false;
                }
                Problem cause = logins.of(e.problem(), container);
                return broken(StationName.CONNECTION, ofFirstStart(cause) ? unfinished().orElse(cause) : cause, began);
            }
        }

        /// What a server that lets us in should be looked at for. Wrong answers come before wrong times.
        private Optional<Problem> warning(ConnectionFacts facts) {
            return facts.collation().filter(Collation::changed)
                    .<Problem>map(known -> new ConnectionProblem.CollationChanged(environment.address(), known.library(),
                            known.recorded(), known.actual()))
                    .or(() -> facts.clocks().filter(Clocks::apart).map(
                            known -> new ConnectionProblem.ClockDrifted(environment.address(), known.here(), known.server(),
                                    restart)));
        }

        /// What a first start makes is missing.
        private static boolean ofFirstStart(Problem problem) {
            return problem instanceof ConnectionProblem.DatabaseMissing || problem instanceof ConnectionProblem.PasswordWrong
                    || problem instanceof ConnectionProblem.LoginForbidden;
        }

        private Optional<Problem> unfinished() {
            try {
                return container.flatMap(facts -> firstStarts.map(known -> known.unfinished(facts, containers))
                        .orElseGet(() -> FirstStart.unfinished(facts, containers)));
            } catch (ProblemException e) {
                return Optional.empty();
            }
        }

        /// Where the schema is not whole, the volume may never have been: that comes first.
        private void lookAtFirstStart() {
            unfinished().ifPresent(problem -> {
                Station there = stations.get(StationName.CONTAINER.number() - 1);
                set(StationName.CONTAINER, new StationState.Attention(problem), there.fact(), there.took());
            });
        }

        /// A health check over the socket calls the first start's temporary server healthy; nobody can connect to it all the same. Nor to one
        /// that keeps ending and is met alive.
        private boolean initialising(Problem problem, long began) {
            boolean shut = switch (problem) {
                case ConnectionProblem.ConnectionRefused _,ConnectionProblem.ServerNotReady _,ConnectionProblem.ConnectionLost _,ConnectionProblem.ConnectionTimedOut _ ->
                    true;
                default -> false;
            };
            if (!shut || container.isEmpty()) {
                return false;
            }
            try {
                Optional<Problem> first = FirstStart.underWay(container.get(), containers).<Problem>map(known -> known)
                        .or(() -> Ailment.looping(container.get(), containers, Instant.now()));
                first.ifPresent(known -> {
                    stations.set(StationName.CONNECTION.number() - 1, Station.waiting(StationName.CONNECTION));
                    broken(StationName.CONTAINER, known, began);
                });
                return first.isPresent();
            } catch (ProblemException e) {
                return false;
            }
        }

        private void schema() {
            set(StationName.SCHEMA, new StationState.Checking(), Message.of("station.checking"), Duration.ZERO);
            long began = System.nanoTime();
            try {
                Ladder found = history.ladder();
                ladder = Optional.of(found);
                Message levels = Message.of("station.schema.levels", found.current().id(), found.head().id());
                // a gap in the numbers must not hide that revisions are waiting
                Optional<SchemaProblem> finding = found.finding()
                        .filter(told -> found.atHead() || !(told instanceof SchemaProblem.ScriptGap));
                if (finding.isPresent()) {
                    set(StationName.SCHEMA, new StationState.Attention(finding.get()), levels, since(began));
                } else if (!found.atHead()) {
                    set(StationName.SCHEMA,
                            new StationState.Attention(
                                    new SchemaProblem.SchemaBehind(found.current(), found.head(), found.pending().size())),
                            levels, since(began));
                } else {
                    set(StationName.SCHEMA, new StationState.Ok(), levels, since(began));
                }
            } catch (ProblemException e) {
                broken(StationName.SCHEMA, e, began);
            }
        }

        private boolean broken(StationName name, ProblemException e, long began) {
            return broken(name, e.problem(), began);
        }

        private boolean broken(StationName name, Problem problem, long began) {
            set(name, new StationState.Broken(causes.of(problem)), Message.of("station.broken"), since(began));
            return false;
        }

        private void set(StationName name, StationState state, Message fact, Duration took) {
            stations.set(name.number() - 1, new Station(name, state, fact, took));
            asItGoes.accept(now());
        }

        private Readiness now() {
            return new Readiness(stations, Instant.now(), container, connection, ladder);
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
