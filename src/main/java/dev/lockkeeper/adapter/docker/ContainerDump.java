package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.backup.BackupProblem.BackupUnreadable;
import dev.lockkeeper.backup.BackupProblem.DiskFull;
import dev.lockkeeper.backup.BackupProblem.DiskTooSmall;
import dev.lockkeeper.backup.BackupProblem.TablesBusy;
import dev.lockkeeper.backup.Contents;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.backup.Moments;
import dev.lockkeeper.backup.Sink;
import dev.lockkeeper.backup.TableProgress;
import dev.lockkeeper.containers.Compose;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.FaultPoint;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Dumps the database with the container's own `pg_dump`.
///
/// The dump is written, hashed and read back whole inside the container, and only then copied out as a file: what comes through the stream
/// of a running program may be cut short without a word.
public final class ContainerDump implements Dump {

    private static final String TOOL = "pg_dump";
    private static final Message NO_BACKUP = Message.of("state.no-backup");

    /// What a compressed dump takes of the size of its database, as a first guess.
    private static final double SHARE = 0.6;

    private final DockerConnection connection;
    private final RunningContainer running;
    private final Moments moments;
    private final Address address;

    /// `project` is the folder whose Compose file the container comes from.
    public ContainerDump(DockerConnection connection, Containers containers, Path project, Environment environment,
            Moments moments) {
        this.connection = connection;
        this.running = new RunningContainer(containers, project);
        this.moments = moments;
        this.address = environment.address();
    }

    @Override
    public BackupMethod method() {
        running.find();
        return BackupMethod.CONTAINER_DUMP;
    }

    @Override
    public String command() {
        return "docker compose exec -T " + Compose.SERVICE + " pg_dump -Fc -U " + quoted(address.user()) + " "
                + quoted(address.database())
                + " > backup.dump";
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    @Override
    public Sent write(Sink to, OperationId operation, Journal journal, StopSignal stop) {
        ContainerFacts container = running.find();
        ContainerWork work = new ContainerWork(connection, container, address, operation, NO_BACKUP, journal, stop);
        try (Moments.Moment moment = moments.hold(operation)) {
            FutureTask<Contents> counting = new FutureTask<>(() -> moment.contents(stop));
            try {
                work.begin();
                FaultPoint.reached("backup.locked");
                Thread.ofVirtual().name("lockkeeper-count").start(counting);
                Program program = dump(work, moment, journal);
                FaultPoint.reached("backup.dumped");
                FutureTask<ContainerWork.Weight> weighing = new FutureTask<>(work::weigh);
                Thread.ofVirtual().name("lockkeeper-weigh").start(weighing);
                decode(work);
                ContainerWork.Weight weight = result(weighing, stop);
                FaultPoint.reached("backup.decoded");
                new CopyOut(connection, container.id(), journal, stop).copy(work.file(), to, weight.bytes());
                stop.heed(NO_BACKUP);
                FaultPoint.reached("backup.copied");
                return new Sent(weight.sha256(), weight.bytes(), program.version, program.server, result(counting, stop),
                        program.warnings);
            } catch (RuntimeException e) {
                work.endAll();
                throw e;
            } finally {
                counting.cancel(true);
                work.removeFile();
            }
        }
    }

    private static Program dump(ContainerWork work, Moments.Moment moment, Journal journal) {
        String version = ContainerWork.well(TOOL, work.ask(TOOL, "--version")).first();
        String[] server = work
                .sql(work.database(), "SELECT current_setting('server_version') || '|' || pg_database_size(current_database())")
                .split("\\|", -1);
        long needed = (long) (Long.parseLong(server[1]) * SHARE);
        work.free("/tmp").ifPresent(free -> {
            if (free < needed) {
                throw new ProblemException(new DiskTooSmall(work.place("/tmp"), free, needed));
            }
        });
        journal.info(Source.KEEPER, version + " in " + work.place("") + " server " + server[0]);
        ContainerPrograms.End end = work.work(new TableProgress(moment.sizes(), journal), work.database(), "sh", "-c",
                "umask 077; exec pg_dump --format=custom --no-password --lock-wait-timeout=5s --verbose --snapshot=\"$2\" --file=\"$1\"",
                "sh", work.file(), moment.snapshot());
        if (!end.well()) {
            throw new ProblemException(ContainerWork.full(end)
                    ? new DiskFull(work.place("/tmp"), work.size())
                    : busy(end) ? new TablesBusy(String.join("\n", end.err())) : ContainerWork.failed(TOOL, end));
        }
        return new Program(version, server[0], end.err().stream().filter(line -> line.contains("warning:")).toList());
    }

    private static boolean busy(ContainerPrograms.End end) {
        return end.err().stream()
                .anyMatch(line -> line.contains("due to lock timeout") || line.contains("due to statement timeout"));
    }

    /// A whole reading: a table of contents alone would not notice a missing end.
    private static void decode(ContainerWork work) {
        ContainerPrograms.End end = work.work(_ -> {}, work.database(), "pg_restore", "--file=/dev/null", work.file());
        if (!end.well()) {
            throw new ProblemException(new BackupUnreadable(Path.of(work.file()), end.err()));
        }
    }

    private static <T> T result(FutureTask<T> task, StopSignal stop) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException e) {
            stop.heed(NO_BACKUP);
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        }
    }

    /// The program that dumped, the server it dumped, and what it warned of.
    private record Program(String version, String server, List<String> warnings) {}
}
