package dev.lockkeeper.app;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.containers.DataRoom;
import java.util.Comparator;
import dev.lockkeeper.readiness.SameServer;
import dev.lockkeeper.containers.Volumes;
import dev.lockkeeper.containers.VolumeReset;
import dev.lockkeeper.containers.Tending;
import dev.lockkeeper.containers.ServiceWatch;
import dev.lockkeeper.containers.ServiceChoice;
import dev.lockkeeper.containers.ProvenBackups;
import dev.lockkeeper.containers.OneServerPerVolume;
import dev.lockkeeper.containers.OneAction;
import dev.lockkeeper.containers.LoadMeter;
import dev.lockkeeper.containers.Actions;
import dev.lockkeeper.adapter.docker.DockerVolumes;
import dev.lockkeeper.adapter.docker.DockerServiceEvents;
import dev.lockkeeper.adapter.docker.DockerLoads;
import dev.lockkeeper.adapter.docker.DockerLog;
import dev.lockkeeper.adapter.docker.DockerImages;
import dev.lockkeeper.adapter.docker.ContainerInsideFacts;
import dev.lockkeeper.adapter.age.AgeKeys;
import dev.lockkeeper.adapter.age.AgeSealing;
import dev.lockkeeper.adapter.alembic.AlembicFolder;
import dev.lockkeeper.adapter.docker.ComposeCommandLine;
import dev.lockkeeper.adapter.docker.ContainerDump;
import dev.lockkeeper.adapter.docker.ContainerRestore;
import dev.lockkeeper.adapter.docker.DesktopCommandLine;
import dev.lockkeeper.adapter.docker.DockerConnection;
import dev.lockkeeper.adapter.docker.DockerContainers;
import dev.lockkeeper.adapter.docker.DockerEngine;
import dev.lockkeeper.adapter.docker.EngineData;
import dev.lockkeeper.adapter.docker.ProjectFolder;
import dev.lockkeeper.adapter.embedded.PracticeDatabase;
import dev.lockkeeper.adapter.embedded.PracticeDump;
import dev.lockkeeper.adapter.embedded.PracticeRestoreSite;
import dev.lockkeeper.adapter.flyway.FlywayCatalogs;
import dev.lockkeeper.adapter.flyway.FlywayAftermath;
import dev.lockkeeper.adapter.flyway.FlywayHistory;
import dev.lockkeeper.adapter.flyway.FlywayTrials;
import dev.lockkeeper.adapter.flyway.MigrationFolder;
import dev.lockkeeper.adapter.git.GitTexts;
import dev.lockkeeper.adapter.postgres.ClientPrograms;
import dev.lockkeeper.adapter.postgres.LocalDump;
import dev.lockkeeper.adapter.postgres.LocalRestore;
import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.adapter.postgres.PostgresAccounts;
import dev.lockkeeper.adapter.postgres.PostgresLogin;
import dev.lockkeeper.adapter.postgres.PostgresMoments;
import dev.lockkeeper.adapter.postgres.PostgresOneWriter;
import dev.lockkeeper.adapter.postgres.PostgresRestoreSite;
import dev.lockkeeper.adapter.schedule.MachineScheduler;
import dev.lockkeeper.backup.ArchiveTool;
import dev.lockkeeper.backup.Attempts;
import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.BackupFolder;
import dev.lockkeeper.backup.BackupReason;
import dev.lockkeeper.backup.Backups;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.backup.Keeping;
import dev.lockkeeper.backup.Manifest;
import dev.lockkeeper.backup.Pruning;
import dev.lockkeeper.backup.RestoreSite;
import dev.lockkeeper.backup.RestoreTests;
import dev.lockkeeper.backup.Restores;
import dev.lockkeeper.backup.Retention;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.backup.Sealing;
import dev.lockkeeper.backup.Timetable;
import dev.lockkeeper.backup.Vault;
import dev.lockkeeper.cli.Choice;
import dev.lockkeeper.cli.Desk;
import dev.lockkeeper.containers.BringUp;
import dev.lockkeeper.adapter.docker.InsideContainer;
import dev.lockkeeper.adapter.postgres.PasswordVerifier;
import dev.lockkeeper.containers.Compose;
import dev.lockkeeper.containers.ComposeVerdict;
import dev.lockkeeper.containers.FirstStarts;
import dev.lockkeeper.containers.CreatePassword;
import dev.lockkeeper.containers.ServiceOfDatabase;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.InsideServer;
import dev.lockkeeper.containers.EarlierImage;
import dev.lockkeeper.containers.Mending;
import dev.lockkeeper.containers.OtherPort;
import dev.lockkeeper.containers.PublishedPort;
import dev.lockkeeper.containers.SetPassword;
import dev.lockkeeper.environment.MendEnvironment;
import dev.lockkeeper.environment.QuotePassword;
import dev.lockkeeper.readiness.RebuildIndexes;
import dev.lockkeeper.adapter.postgres.PostgresIndexes;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.readiness.LoginCause;
import dev.lockkeeper.containers.Causes;
import dev.lockkeeper.adapter.machine.MachineDisks;
import dev.lockkeeper.adapter.machine.MachinePorts;
import dev.lockkeeper.adapter.docker.PublishedPorts;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.Desktop;
import dev.lockkeeper.containers.EngineRoom;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.DatabaseInCompose;
import dev.lockkeeper.environment.EnvCreation;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.EnvironmentProblem;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.RunBook;
import dev.lockkeeper.operation.RunFiles;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.readiness.Checklist;
import dev.lockkeeper.readiness.Diagnosis;
import dev.lockkeeper.readiness.Login;
import dev.lockkeeper.readiness.LostSession;
import dev.lockkeeper.readiness.Survey;
import dev.lockkeeper.schema.CatalogStore;
import dev.lockkeeper.schema.AlembicRevisions;
import dev.lockkeeper.schema.Gate;
import dev.lockkeeper.schema.LeftAside;
import dev.lockkeeper.schema.Lookout;
import dev.lockkeeper.schema.MigrationHistory;
import dev.lockkeeper.schema.Proof;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.support.Bundle;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Puts adapters behind the features: the one place that says `new` across rooms.
public final class Wiring implements House {

