package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.backup.BackupProblem.DumpFailed;
import dev.lockkeeper.backup.BackupProblem.DumpToolMissing;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// One piece of work of PostgreSQL's own programs in one container, as the system user that PostgreSQL trusts there: no password leaves this
/// machine. It has one file of its own in the container, and leaves neither that nor programs nor sessions behind.
final class ContainerWork {

    private static final List<String> TOOLS = List.of("pg_dump", "pg_restore", "psql", "sha256sum", "tee", "stat", "df", "grep",
            "sed",
            "tr", "date");
    private static final Duration SHORT = Duration.ofSeconds(15);
    /// How long to try to leave no session behind.
    private static final int ROUNDS_TO_END = 20;
    private static final int LAST_LINES = 20;

    private final ContainerFacts container;
    private final ContainerPrograms programs;
    private Address address;
    private final String marker;
    private final String folder;
    private final String file;
    private final Message stopped;
    private final Journal journal;
    private final StopSignal stop;

    /// `stopped` is the state of the data after a stop.
    ContainerWork(DockerConnection connection, ContainerFacts container, Address address, OperationId operation, Message stopped,
            Journal journal, StopSignal stop) {
        this.container = container;
        this.programs = new ContainerPrograms(connection, container.id());
        this.address = address;
        this.marker = operation.applicationName();
        this.folder = programs.folder();
        this.file = folder + "/" + marker + ".part";
        this.stopped = stopped;
        this.journal = journal;
        this.stop = stop;
    }

    /// The file of its own, in the container.
    String file() {
        return file;
    }

    /// Where that stands.
    String folder() {
        return folder;
    }

    /// From now on as another role of the server, which trusts whoever comes from inside.
    ContainerWork as(String user) {
        address = new Address(address.host(), address.port(), address.database(), user);
        return this;
    }

    String database() {
        return address.database();
    }

    /// The container's name with the place in it, for people.
    String place(String path) {
        return container.name() + ":" + path;
    }

    /// Checks that the image has what is needed, and removes what earlier work left when its container died under it.
    void begin() {
        List<String> missing = ask("sh", "-c",
                "for t in " + String.join(" ", TOOLS) + "; do command -v $t >/dev/null || echo $t; done").out();
        if (!missing.isEmpty()) {
            throw new ProblemException(new DumpToolMissing(0, missing));
        }
        sweep();
    }

    /// Ends the programs, and removes the files, of work whose console is gone. A console at work has a session of its own from outside for as
    /// long as its programs run. A file may stand for a moment without either, so only one that rested is removed, or one from before the
    /// container's present life. Both times are whole seconds, so that the same second may be either.
    private void sweep() {
        String alive = sql(
                "SELECT coalesce(string_agg(DISTINCT split_part(application_name, ' ', 1), ' '), '') FROM pg_stat_activity"
                        + " WHERE application_name LIKE 'lockkeeper-%' AND client_addr IS NOT NULL");
        long started = container.startedAt().map(Instant::getEpochSecond).orElse(0L);
        ask("sh", "-c", """
            for p in /proc/[0-9]*; do
                m=$(tr '\\0' '\\n' <$p/environ 2>/dev/null | sed -n 's/^PGAPPNAME=\\(lockkeeper-[0-9a-f]*\\)$/\\1/p')
                [ -n "$m" ] || continue
                case " $2 " in *" $m "*) ;; *) kill ${p#/proc/} 2>/dev/null ;; esac
            done
            for f in "$3"/lockkeeper-*.part; do
                [ -f "$f" ] || continue
                m=${f##*/}
                case " $2 " in *" ${m%.part} "*) continue ;; esac
                t=$(stat -c %Y "$f")
                [ "$t" -le "$1" ] || [ "$t" -lt "$(($(date +%s) - 60))" ] || continue
                rm -f "$f"
            done
            :
            """, "sh", Long.toString(started), alive, folder);
    }

    /// Bytes free where its file goes; empty where the container does not tell.
    OptionalLong free() {
        return free(folder);
    }

    /// Bytes free in a folder of the container; empty where it does not tell.
    OptionalLong free(String folder) {
        List<String> table = well("df", ask("df", "-Pk", folder)).out();
        String[] row = table.getLast().strip().split("\\s+", -1);
        return row.length > 3 && row[3].matches("\\d+")
                ? OptionalLong.of(Long.parseLong(row[3]) * 1024)
                : OptionalLong.empty();
    }

    /// Bytes written to its file so far.
    long size() {
        String bytes = ask("stat", "-c", "%s", file).first();
        return bytes.matches("\\d+") ? Long.parseLong(bytes) : 0;
    }

    /// Asked beside the live database, which may be closed or lost.
    String sql(String query) {
        return sql("postgres", query);
    }

    String sql(String database, String query) {
        return well("psql", programs.ask(SHORT, environment("lockkeeper", database), "psql", "-XAtqw", "-c", query)).first();
    }

    /// A short question.
    ContainerPrograms.End ask(String... command) {
        return programs.ask(SHORT, environment("lockkeeper", address.database()), command);
    }

    /// A long piece of work on a database. The stop ends it on the server first.
    ContainerPrograms.End work(Consumer<String> line, String database, String... command) {
        stop.heed(stopped);
        ContainerPrograms.End end = programs.run(environment(marker, database), stop, line, this::endAll, command);
        stop.heed(stopped);
        return end;
    }

    /// By environment, not by argument: no name of a database can then be taken for an option or a connection string.
    private List<String> environment(String application, String database) {
        return List.of("PGHOST=/var/run/postgresql", "PGUSER=" + address.user(), "PGDATABASE=" + database,
                "PGAPPNAME=" + application, "PGCONNECT_TIMEOUT=10", "LC_ALL=C");
    }

    /// Ends the programs of this work and their sessions: the engine has no way to end a program it started, and a program that was
    /// ended leaves its session to find out by itself. Does what is possible; a container that is gone has ended them already.
    void endAll() {
        try {
            ask("sh", "-c",
                    "for p in /proc/[0-9]*; do grep -aqs \"PGAPPNAME=$1\" $p/environ && kill ${p#/proc/}; done 2>/dev/null; :",
                    "sh", marker);
            for (int round = 0; round < ROUNDS_TO_END; round++) {
                if (sql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '" + marker
                        + "' AND client_addr IS NULL").equals("0")) {
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

    static ContainerPrograms.End well(String tool, ContainerPrograms.End end) {
        if (!end.well()) {
            throw new ProblemException(failed(tool, end));
        }
        return end;
    }

    static DumpFailed failed(String tool, ContainerPrograms.End end) {
        List<String> lines = new ArrayList<>(end.err());
        // the engine says on the other stream that it could not start a program
        lines.addAll(end.exitCode() == 126 || end.exitCode() == 127 ? end.out() : List.of());
        return new DumpFailed(tool, end.exitCode(), last(lines));
    }

    static List<String> last(List<String> lines) {
        return List.copyOf(lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    static boolean full(ContainerPrograms.End end) {
        return end.err().stream().anyMatch(line -> line.contains("No space left on device"));
    }
}
