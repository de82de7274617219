package dev.lockkeeper.readiness;

import dev.lockkeeper.containers.StartProblem;
import dev.lockkeeper.containers.DataRoom;
import dev.lockkeeper.containers.ContainerProblem.DataDiskLow;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.HealthCheckProblem;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.EnvironmentProblem;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// The chain as a list to tick off, finer than the stations on the screen, with the files that the chain rests on. What stands behind the
/// first broken row is not asked.
public final class Checklist {

    private final Environment environment;
    private final Diagnosis diagnosis;
    private final ProjectFiles files;
    private final Supplier<List<HealthCheckProblem>> weaknesses;
    private final Supplier<Optional<DataDiskLow>> shortage;

    public Checklist(Environment environment, Diagnosis diagnosis, ProjectFiles files) {
        this(environment, diagnosis, files, List::of);
    }

    /// `weaknesses` are those of the health check of the container that runs; asks the engine.
    public Checklist(Environment environment, Diagnosis diagnosis, ProjectFiles files,
            Supplier<List<HealthCheckProblem>> weaknesses) {
        this(environment, diagnosis, files, weaknesses, Optional::empty);
    }

    /// `shortage` is that of room for the data, where the container that runs can be asked.
    public Checklist(Environment environment, Diagnosis diagnosis, ProjectFiles files,
            Supplier<List<HealthCheckProblem>> weaknesses, Supplier<Optional<DataDiskLow>> shortage) {
        this.environment = environment;
        this.diagnosis = diagnosis;
        this.files = files;
        this.weaknesses = weaknesses;
        this.shortage = shortage;
    }

    /// What is asked beside the walk, because nothing on it waits for the answer: what Compose has against its file, what the health check
    /// would not notice, and that room for the data is short.
    private record Beside(Optional<Problem> refusal, Optional<Problem> weakness, Optional<DataDiskLow> shortage) {