    private final Settings settings;
    private final Folders folders;
    private final PracticeDatabase practice;
    private final AtomicReference<@Nullable Rooms> last;
    private final Machine machine;

    /// What of this machine's Docker is asked, and what starts it; a test has another.
    record Machine(Supplier<DockerConnection> engine, Desktop desktop) {

        static Machine here() {
            return new Machine(DockerConnection::ofThisMachine, DesktopCommandLine.ofThisMachine());
        }
    }

    public Wiring(Settings settings, Folders folders) {
        this(settings, folders, Machine.here());
    }

    Wiring(Settings settings, Folders folders, Machine machine) {
        this(settings, folders, machine, new PracticeDatabase(folders.practice()), new AtomicReference<>());
    }

    private Wiring(Settings settings, Folders folders, Machine machine, PracticeDatabase practice,
            AtomicReference<@Nullable Rooms> last) {
        this.settings = settings;
        this.folders = folders;
        this.machine = machine;
        this.practice = practice;
        this.last = last;
    }

    @Override
    public Wiring at(Path project) {
        return new Wiring(new Settings(project, Optional.empty(), settings.migrations(), Optional.empty(), settings.language()),
                folders, machine, practice, last);
    }

    /// The same rooms, for a verb. `says` hears that the practice database takes a while.
    public static Desk desk(Choice choice, Consumer<Message> says) {
        return desk(choice, false, says);
    }

    /// The same; `asking`: somebody connects to the database meanwhile, for it will be asked.
    public static Desk desk(Choice choice, boolean asking, Consumer<Message> says) {
        return desk(choice, asking, Folders.ofThisUser(), says);
    }

