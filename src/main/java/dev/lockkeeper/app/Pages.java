package dev.lockkeeper.app;

import dev.lockkeeper.accounts.AccountsFilter;
import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.advice.Here;
import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.setup.Setup;
import dev.lockkeeper.ui.setup.SetupDestination;
import dev.lockkeeper.ui.setup.SetupMemory;
import dev.lockkeeper.ui.setup.SetupModel;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.backup.Timetable;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.readiness.Footing;
import dev.lockkeeper.readiness.Readiness;
import dev.lockkeeper.ui.accounts.AccountsDestination;
import dev.lockkeeper.ui.accounts.AccountsModel;
import dev.lockkeeper.ui.activity.Activity;
import dev.lockkeeper.ui.activity.ActivityModel;
import dev.lockkeeper.ui.activity.Aftercare;
import dev.lockkeeper.ui.backups.BackupsDestination;
import dev.lockkeeper.ui.backups.BackupsModel;
import dev.lockkeeper.ui.kit.Destination;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.containers.Load;
import dev.lockkeeper.ui.containers.ContainersDestination;
import dev.lockkeeper.ui.containers.ContainersModel;
import dev.lockkeeper.ui.kit.OpenFile;
import dev.lockkeeper.ui.kit.Threads;
import dev.lockkeeper.ui.log.ContainerLogModel;
import dev.lockkeeper.ui.migrations.MigrationsDestination;
import dev.lockkeeper.ui.migrations.MigrationsModel;
import dev.lockkeeper.ui.overview.Overview;
import dev.lockkeeper.ui.overview.OverviewModel;
import dev.lockkeeper.ui.overview.Questions;
import dev.lockkeeper.ui.shell.Environments;
import dev.lockkeeper.ui.shell.ProjectSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;

/// Makes the pages of one environment from its rooms. Called on the screen's thread; asks nothing.
final class Pages {

    private static final System.Logger LOG = System.getLogger("dev.lockkeeper");

    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    private final Threads threads;
    private final InstantSource clock;
    private final Path logs;
    private final Outside outside;
    private final Map<List<Object>, SetupMemory> memories = new HashMap<>();
    private final AtomicBoolean firstState = new AtomicBoolean();

    /// What pages can ask of the window's surroundings: a program that opens a file, the window itself, the house that is open.
    record Outside(Consumer<Path> opening, Around window, Supplier<House> house) {

        Settings settings() {
            return house.get().settings();
        }
    }

    /// What a page can ask of the window around it.
    interface Around {

        /// Opens an environment, in place of the present one.
        void open(String environment);

        /// Lets the person pick another project's folder.
        void chooseProject();

        /// Opens once more what is open, as its file says it now.
        void reopen();

        void browse(URI page);
    }

    Pages(Threads threads, InstantSource clock, Path logs, Outside outside) {
        this.threads = threads;
        this.clock = clock;
        this.logs = logs;
        this.outside = outside;
    }

    /// `named` as it was when the rooms were opened.
    Environments.Opened of(Rooms rooms, Rooms.Named named) {
        Runs runs = new Runs(logs, rooms.book());
        Here here = Here.in(rooms.project(), Optional.of(rooms.environment().name()), outside.settings().migrations(),
                outside.settings().alembic()).serving(named.service(), named.file());
        Function<Problem, Advice> advice = problem -> here.complete(Advices.on(problem));
        Setup setup = Beginning.in(outside.house().get(), rooms);
        SetupModel assistant = new SetupModel(setup, outside.window()::open, runs, threads, clock,
                memories.computeIfAbsent(List.of(rooms.project(), rooms.environment().name()), _ -> new SetupMemory()));
        OverviewModel overview = new OverviewModel(rooms.environment(), questions(rooms, named.file()), runs, threads, clock);
        overview.onOutdated(outside.window()::reopen);
        ContainersModel model = new ContainersModel(rooms.environment(), new ServiceDesk(rooms), runs, threads, clock);
        ContainerLogModel log = new ContainerLogModel(rooms.docker().sight().log(), List.of(rooms.environment().password()),
                threads);
        ContainersDestination containers = containers(rooms, model, log, advice);
        new Stir(rooms.docker().sight().watch(), () -> threads.onScreen(overview::stirred));
        ReadOnlyObjectWrapper<URI> application = new ReadOnlyObjectWrapper<>(named.application().shown());
        Overview first = new Overview(overview, new Overview.Outside(advice, outside.opening(), ways(containers)));
        List<Destination> places = List.of(
                first,
                new MigrationsDestination(
                        new MigrationsModel(rooms.schema(), rooms.lookout(), runs, threads, !rooms.environment().production()),
                        rooms.environment(), advice,
                        new MigrationsDestination.Scripts(outside.settings().migrations(), outside.opening())),
                new AccountsDestination(
                        new AccountsModel(rooms.accounts(), threads, System.getProperty("user.name"), System::nanoTime),
                        rooms.environment().production(), advice),
                containers,
                new BackupsDestination(new BackupsModel(rooms.vault(), runs, threads, clock), advice, outside.opening()),
                new Activity(new ActivityModel(runs, threads, Aftercare.by(rooms.schema().recovery())),
                        new Activity.Outside(advice, outside.opening(), first.waysOut())),
                new SetupDestination(assistant, surroundings(advice, here, application)));
        overview.onChange(
                () -> places.stream().filter(other -> other.place() != Place.OVERVIEW && other.place() != Place.ACTIVITY
                        && other.place() != Place.CONTAINERS)
                        .forEach(Destination::refresh));
        return new Environments.Opened(rooms.environment(), places, runs, overview.status(),
                Optional.of(settings(rooms, named.application(), application)), () -> {
                    threads.onScreen(() -> {
                        overview.close();
                        model.close();
                        log.close();
                    });
                    assistant.close();
                    rooms.close();
                });
    }

