package dev.lockkeeper.adapter.embedded;

import dev.lockkeeper.adapter.embedded.PracticeFolder.Settings;
import dev.lockkeeper.adapter.postgres.PracticeSamples;
import dev.lockkeeper.adapter.postgres.PracticeServer;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.PracticeProblem;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.PrivateFiles;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A PostgreSQL server of our own for practising, in a folder of this user. It outlives the console that started it; the next console
/// attaches to it. Any thread, and several consoles at once, may use it.
public final class PracticeDatabase {

    /// The PostgreSQL major of our binaries; data of another major cannot be opened.
    public static final int MAJOR = 15;

    static final String OWNER = "llm_app";
    static final String DATABASE = "llm_webapp_practice";

    private static final String SUPERUSER = "postgres";
    private static final int FIRST_PORT = 54330;
    private static final int PORTS = 200;
    private static final long LOG_LIMIT = 4L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PracticeFolder folder;
    private volatile boolean startedByUs;

    /// `home` should not be in the temp folder: systems clean that.
    public PracticeDatabase(Path home) {
        this(new PracticeFolder(home.toAbsolutePath().normalize(), home.toAbsolutePath().normalize()));
    }

    PracticeDatabase(PracticeFolder folder) {
        this.folder = folder;
    }

    /// Starts the server, or attaches to it where it runs already, and tells how to reach its database, which exists then. The first start
    /// unpacks the server and takes seconds; later ones less than one. Throws [PracticeProblem].
    public Environment start(Journal journal) {
        return alone(() -> started(journal).environment());
    }

    /// Stops the server, however it was started. Does nothing where none runs.
    public void stop() {
        if (Files.isDirectory(folder.data())) {
            alone(() -> {
                stopped();
                return folder.home();
            });
        }
    }

    /// Stops the server if this console started it and nobody else is connected: what a console does at its end, after it gave its own
    /// connections back.
    public void release() {
        if (startedByUs && known().isPresent()) {
            alone(() -> {
                Settings settings = settings();
                if (!new PracticeServer(settings.port(), SUPERUSER, settings.superuserPassword()).inUse()) {
                    stopped();
                }
                return folder.home();
            });
        }
    }

    /// How to reach the database, as of the last start; asks nothing of the server. Empty before the first start.
    public Optional<Environment> known() {
        return folder.settings().map(Settings::environment);
    }

    /// Whether a server of this folder runs now.
    public boolean running() {
        return Postmaster.of(folder.data()).standing() == Postmaster.Standing.OURS;
    }

    /// Whether this console, not another one, started the server that runs.
    public boolean startedByUs() {
        return startedByUs;
    }

    /// The folder of server, data, log and settings.
    public Path folder() {
        return folder.home();
    }

    /// Adds the practice accounts that fit the schema's level, where it has one for them. Adding them again changes nothing.
    /// Returns the number of practice accounts there are.
    public int fillSamples() {
        return samples().fill();
    }

    /// Makes sure that a practice account is locked now, for `minutes` from now by the server's clock, as after five failed logins.
    /// Returns whether there is such an account.
    public boolean relock(String username, int minutes) {
        return samples().relock(username, minutes);
    }

    /// Runs `work` on the data folder while the server is stopped and nobody can start it. The server runs again afterwards, whatever
    /// happens.
    <T> T whileStopped(Journal journal, StoppedWork<T> work) {
        return alone(() -> {
            boolean ours = startedByUs;
            stopped();
            try {
                return work.on(folder.data());
            } finally {
                started(journal);
                startedByUs = ours;
            }
        });
    }

    /// The version of the server that runs: `15.19`.
    String serverVersion() {
        return new PracticeServer(settings().port(), SUPERUSER, settings().superuserPassword()).version();
    }

    PracticeFolder place() {
        return folder;
    }

    private PracticeSamples samples() {
        return new PracticeSamples(settings().environment());
    }

    private Settings settings() {
        return folder.settings()
                .orElseThrow(() -> new ProblemException(new PracticeProblem.PracticeSettingsLost(folder.settingsFile())));
    }