    static Desk desk(Choice choice, Folders folders, Consumer<Message> says) {
        return desk(choice, false, folders, says);
    }

    private static Desk desk(Choice choice, boolean asking, Folders folders, Consumer<Message> says) {
        Wiring wiring = new Wiring(
                new Settings(choice.project(), choice.environment(), choice.migrations(), choice.alembic(), choice.language()),
                folders);
        // a verb never guesses: one that means a project must not end on the practice database
        String name = choice.beginning()
                ? choice.environment().orElseGet(() -> wiring.names().stream().findFirst().orElse(Environment.DEFAULT))
                : wiring.chosen(choice.environment(), false);
        if (name.equals(Environment.PRACTICE) && !wiring.practice.running()) {
            says.accept(Message.of("journey.opening"));
        }
        if (!name.equals(Environment.PRACTICE) && !choice.beginning()) {
            new Project(choice.project()).environment(name); // only the set-up begins without the environment's file
        }
        Rooms rooms = wiring.open(Optional.of(name), asking);
        return new Desk(rooms.environment(),
                new Desk.Help(rooms.help().checklist(), rooms.help().bundle(), () -> Beginning.in(wiring, rooms)),
                new Desk.Lifting(rooms.docker().engine(), rooms.docker().bringUp(), rooms.docker().compose()::upCommand,
                        rooms.docker().mending()),
                rooms.schema(), rooms.lookout(),
                rooms.vault(),
                new Desk.Encryption(wiring.sealing(), new AgeKeys(InstantSource.system()), folders.recipients()),
                rooms.accounts(), rooms.docker().tending(), new Runs(folders.logs(), rooms.book()), rooms::close);
    }

    /// Loads what the first walk along the chain needs, beside whatever else the start of a window takes: in a cold process that takes longer
    /// than the walk itself. Its answers are thrown away.
    public void warmUp() {
        Thread.ofPlatform().daemon().name("lockkeeper-warm-up").start(() -> {
            DockerConnection.warmUp();
            PasswordVerifier.of(new Secret("what a login reckons with")); // the half of a first login
        });
    }

    /// For whom backups are encrypted, and the key to open them with, where this machine has one.
    private Sealing sealing() {
        return new AgeSealing(Optional.of(folders.recipients()),
                Optional.ofNullable(System.getenv("LOCKKEEPER_IDENTITY")).filter(text -> !text.isBlank()).map(Path::of));
    }

    private Keeping keeping(Environment environment, Backups backups) {
        Path folder = backups.folder().path();
        ZoneId zone = ZoneId.systemDefault();
        Pruning pruning = new Pruning(Retention.USUAL, new Attempts(folder, InstantSource.system()),
                () -> backups.list().stream().map(Wiring::candidate).toList(), zone);
        OwnLauncher launcher = new OwnLauncher(System::getProperty, System.getenv());
        return new Keeping(pruning, new Timetable(folders.scheduleId(settings.project(), environment), folder,
                MachineScheduler.ofThisMachine(folders.home()), () -> launcher.scheduledBackup(settings, environment),
                new Timetable.Time(InstantSource.system(), zone)));
    }

    /// As the retention sees an entry.
    private static Retention.Candidate candidate(BackupEntry entry) {
        return new Retention.Candidate(entry.file(), entry.at(), entry.manifest().isPresent(), entry.verified(),
                entry.manifest().map(Manifest::reason).orElse(BackupReason.ADOPTED));
    }

