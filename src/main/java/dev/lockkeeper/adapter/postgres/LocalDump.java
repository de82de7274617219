package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.adapter.postgres.ClientPrograms.Client;
import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.backup.DumpLine;
import dev.lockkeeper.backup.FullDisk;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// A dump by this machine's own `pg_dump`, for servers outside a container.
public final class LocalDump implements Dump {

    private static final int LAST_WORDS = 20;

    private final Environment environment;
    private final PostgresAccess access;
    private final ClientPrograms programs;

    public LocalDump(Environment environment, PostgresAccess access, ClientPrograms programs) {
        this.environment = environment;
        this.access = access;
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
        return "pg_dump -Fc -h " + at.host() + " -p " + at.port() + " -U " + at.user() + " -f " + at.database() + ".dump "
                + at.database();
    }

    @Override
    public Sent write(Path part, OperationId operation, Journal journal, StopSignal stop) {
        stop.heed(Message.of("state.no-backup"));
        Server server = server();
        Client client = client(server);
        journal.info(Source.KEEPER, client.dump() + " (" + client.version() + ")");
        try (FrozenTables frozen = frozen(operation)) {
            dump(client, frozen.snapshot(), part, operation, journal, stop);
            Sent sent = new Sent(sha256(part), Files.size(part), client.version(), server.version());
            decode(client, part, journal, stop);
            return sent;
        } catch (IOException e) {
            if (FullDisk.is(String.valueOf(e.getMessage()), part.toAbsolutePath().resolveSibling("."))) {
                throw new ProblemException(new BackupProblem.DiskFull(part.toString(), part.toFile().length()), e);
            }
            throw new ProblemException(new BackupProblem.DumpFailed(client.dump().toString(), -1, List.of(e.toString())), e);
        }
    }

    private void dump(Client client, String snapshot, Path part, OperationId operation, Journal journal, StopSignal stop)
            throws IOException {
        // in the temp folder, not beside the dump: that may be on a disk without permissions, where libpq would not read it
        Path passwords = Files.createTempFile("lockkeeper-" + operation, ".pgpass");
        try {
            Files.writeString(passwords,
                    "*:*:*:*:" + environment.password().reveal().replace("\\", "\\\\").replace(":", "\\:") + "\n");
            // The dump goes to its standard output, which is the file itself: so no path has to pass through the program's character set.
            ProcessBuilder dumping = new ProcessBuilder(client.dump().toString(), "--format=custom", "--no-password",
                    "--lock-wait-timeout=5s", "--snapshot=" + snapshot).redirectOutput(part.toFile());
            surroundings(dumping).putAll(Map.of("PGHOST", environment.address().host(), "PGPORT",
                    String.valueOf(environment.address().port()), "PGUSER", environment.address().user(), "PGDATABASE",
                    environment.address().database(), "PGPASSFILE", passwords.toString(), "PGAPPNAME",
                    operation.applicationName(),
                    "PGCONNECT_TIMEOUT", "5"));
            Ended ended = run(dumping, journal, stop);
            if (ended.code() != 0) {
                throw new ProblemException(failure(client, ended, part));
            }
        } finally {
            Files.deleteIfExists(passwords);
        }
    }

    /// The whole file, as a restore would read it: the table of contents alone proves nothing.
    private static void decode(Client client, Path part, Journal journal, StopSignal stop) throws IOException {
        ProcessBuilder decoding = new ProcessBuilder(client.restore().toString(), "-f",
                Redirect.DISCARD.file().toString()).redirectInput(part.toFile()).redirectOutput(Redirect.DISCARD);
        surroundings(decoding);
        Ended ended = run(decoding, journal, stop);
        if (ended.code() != 0) {
            throw new ProblemException(new BackupProblem.BackupUnreadable(part, ended.lines()));
        }
    }

    private static Map<String, String> surroundings(ProcessBuilder builder) {
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("PG"));
        variables.put("LC_ALL", "C");
        return variables;
    }

    private static Ended run(ProcessBuilder builder, Journal journal, StopSignal stop) throws IOException {
        ArrayDeque<String> lines = new ArrayDeque<>();
        Process process = builder.start();
        if (builder.redirectInput().type() == Redirect.Type.PIPE) {
            process.getOutputStream().close();
        }
        // Asked to end, pg_dump cancels its statement on the server. By its handle, since Process#destroy would close what it still says.
        try (StopSignal.Waiting _ = stop.whenRequested(process.toHandle()::destroy);
                BufferedReader said = new BufferedReader(
                        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                journal.line(Source.POSTGRES, DumpLine.level(line), line);
                lines.addLast(line);
                if (lines.size() > LAST_WORDS) {
                    lines.removeFirst();
                }
            }
            int code = process.waitFor();
            stop.heed(Message.of("state.no-backup"));
            return new Ended(code, new ArrayList<>(lines));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            if (process.isAlive()) {
                process.destroyForcibly().onExit().join();
            }
        }
    }

    private static BackupProblem failure(Client client, Ended ended, Path part) {
        String words = String.join("\n", ended.lines());
        if (words.contains("could not write") && FullDisk.is(words, part.toAbsolutePath().resolveSibling("."))) {
            return new BackupProblem.DiskFull(part.toString(), part.toFile().length());
        }
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

    private FrozenTables frozen(OperationId operation) {
        try {
            return FrozenTables.of(access.operationConnection(operation));
        } catch (SQLException e) {
            if ("55P03".equals(e.getSQLState())) {
                throw new ProblemException(new BackupProblem.TablesBusy(String.valueOf(e.getMessage())), e);
            }
            throw access.problem(e);
        }
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

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private record Server(int major, String version) {}

    private record Ended(int code, List<String> lines) {}
}
