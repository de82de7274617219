package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.backup.BackupProblem.BackupUnreadable;
import dev.lockkeeper.backup.BackupProblem.DiskFull;
import dev.lockkeeper.backup.BackupProblem.DiskTooSmall;
import dev.lockkeeper.backup.BackupProblem.DumpFailed;
import dev.lockkeeper.backup.BackupProblem.DumpToolMissing;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.backup.DumpLine;
import dev.lockkeeper.containers.Ailment;
import dev.lockkeeper.containers.Compose;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.ContainerProblem.ContainerMissing;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Dumps the database with the container's own `pg_dump`, as the system user that PostgreSQL trusts there: no password leaves this machine.
///
/// The dump is written, hashed and read back whole inside the container, and only then copied out as a file: what comes through the stream
/// of a running program may be cut short without a word.
public final class ContainerDump implements Dump {

    private static final List<String> TOOLS = List.of("pg_dump", "pg_restore", "psql", "sha256sum", "stat", "df", "grep");
    private static final String TOOL = "pg_dump";

    private static final Duration SHORT = Duration.ofSeconds(15);
    /// How long to try to leave no session behind.
    private static final int ROUNDS_TO_END = 20;
    private static final int LAST_LINES = 20;

    /// What a compressed dump takes of the size of its database, as a first guess.
    private static final double SHARE = 0.6;

    private final DockerConnection connection;
    private final Containers containers;
    private final Path project;
    private final Address address;

    /// `project` is the folder whose Compose file the container comes from.
    public ContainerDump(DockerConnection connection, Containers containers, Path project, Environment environment) {
        this.connection = connection;
        this.containers = containers;
        this.project = project;
        this.address = environment.address();
    }