    private Overview.Ways ways(ContainersDestination containers) {
        return new Overview.Ways() {
            @Override
            public void practice() {
                Pages.this.practice();
            }

            @Override
            public void chooseProject() {
                outside.window().chooseProject();
            }

            @Override
            public void tend(Remedy.Verb verb, Frame frame, Node owner) {
                containers.tend(verb, frame, owner);
            }
        };
    }

    private void practice() {
        outside.window().open(Environment.PRACTICE);
    }

    private ProjectSettings settings(Rooms rooms, Rooms.WebApp known, ReadOnlyObjectWrapper<URI> application) {
        KeptAddress kept = new KeptAddress(outside.house().get().folders().webApp(rooms.project()));
        AtomicReference<Optional<URI>> chosen = new AtomicReference<>(known.chosen());
        return new ProjectSettings() {
            @Override
            public Path project() {
                return rooms.project();
            }

            @Override
            public URI foundWebApp() {
                return known.found();
            }

            @Override
            public Optional<URI> chosenWebApp() {
                return chosen.get();
            }

            @Override
            public void keepWebApp(Optional<URI> address, Runnable done, Consumer<Problem> failed) {
                threads.ask(() -> {
                    kept.keep(address);
                    return address;
                }, now -> {
                    chosen.set(now);
                    application.set(now.orElse(known.found()));
                    done.run();
                }, failed);
            }
        };
    }

    private SetupDestination.Outside surroundings(Function<Problem, Advice> advice, Here here,
            ObservableValue<URI> application) {
        return new SetupDestination.Outside() {
            @Override
            public Advice advice(Problem problem) {
                return advice.apply(problem);
            }

            @Override
            public void open(Path file) {
                outside.opening().accept(file);
            }

            @Override
            public ObservableValue<URI> application() {
                return application;
            }

            @Override
            public void browse(URI page) {
                outside.window().browse(page);
            }

            @Override
            public void practice() {
                Pages.this.practice();
            }

            @Override
            public void chooseProject() {
                outside.window().chooseProject();
            }

            @Override
            public String complete(String command) {
                return here.complete(command);
            }
        };
    }

    private static ContainersDestination containers(Rooms rooms, ContainersModel model, ContainerLogModel log,
            Function<Problem, Advice> advice) {
        if (rooms.environment().inContainer()) {
            rooms.docker().sight().watch().start();
        }
        return new ContainersDestination(model, new ContainersDestination.Outside(advice, OpenFile::choose, log));
    }

    /// Milliseconds since this process began; how long somebody waited for the first look at the chain.
    private static long sinceStart() {
        return ProcessHandle.current().info().startInstant().map(start -> Duration.between(start, Instant.now()).toMillis())
                .orElse(-1L);
    }

    private Questions questions(Rooms rooms, Optional<Path> composeFile) {
        return new Questions() {
            @Override
            public Readiness check(Consumer<Readiness> asItGoes) {
                Readiness found = rooms.diagnosis().check(asItGoes);
                if (firstState.compareAndSet(false, true)) {
                    LOG.log(System.Logger.Level.INFO, "first state after {0,number,#} ms", sinceStart());
                }
                return found;
            }

            @Override
            public Footing footing(Readiness walked) {
                return rooms.help().survey().look(walked);
            }

            @Override
            public boolean onWindows() {
                return WINDOWS;
            }

            @Override
            public boolean stands() {
                return rooms.diagnosis().stands(rooms.docker().sight().watch()::current);
            }

            @Override
            public Saved backups() {
                List<BackupEntry> entries = rooms.vault().backups().list();
                return new Saved(entries.stream().filter(entry -> entry.manifest().isPresent()).findFirst(),
                        rooms.vault().keeping().schedule(entries).flatMap(Timetable.State::missed));
            }

            @Override
            public boolean outdated() {
                return new Project(rooms.project()).differs(rooms.environment());
            }

            @Override
            public Optional<Path> composeFile() {
                return composeFile;
            }

            @Override
            public void measure(boolean wanted) {
                if (wanted) {
                    rooms.docker().sight().meter().start();
                } else {
                    rooms.docker().sight().meter().stop();
                }
            }

            @Override
            public List<Load> loads() {
                return rooms.docker().sight().meter().samples();
            }

            @Override
            public long lockedAccounts() {
                return rooms.accounts().list(AccountsFilter.ALL.viewing(AccountsFilter.View.LOCKED), Optional.empty(), 1).counts()
                        .getOrDefault(AccountsFilter.View.LOCKED, 0L);
            }

            @Override
            public Operation<Path> bundle(Path file) {
                return rooms.help().bundle().into(file, true);
            }

            @Override
            public Optional<Operation<?>> work(Remedy.Verb verb) {
                return Beginning.work(rooms, verb);
            }
        };
    }
}