    private Settings started(Journal journal) throws IOException, InterruptedException {
        folder.endExchange();
        checkMajor();
        Optional<Settings> attached = attached(journal);
        if (attached.isPresent()) {
            return attached.get();
        }
        Commands commands = Commands.in(folder.home());
        ServerPrograms programs = ServerPrograms.in(folder.programs());
        Settings settings = prepared(programs, commands, journal);
        int port = free(settings.port());
        if (port != settings.port()) {
            journal.line(Source.KEEPER, Level.WARN, "port " + settings.port() + " is taken: using " + port);
            settings = settings.on(port);
            folder.remember(settings);
        }
        configure(port);
        keepLogSmall();
        Commands.Result start = commands.run(PATIENCE.plusSeconds(10), programs.path("pg_ctl"), "start", "-D",
                folder.data().toString(),
                "-l", folder.log().toString(), "-w", "-t", String.valueOf(PATIENCE.toSeconds()));
        if (start.code() != 0) {
            // a server that a killed console had only just begun to start
            Optional<Settings> other = attached(journal);
            if (other.isPresent()) {
                return other.get();
            }
            List<String> words = Commands.tail(folder.log());
            throw new ProblemException(
                    new PracticeProblem.PracticeServerFailed("pg_ctl start", words.isEmpty() ? start.lines() : words));
        }
        startedByUs = true;
        if (folder.programs().equals(folder.home())) {
            programs.removeOthers(folder.home());
        }
        awaitDatabase(settings);
        journal.line(Source.KEEPER, Level.OK, "practice database " + settings.environment().address() + " started");
        return settings;
    }

    private Optional<Settings> attached(Journal journal) throws IOException {
        Postmaster postmaster = Postmaster.of(folder.data());
        if (postmaster.standing() == Postmaster.Standing.LEFT_BEHIND) {
            journal.line(Source.KEEPER, Level.WARN,
                    "postmaster.pid was left behind (process " + postmaster.pid() + " is another program)");
            Files.delete(folder.data().resolve("postmaster.pid"));
            return Optional.empty();
        }
        if (postmaster.standing() == Postmaster.Standing.ABSENT) {
            return Optional.empty();
        }
        Settings remembered = settings();
        Settings settings = postmaster.port() == 0 ? remembered : remembered.on(postmaster.port());
        if (postmaster.standing() == Postmaster.Standing.UNSURE && !ours(settings)) {
            return Optional.empty(); // the server itself refuses to start where another one is at work
        }
        if (settings.port() != remembered.port()) {
            folder.remember(settings);
        }
        awaitDatabase(settings);
        journal.info(Source.KEEPER, "practice database " + settings.environment().address() + " runs already");
        return Optional.of(settings);
    }

    private boolean ours(Settings settings) throws IOException {
        Optional<Path> data = new PracticeServer(settings.port(), SUPERUSER, settings.superuserPassword()).dataFolder();
        return data.isPresent() && Files.isSameFile(data.get(), folder.data());
    }

