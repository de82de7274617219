package dev.lockkeeper.app;

import dev.lockkeeper.accounts.AccountsFilter;
import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.advice.Here;
import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.backup.RestoreSite;
import dev.lockkeeper.backup.Timetable;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.readiness.Readiness;
import dev.lockkeeper.ui.accounts.AccountsDestination;
import dev.lockkeeper.ui.accounts.AccountsModel;
import dev.lockkeeper.ui.activity.Activity;
import dev.lockkeeper.ui.activity.ActivityModel;
import dev.lockkeeper.ui.backups.BackupsDestination;
import dev.lockkeeper.ui.backups.BackupsModel;
import dev.lockkeeper.ui.kit.Destination;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/// Makes the pages of one environment from its rooms. Called on the screen's thread; asks nothing.
final class Pages {

    private static final System.Logger LOG = System.getLogger("dev.lockkeeper");

    private final Threads threads;
    private final InstantSource clock;
    private final Path logs;
    private final Outside outside;
    private final AtomicBoolean firstState = new AtomicBoolean();

    /// What pages can ask of the window's surroundings: a program that opens a file, the practice database.
    record Outside(Consumer<Path> opening, Runnable practice, Runnable reopening, Settings settings) {}

    Pages(Threads threads, InstantSource clock, Path logs, Outside outside) {
        this.threads = threads;
        this.clock = clock;
        this.logs = logs;
        this.outside = outside;
    }

    Environments.Opened of(Rooms rooms) {
        Runs runs = new Runs(logs, rooms.book());
        Here here = Here.in(rooms.project(), Optional.of(rooms.environment().name()), outside.settings().migrations(),
                outside.settings().alembic());
        Function<Problem, Advice> advice = problem -> here.complete(Advices.on(problem));
        OverviewModel overview = new OverviewModel(rooms.environment(), questions(rooms), runs, threads, clock);
        overview.onOutdated(outside.reopening());
        ContainersModel model = new ContainersModel(rooms.environment(), new ServiceDesk(rooms), runs, threads, clock);
        ContainerLogModel log = new ContainerLogModel(rooms.docker().sight().log(), List.of(rooms.environment().password()),
                threads);
        new Stir(rooms.docker().sight().watch(), () -> threads.onScreen(overview::stirred));
        List<Destination> places = List.of(
                new Overview(overview, new Overview.Outside(advice, outside.opening(), outside.practice())),
                new MigrationsDestination(
                        new MigrationsModel(rooms.schema(), rooms.lookout(), runs, threads, !rooms.environment().production()),
                        rooms.environment(), advice),
                new AccountsDestination(
                        new AccountsModel(rooms.accounts(), threads, System.getProperty("user.name"), System::nanoTime),
                        rooms.environment().production(), advice),
                containers(rooms, model, log, advice),
                new BackupsDestination(new BackupsModel(rooms.vault(), runs, threads, clock), advice, outside.opening()),
                new Activity(new ActivityModel(runs, threads, rooms.schema().recovery()::reconcile), advice, outside.opening()));
        overview.onChange(
                () -> places.stream().filter(other -> other.place() != Place.OVERVIEW && other.place() != Place.ACTIVITY
                        && other.place() != Place.CONTAINERS)
                        .forEach(Destination::refresh));
        return new Environments.Opened(rooms.environment(), places, runs, overview.status(), () -> {
            threads.onScreen(() -> {
                overview.close();
                model.close();
                log.close();
            });
            rooms.close();
        });
    }

    private static Destination containers(Rooms rooms, ContainersModel model, ContainerLogModel log,
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

    /// What was cut off is asked for only when somebody wants to end it.
    private static Operation<Boolean> ending(Rooms rooms, boolean finish) {
        return (journal, stop) -> {
            RestoreSite.Interrupted cut = rooms.vault().restores().interrupted()
                    .orElseThrow(
                            () -> new ProblemException(new BackupProblem.NothingKept(rooms.environment().address().database())));
            return rooms.vault().restores().ending(cut, finish, OperationId.fresh()).run(journal, stop);
        };
    }

    private Questions questions(Rooms rooms) {
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
            public Saved backups() {
                List<BackupEntry> entries = rooms.vault().backups().list();
                return new Saved(entries.stream().filter(entry -> entry.manifest().isPresent()).findFirst(),
                        rooms.vault().keeping().schedule(entries).flatMap(Timetable.State::missed));
            }

            @Override
            public boolean outdated() {
                return rooms.environment().file().isPresent() && rooms.outdated();
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
            public Optional<Operation<?>> work(Remedy.Verb verb) {
                return switch (verb) {
                    case BRING_UP -> Optional.of(rooms.docker().bringUp());
                    case USE_FREE_PORT -> Optional.of(rooms.docker().mending().freePort());
                    case SET_PASSWORD -> Optional.of(rooms.docker().mending().setPassword());
                    case MEND_ENVIRONMENT_FILE -> Optional.of(rooms.docker().mending().environmentFile());
                    case REOPEN -> Optional.of(ending(rooms, false));
                    case FINISH_RESTORE -> Optional.of(ending(rooms, true));
                    default -> Optional.empty();
                };
            }
        };
    }
}