        static final Beside NOTHING = new Beside(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private Beside beside() {
        Optional<Problem> refusal = files.refusal();
        try {
            // one that is not there cannot be wrong
            return new Beside(refusal, weaknesses.get().stream().filter(weak -> !(weak instanceof HealthCheckProblem.HcMissing))
                    .<Problem>map(weak -> weak).findFirst(), shortage.get());
        } catch (ProblemException e) {
            return new Beside(refusal, Optional.empty(), Optional.empty()); // the walk meets the same, and tells it
        }
    }

    /// All rows at one moment, by this machine's clock, and the walk that they come from.
    public record Checked(List<Check> checks, Readiness readiness) {

        public Checked {
            checks = List.copyOf(checks);
        }

        public Instant at() {
            return readiness.at();
        }

        public Check check(CheckName name) {
            return checks.stream().filter(check -> check.name() == name).findFirst().orElseThrow();
        }

        /// The first row that holds nobody.
        public Optional<Check> firstBroken() {
            return checks.stream().filter(check -> check.state() instanceof StationState.Broken).findFirst();
        }

        /// The first row that should be looked at: a broken one, else one that asks for attention.
        public Optional<Check> firstToMend() {
            return firstBroken()
                    .or(() -> checks.stream().filter(check -> check.state() instanceof StationState.Attention).findFirst());
        }

        public int passed() {
            return (int) checks.stream().filter(check -> check.state().passed()).count();
        }
    }

    /// Asks everything anew.
    public Checked check() {
        return new Ticking().tick();
    }

    /// The list for a choice whose file does not tell which database is meant: nothing else was asked.
    public static List<Check> unread(EnvironmentProblem problem) {
        List<Check> checks = new ArrayList<>();
        for (CheckName name : CheckName.values()) {
            checks.add(name == CheckName.ENVIRONMENT_FILE ? Check.broken(name, problem) : Check.waiting(name));
        }
        return checks;
    }

    /// One way down the list.
    private final class Ticking {

        private final Map<CheckName, Check> checks = new EnumMap<>(CheckName.class);
        private final FutureTask<Beside> beside = new FutureTask<>(Checklist.this::beside);
        private boolean begun;

        Checked tick() {
            Readiness walked = diagnosis.check(_ -> {}, this::ground);
            engine(walked);
            Beside known = known();
            known.refusal().ifPresent(problem -> put(Check.broken(CheckName.COMPOSE_FILE, problem)));
            container(walked, known.weakness());
            known.shortage().ifPresent(this::room);
            login(walked);
            schema(walked);
            noContainerWithoutFile();
            noContainerWithoutService();
            List<Check> all = new ArrayList<>();
            boolean open = true;
            for (CheckName name : CheckName.values()) {
                Check check = checks.getOrDefault(name, Check.waiting(name));
                all.add(open ? check : Check.waiting(name));
                open = open && !(check.state() instanceof StationState.Broken);
            }
            return new Checked(all, walked);
        }

        /// Whether the files hold. A container that runs without its Compose file does run.
        private boolean ground() {
            if (environment.inContainer()) {
                Check compose = file(CheckName.COMPOSE_FILE, () -> Optional.of(files.compose()));
                put(compose.problem().<Check>map(problem -> new Check(compose.name(), new StationState.Attention(problem),
                        Message.of("check.missing"), compose.took())).orElseGet(() -> telling(compose)));
            } else {
                put(notNeeded(CheckName.COMPOSE_FILE));
            }
            Check file = file(CheckName.ENVIRONMENT_FILE, files::environment);
            put(file.state() instanceof StationState.Ok
                    ? files.flaw().map(flaw -> new Check(file.name(), new StationState.Attention(flaw), file.fact(), file.took()))
                            .orElse(file)
                    : file);
            boolean open = Optional.ofNullable(checks.get(CheckName.COMPOSE_FILE)).flatMap(Check::problem).isEmpty();
            // without the environment's file Compose could not fill in its own, and would blame that
            if (environment.inContainer() && file.state().passed() && open) {
                begun = true;
                Thread.ofVirtual().name("lockkeeper-beside-the-walk").start(beside);
            }
            return file.state().passed();
        }

        /// Where the file has several databases: which of them is meant.
        private Check telling(Check compose) {
            return files.service().map(service -> new Check(compose.name(), compose.state(),
                    Message.of("check.compose-file.of-several", compose.fact(), service), compose.took())).orElse(compose);
        }

        private Beside known() {
            try {
                return begun ? beside.get() : Beside.NOTHING;
            } catch (InterruptedException e) {
                beside.cancel(true);
                Thread.currentThread().interrupt();
                throw new CancellationException();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
            }
        }

        private Check file(CheckName name, Supplier<Optional<Path>> asked) {
            long began = System.nanoTime();
            try {
                Optional<Path> file = asked.get();
                return file.map(there -> new Check(name, new StationState.Ok(),
                        Message.verbatim(String.valueOf(there.getFileName())), Duration.ofNanos(System.nanoTime() - began)))
                        .orElseGet(() -> notNeeded(name));
            } catch (ProblemException e) {
                return Check.broken(name, e.problem());
            }
        }

        private void engine(Readiness walked) {
            Station desktop = walked.station(StationName.DESKTOP);
            Station engine = walked.station(StationName.ENGINE);
            put(as(CheckName.ENGINE, desktop.state().passed() ? engine : desktop));
        }

        /// A container that is there and not healthy is no missing container.
        private void container(Readiness walked, Optional<Problem> weakness) {
            Station station = walked.station(StationName.CONTAINER);
            Optional<ContainerFacts> facts = walked.container();
            if (station.state() instanceof StationState.NotNeeded || !isAsked(station)) {
                put(as(CheckName.CONTAINER, station));
                put(as(CheckName.HEALTH, station));
                return;
            }
            boolean ailing = station.state() instanceof StationState.Broken(var problem) && ofHealth(problem);
            boolean there = station.state().passed() || ailing;
            put(there && facts.isPresent()
                    ? new Check(CheckName.CONTAINER, station.state().passed() ? station.state() : new StationState.Ok(),
                            Message.of("station.container.none", facts.get().name()), station.took())
                    : as(CheckName.CONTAINER, station));
            if (ailing) {
                put(as(CheckName.HEALTH, station));
            } else if (there) {
                boolean checked = facts.filter(known -> known.health() != Health.NONE).isPresent();
                put(new Check(CheckName.HEALTH,
                        weakness.<StationState>map(StationState.Attention::new)
                                .orElseGet(() -> checked ? new StationState.Ok() : new StationState.NotNeeded()),
                        checked ? Message.of("check.healthy") : Message.of("check.no-health-check"), Duration.ZERO));
            }
        }

        /// A container that has worse is left at that.
        private void room(DataDiskLow shortage) {
            Check check = checks.getOrDefault(CheckName.CONTAINER, Check.waiting(CheckName.CONTAINER));
            boolean out = DataRoom.isOut(shortage);
            if (check.state() instanceof StationState.Ok || (out && check.state() instanceof StationState.Attention)) {
                put(new Check(CheckName.CONTAINER,
                        out ? new StationState.Broken(shortage) : new StationState.Attention(shortage), check.fact(),
                        check.took()));
            }
        }

        private static boolean ofHealth(Problem problem) {
            return problem instanceof ContainerProblem.ContainerUnhealthy
                    || problem instanceof ContainerProblem.ContainerStarting;
        }

        private void login(Readiness walked) {
            put(as(CheckName.LOGIN, walked.station(StationName.CONNECTION)));
        }

        private void schema(Readiness walked) {
            Station station = walked.station(StationName.SCHEMA);
            Optional<Problem> problem = as(CheckName.SCHEMA, station).problem();
            if (!isAsked(station)) {
                return;
            }
            if (problem.filter(Ticking::ofLedger).isPresent()) {
                put(as(CheckName.LEDGER, station));
                if (station.state().passed()) {
                    put(new Check(CheckName.SCHEMA, new StationState.Waiting(), station.fact(), Duration.ZERO));
                }
                return;
            }
            put(walked.ladder().isPresent()
                    ? new Check(CheckName.LEDGER, new StationState.Ok(),
                            Message.of("check.ledger.level", walked.ladder().get().current().id()), station.took())
                    : Check.waiting(CheckName.LEDGER));
            put(as(CheckName.SCHEMA, station));
        }

        /// What the ledger says of itself, not what the schema is.
        private static boolean ofLedger(Problem problem) {
            return problem instanceof SchemaProblem.LedgerMissing || problem instanceof SchemaProblem.RevisionUnknown
                    || problem instanceof SchemaProblem.NotAdopted || problem instanceof SchemaProblem.MovedByAlembic
                    || problem instanceof SchemaProblem.AlembicHeads;
        }

        /// There is no container and no file to make one from: the file comes first.
        private void noContainerWithoutFile() {
            Optional<Problem> compose = Optional.ofNullable(checks.get(CheckName.COMPOSE_FILE)).flatMap(Check::problem);
            boolean missing = Optional.ofNullable(checks.get(CheckName.CONTAINER)).flatMap(Check::problem)
                    .filter(ContainerProblem.NoContainer.class::isInstance).isPresent();
            if (missing && compose.isPresent()) {
                put(Check.broken(CheckName.COMPOSE_FILE, compose.get()));
            }
        }

        /// There is no container, and nothing in the file to make one from.
        private void noContainerWithoutService() {
            Optional.ofNullable(checks.get(CheckName.CONTAINER)).flatMap(Check::problem)
                    .filter(StartProblem.ServiceMissing.class::isInstance)
                    .ifPresent(problem -> put(Check.broken(CheckName.COMPOSE_FILE, problem)));
        }

        private void put(Check check) {
            checks.put(check.name(), check);
        }

        private Check as(CheckName name, Station station) {
            return new Check(name, station.state(), isAsked(station) ? station.fact() : Message.of("check.not-checked"),
                    station.took());
        }

        private static boolean isAsked(Station station) {
            return !(station.state() instanceof StationState.Waiting);
        }

        private Check notNeeded(CheckName name) {
            return new Check(name, new StationState.NotNeeded(),
                    Message.of(environment.practice() ? "station.practice" : "station.elsewhere"), Duration.ZERO);
        }
    }
}
