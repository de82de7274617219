package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.adapter.postgres.ClientPrograms.Client;
import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.Contents;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.backup.Moments;
import dev.lockkeeper.backup.Sha256;
import dev.lockkeeper.backup.Sink;
import dev.lockkeeper.backup.TableProgress;
import dev.lockkeeper.environment.Address;
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
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A dump by this machine's own `pg_dump`, for servers outside a container.
public final class LocalDump implements Dump {

    private final Environment environment;
    private final PostgresAccess access;
    private final PostgresMoments moments;
    private final ClientPrograms programs;

    public LocalDump(Environment environment, PostgresAccess access, ClientPrograms programs) {
        this.environment = environment;
        this.access = access;
        this.moments = new PostgresMoments(access);
        this.programs = programs;
    }

    @Override
    public BackupMethod method() {
        client(server());
        return BackupMethod.LOCAL_DUMP;
    }

    @Override
    public String command() {
        Address at = environment.address();
        return CommandLine.of("pg_dump", "-Fc", "-h", at.host(), "-p", String.valueOf(at.port()), "-U", at.user(), "-f",
                at.database() + ".dump", at.database());
    }

    @Override
    public Sent write(Sink to, OperationId operation, Journal journal, StopSignal stop) {
        stop.heed(Message.of("state.no-backup"));
        Server server = server();
        Client client = client(server);
        journal.info(Source.KEEPER, client.dump() + " (" + client.version() + ")");
        journal.command(command());
        try (Moments.Moment moment = moments.hold(operation);
                PasswordFile password = PasswordFile.of(environment.password(), operation)) {
            TableProgress progress = new TableProgress(moment.sizes(), journal);
            FutureTask<Contents> counting = new FutureTask<>(() -> moment.contents(stop));
            Thread.ofVirtual().name("lockkeeper-count").start(counting);
            try {
                return pass(client, server, moment, to, password, operation, progress, stop, counting);
            } finally {
                counting.cancel(true);
            }
        } catch (IOException e) {
            throw new ProblemException(new BackupProblem.DumpFailed(client.dump().toString(), -1, List.of(e.toString())), e);
        }
    }

    /// What `pg_dump` writes goes to the sink and, at the same time, through a `pg_restore` that reads it to its end: the table of contents
    /// alone proves nothing.
    private Sent pass(Client client, Server server, Moments.Moment moment, Sink to, PasswordFile password, OperationId operation,
            TableProgress progress, StopSignal stop, FutureTask<Contents> counting) throws IOException {
        ProcessBuilder dumping = new ProcessBuilder(client.dump().toString(), "--format=custom", "--no-password", "--verbose",
                "--lock-wait-timeout=5s", "--snapshot=" + moment.snapshot());
        ClientRun.surroundings(dumping).putAll(ClientRun.connection(environment, environment.address().database(), password,
                operation));
        ProcessBuilder reading = new ProcessBuilder(client.restore().toString(), "-f", Redirect.DISCARD.file().toString())
                .redirectOutput(Redirect.DISCARD);
        ClientRun.surroundings(reading);
        try (ClientRun reader = ClientRun.start(reading, _ -> {}, new StopSignal());
                ClientRun dump = ClientRun.start(dumping, progress, stop)) {
            MessageDigest digest = Sha256.digest();
            byte[] buffer = new byte[1 << 16];
            boolean read = true;
            InputStream from = dump.output();
            for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
                digest.update(buffer, 0, length);
                to.write(buffer, 0, length);
                read = read && reader.feed(buffer, length);
            }
            ClientRun.Ended ended = dump.await();
            stop.heed(Message.of("state.no-backup"));
            if (ended.code() != 0) {
                throw new ProblemException(failure(client, ended));
            }
            reader.finish();
            ClientRun.Ended decoded = reader.await();
            if (decoded.code() != 0 || !read) {
                throw new ProblemException(new BackupProblem.BackupUnreadable(Path.of(client.restore().toString()),
                        decoded.lines()));
            }
            return new Sent(Sha256.told(digest), to.bytes(), client.version(), server.version(),
                    counted(counting, stop), ended.warnings());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static Contents counted(FutureTask<Contents> counting, StopSignal stop) throws InterruptedException {
        try {
            return counting.get();
        } catch (ExecutionException e) {
            stop.heed(Message.of("state.no-backup"));
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        }
    }

    private static BackupProblem failure(Client client, ClientRun.Ended ended) {
        String words = String.join("\n", ended.lines());
        if (words.contains("server closed the connection") || words.contains("terminating connection")
                || words.contains("no connection to the server")) {
            return new BackupProblem.DumpInterrupted(words);
        }
        if (words.contains("canceling statement due to lock timeout")
                || words.contains("canceling statement due to statement timeout")) {
            return new BackupProblem.TablesBusy(words);
        }
        return new BackupProblem.DumpFailed(client.dump().toString(), ended.code(), ended.lines());
    }

    private Client client(Server server) {
        return programs.forServer(server.major())
                .orElseThrow(() -> new ProblemException(new BackupProblem.DumpToolMissing(server.major(), programs.lookedAt())));
    }

    private Server server() {
        return access.ask(connection -> {
            try (var statement = connection.createStatement();
                    var answer = statement.executeQuery(
                            "SELECT current_setting('server_version_num')::integer / 10000, current_setting('server_version')")) {
                answer.next();
                return new Server(answer.getInt(1), answer.getString(2));
            }
        });
    }

    private record Server(int major, String version) {}
}