    /// Gives back what the rooms opened last hold, also where nobody closes them: a process that is told to end. Their practice server
    /// ends with them.
    public void leave() {
        Rooms open = last.get();
        if (open != null) {
            open.close();
        }
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Folders folders() {
        return folders;
    }

    /// The environments to choose from, the practice one last; one whose file cannot be read is left out.
    @Override
    public List<Environment> environments() {
        List<Environment> readable = new ArrayList<>();
        for (String name : names()) {
            try {
                readable.add(named(name));
            } catch (ProblemException e) {
                // choosing it by name says what is wrong with it
            }
        }
        promised().ifPresent(readable::addFirst);
        readable.add(practice.known().orElseGet(() -> new Environment(Environment.PRACTICE, Care.PRACTICE,
                new Address("127.0.0.1", 0, "llm_webapp_practice", "llm_app"), new Secret(""), Optional.empty())));
        return List.copyOf(readable);
    }

    private List<String> names() {
        try {
            return new Project(settings.project()).environments();
        } catch (ProblemException e) {
            return List.of();
        }
    }

    /// The default environment of a project that has a Compose file and an example, and no file of its own yet.
    private Optional<Environment> promised() {
        Project project = new Project(settings.project());
        try {
            return project.composeFile().isPresent() ? project.promised() : Optional.empty();
        } catch (ProblemException e) {
            return Optional.empty(); // an example that is no use promises nothing
        }
    }

    /// The name that is meant where none was given: the folder's default, else its first, else, where that `mayPractise`, practice.
    private String chosen(Optional<String> name, boolean mayPractise) {
        return name.or(() -> new Project(settings.project()).environments().stream().findFirst())
                .or(() -> mayPractise ? Optional.of(Environment.PRACTICE) : Optional.empty())
                // a folder in its place, or a link that leads nowhere, is told as that
                .orElseGet(() -> new Project(settings.project()).environment(Environment.DEFAULT).name());
    }

    /// Wires the rooms of one environment; empty for the one that was chosen at the start, or the default. The practice database is
    /// started, which may take a while: never on the screen's thread. Throws the environment's problem.
    @Override
    public Rooms open(Optional<String> environment) {
        return open(environment, true); // the chain is walked at once, and ends at the database
    }

    private Rooms open(Optional<String> environment, boolean asking) {
        Optional<String> asked = environment.or(settings::environment);
        // a project at its beginning is set up, not practised on
        Optional<Environment> beginning = (asked.isEmpty() && names().isEmpty())
                || asked.equals(Optional.of(Environment.DEFAULT))
                        ? promised()
                        : Optional.empty();
        String name = beginning.map(Environment::name)
                .orElseGet(() -> chosen(asked, settings.project().equals(Path.of("").toAbsolutePath())));
        Rooms opened = name.equals(Environment.PRACTICE)
                ? openPractice()
                : rooms(beginning.orElseGet(() -> named(name)), asking, () -> {});
        last.set(opened);
        return opened;
    }

    /// Where only the password is missing, it is the console that can make one.
    private Environment named(String name) {
        Project project = new Project(settings.project());
        try {
            return project.environment(name);
        } catch (ProblemException e) {
            if (e.problem() instanceof EnvironmentProblem.EnvironmentIncomplete incomplete
                    && incomplete.missingKeys().equals(List.of(EnvCreation.PASSWORD))) {
                return project.withoutPassword(name).filter(Environment::inContainer).orElseThrow(() -> e);
            }
            throw e;
        }
    }

    private Rooms openPractice() {
        Environment environment = practice.start(Journal.silent());
        return rooms(environment, false, practice::release);
    }

    private Rooms rooms(Environment environment, boolean asking, Runnable after) {
        Path project = settings.project();
        PostgresAccess access = new PostgresAccess(environment);
        if (asking) {
            access.connectAhead();
        }
        DockerConnection engine = machine.engine.get();
        ServiceChoice choice = new KeptChoice(folders.choice(project, environment));
        ServiceOfDatabase service = new ServiceOfDatabase(project, Optional.of(environment), choice);
        DockerContainers containers = new DockerContainers(engine, project, choice, service);
        SameServer server = new SameServer(environment, new PostgresLogin(access), new PostgresOneWriter(access), containers,
                new ContainerInsideFacts(engine));
        Login login = server;
        OneWriter oneWriter = server;
        PostgresSessions sessions = new PostgresSessions(access,
                new LostSession(environment, containers, InstantSource.system())::of);
        MigrationHistory history = history(environment, sessions);
        EngineRoom engineRoom = new EngineRoom(new DockerEngine(engine), machine.desktop);
        Volumes volumes = new DockerVolumes(engine);
        ComposeCommandLine commandLine = new ComposeCommandLine(project, environment, choice);
        Compose compose = new OneServerPerVolume(commandLine, containers, volumes);
        Causes causes = new Causes(new PublishedPorts(engine).or(MachinePorts.ofThisMachine()),
                () -> image(environment, service), image -> here(engine, image), commandLine::text);
        FirstStarts firstStarts = new FirstStarts(folders.firstStarts(),
                name -> volumes.find(name).map(Volumes.Volume::made).filter(made -> !made.isEmpty()));
        InsideServer inside = new InsideContainer(engine, PasswordVerifier::of);
        BackupFolder folder = new BackupFolder(folders.backups(project, environment));
        Sealing sealing = sealing();
        Backups backups = new Backups(environment, folder, dump(environment, access, engine, containers, login), sealing,
                oneWriter,
                () -> history.ladder().current().id());
        ArchiveTool tool = tool(environment, access, engine, containers, login);
        RestoreSite site = new PostgresRestoreSite(access, tool);
        if (environment.practice()) {
            site = new PracticeRestoreSite(practice, site);
        }
        RestoreTests tests = new RestoreTests(environment, folder, sealing, site, tool);
        Safeguard safeguard = new Safeguard(environment, backups, tests);
        LoginCause logins = new LoginCause(environment, inside);
        Operation<ContainerFacts> bringUp = noting(firstStarts, containers,
                bringUp(compose, containers, causes, login, logins));
        OneAction one = new OneAction(oneWriter, causes);
        Tending tending = new Tending(new Actions.Seen(containers, containers), choice, new ContainerInsideFacts(engine), compose,
                new Actions(project, compose, new Actions.Seen(containers, containers), new DockerImages(engine),
                        () -> lets(login), one),
                new VolumeReset(environment, project, new VolumeReset.Parts(containers, volumes, compose, bringUp),
                        () -> proven(environment, backups), one, InstantSource.system()));
        ServiceWatch watch = new ServiceWatch(containers, new DockerServiceEvents(engine, project, choice, service));
        LoadMeter meter = new LoadMeter(new DockerLoads(engine), watch);
        Restores restores = new Restores(environment, backups, safeguard, sealing, site, tool, oneWriter);
        Lookout lookout = new Lookout(history, new FlywayTrials(migrations(), sessions), oneWriter);
        Diagnosis diagnosis = new Diagnosis(environment, project, engineRoom, containers, login, history, causes,
                logins).keeping(firstStarts);
        Checklist checklist = new Checklist(environment, diagnosis,
                new ProjectFolder(project, environment, service,
                        new ComposeVerdict(commandLine, causes, folders.composeTaken(project, environment))),
                () -> containers.look().map(tending::weaknesses).orElse(List.of()),
                () -> containers.find().flatMap(facts -> DataRoom.shortage(facts, tending.inside())));
        Survey survey = new Survey(environment, project, new Survey.Machine(machine.desktop,
                new PublishedPorts(engine).or(MachinePorts.ofThisMachine()), MachinePorts::answers, new MachineDisks(),
                new EngineData(engine)::folder));
        RunBook book = new RunFiles(folders.runs(project, environment));
        Schema schema = new Schema(history,
                new Proof(new FlywayCatalogs(sessions), new CatalogStore(folders.catalogs())),
                safeguard, oneWriter, new FlywayAftermath(sessions))
                .behind(Gate.of(lookout, environment.care() == Care.PRODUCTION));
        Bundle bundle = BundleParts.bundle(settings, folders, environment,
                new BundleParts.Asked(checklist, engineRoom, containers, schema, book, commandLine::version));
        return new Rooms(project, environment, diagnosis,
                new Rooms.Docker(engineRoom, containers, compose, bringUp,
                        mending(environment, new Docks(containers, inside, volumes, choice, commandLine, bringUp), causes, inside,
                                login,
                                new RebuildIndexes(environment.address(), login, oneWriter, new PostgresIndexes(access))),
                        tending, new Rooms.Sight(watch, meter, new DockerLog(engine), causes),
                        () -> new Rooms.Named(service.likely(), commandLine.file(),
                                new Rooms.WebApp(new Project(project).webApplication(environment),
                                        new KeptAddress(folders.webApp(project)).read()))),
                schema, lookout,
                new Vault(backups, tests, safeguard, restores, keeping(environment, backups)),
                new OwnAccounts(new PostgresAccounts(access), server::mustBeOwn), book, new Rooms.Help(checklist, bundle, survey),
                () -> {
                    meter.close();
                    watch.close();
                    engine.close();
                    access.close();
                    after.run();
                });
    }

    /// A container that did not come up may be replaced next, and its log with it: what it tells of a first start is kept before.
    private static <T> Operation<T> noting(FirstStarts firstStarts, Containers containers, Operation<T> bringUp) {
        return (journal, stop) -> {
            try {
                return bringUp.run(journal, stop);
            } catch (ProblemException e) {
                firstStarts.look(containers);
                Optional<Problem> first = behind(e.problem(), firstStarts, containers);
                if (first.isPresent()) {
                    throw new ProblemException(first.get(), e);
                }
                throw e;
            }
        };
    }

    private static Optional<Problem> behind(Problem problem, FirstStarts firstStarts, Containers containers) {
        try {
            return containers.find().flatMap(facts -> firstStarts.behind(problem, facts, containers));
        } catch (ProblemException e) {
            return Optional.empty(); // the engine went away: what was told first stays
        }
    }

    /// The image of the database's service, as the Compose file names it.
    private Optional<String> image(Environment environment, ServiceOfDatabase service) {
        return new Project(settings.project()).compose(Optional.of(environment)).stream()
                .flatMap(compose -> compose.databases().stream()).filter(found -> found.name().equals(service.likely()))
                .map(DatabaseInCompose::image).filter(image -> !image.isBlank()).findFirst();
    }

    /// Where the engine cannot be asked the image is not what is wrong.
    private static boolean here(DockerConnection engine, String image) {
        try {
            return new DockerImages(engine).present(image);
        } catch (ProblemException e) {
            return true;
        }
    }

    /// What the ways to mend need of the container.
    private record Docks(DockerContainers containers, InsideServer inside, Volumes volumes, ServiceChoice choice,
            ComposeCommandLine commandLine,
            Operation<ContainerFacts> bringUp) {}

    private static Operation<ContainerFacts> bringUp(Compose compose, Containers containers, Causes causes, Login login,
            LoginCause logins) {
        return causes.explaining(new BringUp(compose, containers, () -> {
            try {
                return lets(login);
            } catch (ProblemException e) {
                throw new ProblemException(logins.of(e.problem(), containers.find()), e);
            }
        }));
    }

    /// Brings it up as the environment's file says by now, which is not how it was opened.
    private Operation<ContainerFacts> bringUpAnew(Project project, String environment, Docks docks, Causes causes) {
        return (journal, stop) -> {
            Environment changed = project.environment(environment);
            Compose compose = new OneServerPerVolume(new ComposeCommandLine(settings.project(), changed, docks.choice),
                    docks.containers, docks.volumes);
            PostgresAccess access = new PostgresAccess(changed);
            try {
                return bringUp(compose, docks.containers, causes, new PostgresLogin(access),
                        new LoginCause(changed, docks.inside))
                        .run(journal, stop);
            } finally {
                access.close();
            }
        };
    }

    private Mending mending(Environment environment, Docks docks, Causes causes, InsideServer inside, Login login,
            Operation<?> rebuildIndexes) {
        Project project = new Project(settings.project());
        Path file = environment.file().orElseGet(() -> project.file(environment.name()));
        return new Mending(
                new OtherPort(docks.containers, file, environment.address().port(), MachinePorts::free,
                        bringUpAnew(project, environment.name(), docks, causes)),
                new PublishedPort(docks.containers, file, settings.project()),
                causes.explaining(
                        new SetPassword(docks.containers, inside, environment.address(), environment.password(), login::ask,
                                settings.project())),
                causes.explaining(
                        new EarlierImage(docks.commandLine::file, docks.containers, causes, settings.project(), docks.bringUp)),
                new MendEnvironment(file, project.example()),
                new CreatePassword(project, environment, file, docks.commandLine,
                        bringUpAnew(project, environment.name(), docks, causes)),
                new QuotePassword(file), rebuildIndexes);
    }

    /// The newest backup of this very database that was restored once.
    private static Optional<ProvenBackups.Proven> proven(Environment environment, Backups backups) {
        return backups.list().stream().filter(BackupEntry::verified)
                .filter(entry -> entry.manifest()
                        .filter(told -> told.database().equals(environment.address().database())).isPresent())
                .max(Comparator.comparing(BackupEntry::at))
                .map(entry -> new ProvenBackups.Proven(String.valueOf(entry.file().getFileName()), entry.at(), entry.bytes()));
    }

    private MigrationFolder migrations() {
        return settings.migrations().map(MigrationFolder::at).orElseGet(MigrationFolder::shipped)
                .leaving(new LeftAside(folders.leftAside()));
    }

    private MigrationHistory history(Environment environment, PostgresSessions sessions) {
        MigrationHistory history = new FlywayHistory(migrations(), sessions,
                new FlywayHistory.Surroundings(alembic(environment), environment.care() == Care.PRODUCTION, new GitTexts()));
        return environment.practice() ? new PracticeHistory(history, practice) : history;
    }

    /// The practice database is nobody's back end's: it keeps our own numbers, whatever project lies around it.
    private AlembicRevisions alembic(Environment environment) {
        Optional<String> chosen = settings.alembic();
        if (environment.practice() || chosen.filter("none"::equals).isPresent()) {
            return AlembicRevisions.NONE;
        }
        return new AlembicFolder(settings.project(), chosen.map(Path::of));
    }

    /// Asked of whoever is nearest to the database.
    private Dump dump(Environment environment, PostgresAccess access, DockerConnection engine, Containers containers,
            Login login) {
        if (environment.practice()) {
            return new PracticeDump(practice, environment, access, ClientPrograms.ofThisMachine());
        }
        Dump byUs = new LocalDump(environment, access, ClientPrograms.ofThisMachine());
        return environment.inContainer()
                ? new NearestDump(containers, () -> lets(login),
                        new ContainerDump(engine, containers, settings.project(), environment, new PostgresMoments(access)), byUs)
                : byUs;
    }

    /// The `pg_restore` nearest to the database, found as the dump is.
    private ArchiveTool tool(Environment environment, PostgresAccess access, DockerConnection engine, Containers containers,
            Login login) {
        ArchiveTool byUs = new LocalRestore(environment, access, ClientPrograms.ofThisMachine());
        return environment.inContainer()
                ? new NearestRestore(containers, () -> lets(login),
                        new ContainerRestore(engine, containers, settings.project(), environment), byUs)
                : byUs;
    }

    /// Whether the database lets us in now. What waiting cannot mend is thrown.
    private static boolean lets(Login login) {
        try {
            login.ask();
            return true;
        } catch (ProblemException e) {
            return switch (e.problem()) {
                case ConnectionProblem.ConnectionRefused _,ConnectionProblem.ConnectionTimedOut _,ConnectionProblem.ConnectionLost _,ConnectionProblem.ServerNotReady _,ConnectionProblem.ServerRecovering _ ->
                    false;
                default -> throw e;
            };
        }
    }
}
