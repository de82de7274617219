package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.backup.Archive;
import dev.lockkeeper.backup.ArchiveTool;
import dev.lockkeeper.backup.BackupProblem.RestoreFailed;
import dev.lockkeeper.backup.BackupProblem.RoomTooSmall;
import dev.lockkeeper.backup.RestoreOutput;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.CommandLine;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Restores with the container's own `pg_restore`, from a file that is copied into the container and removed again.
public final class ContainerRestore implements ArchiveTool {

    private static final Message NOT_RESTORED = Message.of("state.not-restored");
    private static final String TOOL = "pg_restore";

    private final DockerConnection connection;
    private final RunningContainer running;
    private final Address address;

    /// `project` is the folder whose Compose file the container comes from.
    public ContainerRestore(DockerConnection connection, Containers containers, Path project, Environment environment) {
        this.connection = connection;
        this.running = new RunningContainer(containers, project);
        this.address = environment.address();
    }

    @Override
    public OptionalLong free() {
        ContainerWork work = work(running.find(), OperationId.fresh(), Journal.silent(), new StopSignal());
        String data = work.sql("SHOW data_directory");
        return data.isBlank() ? OptionalLong.empty() : work.free(data);
    }

    @Override
    public Restored restore(Archive archive, String database, Restorer by, OperationId operation, Journal journal,
            StopSignal stop) {
        return within(archive, operation, journal, stop, work -> {
            String version = ContainerWork.well(TOOL, work.ask(TOOL, "--version")).first();
            journal.info(Source.KEEPER, version + " in " + work.place(""));
            RestoreOutput output = new RestoreOutput(journal);
            journal.command(command(archive, database, by));
            // two at once: one reads and sends, the other waits for the server, which builds indexes
            ContainerPrograms.End end = work.as(by.user()).work(output, database, "sh", "-c",
                    "exec pg_restore --no-password --verbose --jobs=2 $3 --dbname=\"$2\" \"$1\"", "sh", work.file(), database,
                    by.own() ? "" : "--no-owner");
            return output.restored(version, end.exitCode());
        });
    }

    private String command(Archive archive, String database, Restorer by) {
        List<String> words = new ArrayList<>(
                List.of("docker", "compose", "exec", "-T", running.containers().service(), TOOL, "-U", by.user(),
                        "--dbname=" + database));
        if (!by.own()) {
            words.add("--no-owner");
        }
        return archive.plain().map(file -> CommandLine.of(words) + " < " + CommandLine.quoted(file.toString()))
                .orElseGet(() -> CommandLine.of("age", "--decrypt", "-i", "key.txt", archive.name()) + " | "
                        + CommandLine.of(words));
    }

    @Override
    public List<String> complaints(Archive archive, OperationId operation, StopSignal stop) {
        return within(archive, operation, Journal.silent(), stop, work -> {
            ContainerPrograms.End end = work.work(_ -> {}, work.database(), TOOL, "--file=/dev/null", work.file());
            return end.well() ? List.of() : ContainerWork.last(end.err());
        });
    }

    private <T> T within(Archive archive, OperationId operation, Journal journal, StopSignal stop,
            java.util.function.Function<ContainerWork, T> asked) {
        ContainerFacts container = running.find();
        ContainerWork work = work(container, operation, journal, stop);
        try {
            work.begin();
            work.free().ifPresent(free -> {
                if (free < archive.bytes()) {
                    throw new ProblemException(new RoomTooSmall(work.place(work.folder()), free, archive.bytes()));
                }
            });
            new CopyIn(connection, container.id(), work, journal, stop).copy(archive, NOT_RESTORED);
            return asked.apply(work);
        } catch (RuntimeException e) {
            work.endAll();
            throw interrupted(e);
        } finally {
            work.removeFile();
        }
    }

    /// What interrupts a dump interrupts a restore, in other words.
    private static RuntimeException interrupted(RuntimeException thrown) {
        return thrown instanceof ProblemException known
                && known.problem() instanceof dev.lockkeeper.backup.BackupProblem.DumpInterrupted(var evidence)
                        ? new ProblemException(new RestoreFailed("docker", -1, evidence.lines().toList()), known)
                        : thrown;
    }

    private ContainerWork work(ContainerFacts container, OperationId operation, Journal journal, StopSignal stop) {
        return new ContainerWork(connection, container, address, operation, NOT_RESTORED, journal, stop);
    }
}