    @Override
    public BackupMethod method() {
        running();
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
    public Sent write(Path part, OperationId operation, Journal journal, StopSignal stop) {
        ContainerFacts container = running();
        Work work = new Work(container, operation, journal, stop);
        Sent sent;
        try {
            sent = work.dump();
            work.decode(part);
            new CopyOut(connection, container.id(), journal, stop).copy(work.file, part, sent.bytes());
            stop.heed(Message.of("state.no-backup"));
        } catch (RuntimeException e) {
            work.endAll();
            throw e;
        } finally {
            work.removeFile();
        }
        return sent;
    }

    /// An unhealthy one may still be dumped, and should be.
    private ContainerFacts running() {
        ContainerFacts found = containers.find()
                .orElseThrow(() -> new ProblemException(new ContainerMissing(Compose.SERVICE, project)));
        if (found.state() != State.RUNNING) {
            throw new ProblemException(Ailment.of(found, containers).orElseThrow());
        }
        return found;
    }

    /// One dump in one container.
    private final class Work {

        private final ContainerFacts container;
        private final ContainerPrograms programs;
        private final String marker;
        private final String file;
        private final Journal journal;
        private final StopSignal stop;

        Work(ContainerFacts container, OperationId operation, Journal journal, StopSignal stop) {
            this.container = container;
            this.programs = new ContainerPrograms(connection, container.id());
            this.marker = operation.applicationName();
            this.file = "/tmp/" + marker + ".part";
            this.journal = journal;
            this.stop = stop;
        }

        Sent dump() {
            List<String> tool = ask("sh", "-c",
                    "for t in " + String.join(" ", TOOLS) + "; do command -v $t >/dev/null || echo $t; done").out();
            if (!tool.isEmpty()) {
                throw new ProblemException(new DumpToolMissing(0, tool));
            }
            sweep();
            String version = well(TOOL, ask(TOOL, "--version")).first();
            String[] server = sql("SELECT current_setting('server_version') || '|' || pg_database_size(current_database())")
                    .split("\\|", -1);
            mustFit((long) (Long.parseLong(server[1]) * SHARE));
            stop.heed(Message.of("state.no-backup"));
            journal.info(Source.KEEPER, version + " in " + container.name() + ", server " + server[0]);
            ContainerPrograms.End end = work(line -> journal.line(Source.POSTGRES, DumpLine.level(line), line), "sh", "-c",
                    "umask 077; exec pg_dump --format=custom --no-password --lock-wait-timeout=5s --verbose --file=\"$1\"", "sh",
                    file);
            if (!end.well()) {
                throw new ProblemException(full(end) ? new DiskFull(container.name() + ":/tmp", size()) : failed(TOOL, end));
            }
            return weigh(version, server[0]);
        }

        private Sent weigh(String tool, String serverVersion) {
            List<String> said = well("sha256sum", work(_ -> {}, "sh", "-c", "stat -c %s \"$1\" && sha256sum \"$1\"", "sh", file))
                    .out();
            if (said.size() != 2 || !said.get(1).matches("[0-9a-f]{64} .*")) {
                throw new ProblemException(new DumpFailed("sha256sum", 0, said));
            }
            return new Sent(said.get(1).substring(0, 64), Long.parseLong(said.get(0)), tool, serverVersion);
        }

        /// A whole reading: a table of contents alone would not notice a missing end.
        void decode(Path part) {
            ContainerPrograms.End end = work(_ -> {}, "pg_restore", "--file=/dev/null", file);
            if (!end.well()) {
                throw new ProblemException(new BackupUnreadable(part, end.err()));
            }
        }

        /// Removes what earlier dumps left when their container died under them: written before its present life began, and nobody's now.
        /// Both times are whole seconds, so that the same second may be either.
        private void sweep() {
            long started = container.startedAt().map(Instant::getEpochSecond).orElse(0L);
            ask("sh", "-c", """
                for f in /tmp/lockkeeper-*.part; do
                    [ -f "$f" ] && [ "$(stat -c %Y "$f")" -le "$1" ] || continue
                    m=${f#/tmp/}
                    grep -aqs "PGAPPNAME=${m%.part}" /proc/[0-9]*/environ || rm -f "$f"
                done
                """, "sh", Long.toString(started));
        }

        private void mustFit(long needed) {
            List<String> table = well("df", ask("df", "-Pk", "/tmp")).out();
            String[] row = table.getLast().strip().split("\\s+", -1);
            long free = row.length > 3 && row[3].matches("\\d+") ? Long.parseLong(row[3]) * 1024 : Long.MAX_VALUE;
            if (free < needed) {
                throw new ProblemException(new DiskTooSmall(container.name() + ":/tmp", free, needed));
            }
        }

        private long size() {
            String bytes = ask("stat", "-c", "%s", file).first();
            return bytes.matches("\\d+") ? Long.parseLong(bytes) : 0;
        }

        private String sql(String query) {
            return well("psql", ask("psql", "-XAtqw", "-c", query)).first();
        }

        private ContainerPrograms.End ask(String... command) {
            return programs.ask(SHORT, environment("lockkeeper"), command);
        }

        private ContainerPrograms.End work(java.util.function.Consumer<String> line, String... command) {
            stop.heed(Message.of("state.no-backup"));
            ContainerPrograms.End end = programs.run(environment(marker), stop, line, this::endAll, command);
            stop.heed(Message.of("state.no-backup"));
            return end;
        }

        /// By environment, not by argument: no name of a database can then be taken for an option or a connection string.
        private List<String> environment(String application) {
            return List.of("PGHOST=/var/run/postgresql", "PGUSER=" + address.user(), "PGDATABASE=" + address.database(),
                    "PGAPPNAME=" + application, "PGCONNECT_TIMEOUT=10", "LC_ALL=C");
        }

        /// Ends the programs of this dump and their sessions: the engine has no way to end a program it started, and a program that was
        /// ended leaves its session to find out by itself. Does what is possible; a container that is gone has ended them already.
        void endAll() {
            try {
                ask("sh", "-c",
                        "for p in /proc/[0-9]*; do grep -aqs \"PGAPPNAME=$1\" $p/environ && kill ${p#/proc/}; done 2>/dev/null; :",
                        "sh", marker);
                for (int round = 0; round < ROUNDS_TO_END; round++) {
                    if (sql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '" + marker
                            + "'")
                            .equals("0")) {
                        return;
                    }
                }
            } catch (ProblemException e) {
                journal.line(Source.KEEPER, Level.WARN, container.name() + ": " + e.problem().code());
            }
        }

        void removeFile() {
            try {
                ask("rm", "-f", file);
            } catch (ProblemException e) {
                journal.line(Source.KEEPER, Level.WARN, container.name() + ": " + file);
            }
        }
    }

    private static ContainerPrograms.End well(String tool, ContainerPrograms.End end) {
        if (!end.well()) {
            throw new ProblemException(failed(tool, end));
        }
        return end;
    }

    private static DumpFailed failed(String tool, ContainerPrograms.End end) {
        List<String> lines = new ArrayList<>(end.err());
        // the engine says on the other stream that it could not start a program
        lines.addAll(end.exitCode() == 126 || end.exitCode() == 127 ? end.out() : List.of());
        return new DumpFailed(tool, end.exitCode(),
                List.copyOf(lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())));
    }

    private static boolean full(ContainerPrograms.End end) {
        return end.err().stream().anyMatch(line -> line.contains("No space left on device"));
    }
}
