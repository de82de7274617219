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
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.CommandLine;
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
/// The dump is written into a file inside the container and only then copied out: what comes through the stream of a running program may be
/// cut short without a word. While it is written, the very bytes are hashed, and decoded to their end as a restore would; what arrives must
/// have that hash, so what was decoded is what arrived.
public final class ContainerDump implements Dump {

    private static final String TOOL = "pg_dump";
    private static final Message NO_BACKUP = Message.of("state.no-backup");

    /// What a compressed dump takes of the size of its database, as a first guess.
    private static final double SHARE = 0.6;

    /// `$1` the file, `$2` the snapshot, `$3` the compression. One `tee` hands each piece to the file, to the hash and to the reader, and ends badly where one of them
    /// did not take it all. A pipeline tells only its last program's end, so each writes its own into the fourth stream; what is missing there
    /// did not end well.
    ///
    /// The shells outlive a stop: what they started would pass to the container's first process, which is the server, and that takes an orphan
    /// ended by a signal for a crash of its own and ends every session. What a trap stands for is not inherited, so each shell sets it.
    private static final String PIPELINE = """
        trap : TERM
        umask 077
        o=--output-error=exit
        tee $o </dev/null >/dev/null 2>&1 || o=
        r=$(
            trap : TERM
            {
                {
                    trap : TERM
                    pg_dump --format=custom --no-password --lock-wait-timeout=5s --verbose --snapshot="$2" --compress="$3"
                    echo "pg_dump $?" >&4
                } | {
                    trap : TERM
                    {
                        trap : TERM
                        tee $o "$1" /dev/fd/5
                        echo "tee $?" >&4
                    } | {
                        trap : TERM
                        sha256sum >&4
                        echo "sha256sum $?" >&4
                    } 5>&-
                } 5>&1 | {
                    trap : TERM
                    pg_restore --file=/dev/null
                    echo "pg_restore $?" >&4
                }
            } 4>&1 >/dev/null
        )
        echo "$r"
        for t in pg_dump tee sha256sum pg_restore; do
            echo "$r" | grep -qx "$t 0" || exit 1
        done
        stat -c 'bytes %s' "$1"
        """;

    /// Level 4 of gzip in place of its usual 6: half the work for files 4 % larger (measured on chat messages), which more than pays for the
    /// reading back. Never 0, nor zstd or lz4, which are far faster: where the manifest is lost, only the reading can find a flipped bit, and
    /// `pg_restore` found 4, 11 and 12 of 100 in those, 99 to 100 in gzip's.
    private static final String GZIP = "4";

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
        return CommandLine.of("docker", "compose", "exec", "-T", running.containers().service(), TOOL, "-Fc", "-U",
                address.user(),
                address.database()) + " > backup.dump";
    }

    @Override
    public Sent write(Sink to, OperationId operation, Journal journal, StopSignal stop) {
        ContainerFacts container = running.find();
        journal.command(command());
        ContainerWork work = new ContainerWork(connection, container, address, operation, NO_BACKUP, journal, stop);
        try (Moments.Moment moment = moments.hold(operation)) {
            FutureTask<Contents> counting = new FutureTask<>(() -> moment.contents(stop));
            try {
                work.begin();
                FaultPoint.reached("backup.locked");
                Thread.ofVirtual().name("lockkeeper-count").start(counting);
                Program program = dump(work, moment, journal);
                FaultPoint.reached("backup.dumped");
                FaultPoint.reached("backup.decoded");
                journal.info(Source.KEEPER,
                        "decoded whole, copying " + program.report.bytes() + " bytes out of " + work.place(""));
                new CopyOut(connection, container.id(), journal, stop).copy(work.file(), to, program.report.bytes());
                stop.heed(NO_BACKUP);
                FaultPoint.reached("backup.copied");
                return new Sent(program.report.sha256(), program.report.bytes(), program.version, program.server,
                        result(counting, stop),
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
        work.free().ifPresent(free -> {
            if (free < needed) {
                throw new ProblemException(new DiskTooSmall(work.place(work.folder()), free, needed));
            }
        });
        journal.info(Source.KEEPER, version + " in " + work.place("") + " server " + server[0]);
        ContainerPrograms.End end = work.work(new TableProgress(moment.sizes(), journal), work.database(), "sh", "-c", PIPELINE,
                "sh",
                work.file(), moment.snapshot(), GZIP);
        DumpReport report = DumpReport.of(end.out());
        if (!end.well() || !report.well()) {
            throw problem(work, end, report);
        }
        return new Program(version, server[0], report,
                end.err().stream().filter(line -> line.startsWith("pg_dump: warning:")).toList());
    }

    /// Whoever failed first made the others fail: a disk that is full, then the sender, then the reader.
    private static ProblemException problem(ContainerWork work, ContainerPrograms.End end, DumpReport report) {
        if (ContainerWork.full(end)) {
            return new ProblemException(new DiskFull(work.place(work.folder()), work.size()));
        }
        if (busy(end)) {
            return new ProblemException(new TablesBusy(String.join("\n", end.err())));
        }
        if (report.readerAlone()) {
            return new ProblemException(new BackupUnreadable(Path.of(work.file()),
                    end.err().stream().filter(line -> line.startsWith("pg_restore:")).toList()));
        }
        return report.killed()
                .map(tool -> ContainerPrograms.interrupted(tool + " was killed"))
                .orElseGet(() -> new ProblemException(ContainerWork.failed(TOOL, end)));
    }

    private static boolean busy(ContainerPrograms.End end) {
        return end.err().stream()
                .anyMatch(line -> line.contains("due to lock timeout") || line.contains("due to statement timeout"));
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
    private record Program(String version, String server, DumpReport report, List<String> warnings) {}
}
