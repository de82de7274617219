package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.adapter.postgres.ClientPrograms.Client;
import dev.lockkeeper.backup.Archive;
import dev.lockkeeper.backup.ArchiveTool;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.RestoreOutput;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.CommandLine;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Restores with this machine's own `pg_restore`, for servers outside a container.
public final class LocalRestore implements ArchiveTool {

    private static final Message NOT_RESTORED = Message.of("state.not-restored");

    private final Environment environment;
    private final PostgresAccess access;
    private final ClientPrograms programs;

    public LocalRestore(Environment environment, PostgresAccess access, ClientPrograms programs) {
        this.environment = environment;
        this.access = access;
        this.programs = programs;
    }

    /// Nobody tells from here what the server's disk holds.
    @Override
    public OptionalLong free() {
        return OptionalLong.empty();
    }

    @Override
    public Restored restore(Archive archive, String database, Restorer by, OperationId operation, Journal journal,
            StopSignal stop) {
        Client client = client();
        journal.info(Source.KEEPER, client.restore().toString());
        RestoreOutput output = new RestoreOutput(journal);
        try (PasswordFile password = PasswordFile.of(by.password(), operation)) {
            ProcessBuilder restoring = new ProcessBuilder(client.restore().toString(), "--no-password", "--verbose",
                    "--dbname=" + database).redirectOutput(Redirect.DISCARD);
            if (!by.own()) {
                restoring.command().add("--no-owner");
            }
            ClientRun.surroundings(restoring).putAll(ClientRun.connection(environment, database, password, operation));
            restoring.environment().put("PGUSER", by.user());
            journal.command(command(archive, restoring.command(), by));
            ClientRun.Ended ended = run(restoring, archive, output, stop);
            return output.restored(client.version().replace("pg_dump", "pg_restore"), ended.code());
        } catch (IOException e) {
            throw new ProblemException(new BackupProblem.RestoreFailed("pg_restore", -1, List.of(e.toString())), e);
        }
    }

    @Override
    public List<String> complaints(Archive archive, OperationId operation, StopSignal stop) {
        ProcessBuilder reading = new ProcessBuilder(client().restore().toString(), "-f", Redirect.DISCARD.file().toString())
                .redirectOutput(Redirect.DISCARD);
        ClientRun.surroundings(reading);
        try {
            ClientRun.Ended ended = run(reading, archive, _ -> {}, stop);
            return ended.code() == 0 ? List.of() : ended.lines();
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }

    private String command(Archive archive, List<String> restoring, Restorer by) {
        List<String> words = new ArrayList<>(restoring);
        words.set(0, "pg_restore");
        words.remove("--no-password");
        words.addAll(List.of("-h", environment.address().host(), "-p", String.valueOf(environment.address().port()), "-U",
                by.user()));
        return archive.plain().map(file -> CommandLine.of(words) + " " + CommandLine.quoted(file.toString()))
                .orElseGet(() -> CommandLine.of("age", "--decrypt", "-i", "key.txt", archive.name()) + " | "
                        + CommandLine.of(words));
    }

    /// The archive comes through the standard input: so no path has to pass through the program's character set, and what is encrypted on the
    /// disk is nowhere else in the clear.
    private static ClientRun.Ended run(ProcessBuilder builder, Archive archive, java.util.function.Consumer<String> line,
            StopSignal stop) throws IOException {
        archive.plain().ifPresent(file -> builder.redirectInput(file.toFile()));
        try (ClientRun program = ClientRun.start(builder, line, stop)) {
            if (archive.plain().isEmpty()) {
                try (InputStream content = archive.open()) {
                    byte[] buffer = new byte[1 << 16];
                    for (int read = content.read(buffer); read >= 0 && program.feed(buffer, read); read = content.read(buffer)) {
                        stop.heed(NOT_RESTORED);
                    }
                }
                program.finish();
            }
            ClientRun.Ended ended = program.await();
            stop.heed(NOT_RESTORED);
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// Asked beside the live database, which may be closed or lost.
    private int major() {
        try (Connection connection = access.connections().elsewhere("lockkeeper", Limits.SCREEN)) {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw access.problem(e);
        }
    }

    private Client client() {
        int major = major();
        return programs.forServer(major)
                .orElseThrow(() -> new ProblemException(new BackupProblem.DumpToolMissing(major, programs.lookedAt())));
    }
}