    private void awaitDatabase(Settings settings) {
        PracticeServer server = new PracticeServer(settings.port(), SUPERUSER, settings.superuserPassword());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            PracticeServer.Answer answer = server.prepare(OWNER, settings.password(), DATABASE);
            switch (answer) {
                case READY -> {
                    return;
                }
                case WRONG_PASSWORD ->
                    throw new ProblemException(new PracticeProblem.PracticeSettingsLost(folder.settingsFile()));
                case NOT_YET -> {
                    if (System.nanoTime() > deadline) {
                        throw new ProblemException(
                                new PracticeProblem.PracticeServerFailed("login", Commands.tail(folder.log())));
                    }
                    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                }
            }
        }
    }

    private Settings prepared(ServerPrograms programs, Commands commands, Journal journal)
            throws IOException, InterruptedException {
        folder.sweep();
        if (Files.isDirectory(folder.data())) {
            return settings();
        }
        journal.info(Source.KEEPER, "preparing the practice database in " + folder.home());
        Settings settings = folder.settings().orElseGet(() -> Settings.fresh(FIRST_PORT));
        // a name of its own: the initdb of a console that was killed may still be writing into an earlier one
        Path part = folder.freshPart();
        Path password = folder.home().resolve("first-password.part");
        PrivateFiles.write(password, settings.superuserPassword().reveal());
        try {
            Commands.Result initdb = commands.run(PATIENCE.multipliedBy(2), programs.path("initdb"), "-D",
                    part.toString(),
                    "-U", SUPERUSER, "-A", "scram-sha-256", "--pwfile=" + password, "--locale=C", "--encoding=UTF8");
            if (initdb.code() != 0) {
                throw new ProblemException(new PracticeProblem.PracticeServerFailed("initdb", initdb.lines()));
            }
        } finally {
            Files.deleteIfExists(password);
        }
        Files.writeString(part.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        Files.writeString(part.resolve("postgresql.conf"), "\ninclude 'lockkeeper.conf'\n",
                StandardOpenOption.APPEND);
        folder.remember(settings);
        Files.move(part, folder.data(), StandardCopyOption.ATOMIC_MOVE);
        return settings;
    }

    private void configure(int port) throws IOException {
        Files.writeString(folder.data().resolve("lockkeeper.conf"), """
            # Written by Lockkeeper at each start.
            port = %d
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 50
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            timezone = 'UTC'
            log_timezone = 'UTC'
            """.formatted(port));
    }

    private void stopped() throws IOException, InterruptedException {
        if (Postmaster.of(folder.data()).standing() == Postmaster.Standing.ABSENT
                || Postmaster.of(folder.data()).standing() == Postmaster.Standing.LEFT_BEHIND) {
            return;
        }
        Commands commands = Commands.in(folder.home());
        Commands.Result stop = commands.run(PATIENCE.plusSeconds(10), ServerPrograms.in(folder.programs()).path("pg_ctl"), "stop",
                "-D", folder.data().toString(), "-m", "fast", "-w", "-t", String.valueOf(PATIENCE.toSeconds()));
        if (stop.code() != 0 && Postmaster.of(folder.data()).standing() != Postmaster.Standing.ABSENT) {
            throw new ProblemException(new PracticeProblem.PracticeServerFailed("pg_ctl stop", stop.lines()));
        }
        startedByUs = false;
    }

    private void checkMajor() throws IOException {
        Path version = folder.data().resolve("PG_VERSION");
        if (Files.isDirectory(folder.data())) {
            String found = Files.exists(version) ? Files.readString(version).strip() : "?";
            if (!found.equals(String.valueOf(MAJOR))) {
                throw new ProblemException(
                        new PracticeProblem.PracticeOtherMajor(folder.data(), found, String.valueOf(MAJOR)));
            }
        }
    }

    private void keepLogSmall() throws IOException {
        if (Files.exists(folder.log()) && Files.size(folder.log()) > LOG_LIMIT) {
            Files.move(folder.log(), folder.log().resolveSibling("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private int free(int wanted) {
        for (int port = wanted; port < wanted + PORTS; port++) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                // taken: try the next
            }
        }
        throw new ProblemException(new PracticeProblem.PracticeServerFailed("port",
                List.of("127.0.0.1:" + wanted + "–" + (wanted + PORTS - 1))));
    }

    private <T> T alone(Work<T> work) {
        try {
            PrivateFiles.makeFolder(folder.home());
            try (FolderLock _ = FolderLock.take(folder, PATIENCE)) {
                return work.run();
            }
        } catch (IOException e) {
            throw new ProblemException(new PracticeProblem.PracticeFolderUnusable(folder.home(), e.toString()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(new PracticeProblem.PracticeBusy(folder.home(), 0), e);
        }
    }

    /// Work on the data folder of a stopped server.
    @FunctionalInterface
    interface StoppedWork<T> {
        T on(Path data) throws IOException, InterruptedException;
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException, InterruptedException;
    }
}
