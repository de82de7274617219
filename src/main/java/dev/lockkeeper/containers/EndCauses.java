package dev.lockkeeper.containers;

import static dev.lockkeeper.containers.Rule.when;

import dev.lockkeeper.containers.EndProblem.ConfigurationInvalid;
import dev.lockkeeper.containers.EndProblem.ContainerKilled;
import dev.lockkeeper.containers.EndProblem.ContainerStopped;
import dev.lockkeeper.containers.EndProblem.DataFilesMissing;
import dev.lockkeeper.containers.EndProblem.DataFolderForbidden;
import dev.lockkeeper.containers.EndProblem.DataFolderNotEmpty;
import dev.lockkeeper.containers.EndProblem.DataInUse;
import dev.lockkeeper.containers.EndProblem.DockerDiskFull;
import dev.lockkeeper.containers.EndProblem.FirstPasswordMissing;
import dev.lockkeeper.containers.EndProblem.ImageUnfit;
import dev.lockkeeper.containers.EndProblem.InitScriptFailed;
import dev.lockkeeper.containers.EndProblem.LibraryMissing;
import dev.lockkeeper.containers.EndProblem.ListenAddressTaken;
import dev.lockkeeper.containers.EndProblem.LocaleInvalid;
import dev.lockkeeper.containers.EndProblem.MemoryRefused;
import dev.lockkeeper.containers.EndProblem.OutOfMemory;
import dev.lockkeeper.containers.EndProblem.Pg18Mount;
import dev.lockkeeper.containers.EndProblem.PgMajorMismatch;
import dev.lockkeeper.containers.EndProblem.SharedMemoryFull;
import dev.lockkeeper.containers.EndProblem.StartedAsRoot;
import dev.lockkeeper.containers.EndProblem.WalDamaged;
import java.util.List;
import java.util.Optional;

/// Reads from an ended container's log and exit code why it ended.
final class EndCauses {

    private static final int KILLED = 137;
    private static final int STOPPED = 143;
    /// How near to the end of the log the server says that it has shut down.
    private static final int LAST_WORDS = 20;

    private EndCauses() {}

    /// The proven cause; empty where there is none. `outOfMemory` is what the engine says, which alone tells a memory limit from
    /// another kill.
    static Optional<EndProblem> of(Ended ended, boolean outOfMemory) {
        if (outOfMemory) {
            return Optional.of(new OutOfMemory(ended));
        }
        return switch (ended.exitCode()) {
            case 0, STOPPED -> ended.again() ? read(ended) : Optional.of(new ContainerStopped(clean(ended.log()), ended));
            case KILLED -> ended.again() ? read(ended) : Optional.of(new ContainerKilled(ended));
            default -> read(ended);
        };
    }

    private static Optional<EndProblem> read(Ended ended) {
        return Rule.first(rules(ended), String.join("\n", ServerLog.withoutStatements(sinceLastStart(ended.log()))));
    }

    /// In the order in which one hides the other: a full disk makes many other words.
    private static List<Rule<EndProblem>> rules(Ended ended) {
        return List.of(
                when("initialized by PostgreSQL version (\\S+), which is not compatible with this version (\\d+(?:\\.\\d+)*)",
                        found -> new PgMajorMismatch(found.group(1), found.group(2), ended)),
                when("database files are incompatible with server", _ -> new PgMajorMismatch("?", "?", ended)),
                when("in 18\\+, these Docker images are configured to store database data", _ -> new Pg18Mount(ended)),
                when("superuser password is not specified", _ -> new FirstPasswordMissing(ended)),
                when("could not resize shared memory segment[^\n]*No space left on device", _ -> new SharedMemoryFull(ended)),
                when("No space left on device|HINT:\\s+Check free disk space|Disk quota exceeded",
                        _ -> new DockerDiskFull(ended)),
                when("syntax error in file \"([^\"]+)\" line (\\d+)",
                        found -> new ConfigurationInvalid(found.group(1) + ":" + found.group(2), ended)),
                when("FATAL:\\s+could not access file \"([^\"]+)\": No such file or directory",
                        found -> new LibraryMissing(found.group(1), ended)),
                when("FATAL:\\s+could not load library \"([^\"]+)\"", found -> new LibraryMissing(found.group(1), ended)),
                when("(?:FATAL|LOG):\\s+(?:invalid value for|unrecognized configuration) parameter \"([^\"]+)\"",
                        found -> new ConfigurationInvalid(found.group(1), ended)),
                when("(?:could not open configuration file|could not load)\\s+\"?(/?[^\": ]+pg_hba\\.conf|[^\" ]+\\.conf)",
                        found -> new ConfigurationInvalid(found.group(1), ended)),
                when("initdb: error: invalid locale (?:name|settings)[^\"\n]*\"?([^\"\n]*)\"?",
                        found -> new LocaleInvalid(found.group(1).isBlank() ? "?" : found.group(1), false, ended)),
                when("locale name \"([^\"]+)\" (?:has changed|is not recognized)",
                        found -> new LocaleInvalid(found.group(1), false, ended)),
                when("psql:(/docker-entrypoint-initdb\\.d/[^:\n]+:\\d+)[^\n]*ERROR",
                        found -> new InitScriptFailed(found.group(1), ended)),
                when("initdb: error: directory \"([^\"]+)\" exists but is not empty",
                        found -> new DataFolderNotEmpty(found.group(1), ended)),
                when("(data directory \"[^\"]+\" has (?:wrong ownership|invalid permissions)[^\n]*"
                        + "|initdb: error: could not (?:change permissions of|access) directory[^\n]*"
                        + "|(?:chown|chmod): [^\n]*(?:Operation not permitted|Permission denied)"
                        + "|could not open (?:directory|file) \"[^\"]+\": Permission denied)",
                        found -> new DataFolderForbidden(found.group(1), ended)),
                when("(lock file \"postmaster\\.pid\" already exists[^\n]*|pre-existing shared memory block[^\n]*in use)",
                        found -> new DataInUse(found.group(1), ended)),
                when("(could not locate a valid checkpoint record|invalid (?:primary )?checkpoint record"
                        + "|WAL (?:file|ends)[^\n]*(?:before|damaged)[^\n]*|record with incorrect prev-link[^\n]*startup)",
                        found -> new WalDamaged(found.group(1), ended)),
                when("(could not (?:open|find|read)[^\n]*(?:pg_control|PG_VERSION|pg_filenode\\.map)[^\n]*"
                        + "|\"[^\"]+\" is not a (?:valid )?database cluster directory|is not a valid data directory)",
                        found -> new DataFilesMissing(found.group(1), ended)),
                when("(could not bind \\w+ address[^\n]*Address already in use|could not create any TCP/IP sockets)",
                        found -> new ListenAddressTaken(found.group(1), ended)),
                when("\"root\" execution of the PostgreSQL server is not permitted", _ -> new StartedAsRoot(ended)),
                when("(exec format error|exec [^\n]*docker-entrypoint\\.sh[^\n]*no such file or directory"
                        + "|bad interpreter[^\n]*)", found -> new ImageUnfit(found.group(1), ended)),
                when("(could not map anonymous shared memory[^\n]*|could not create shared memory segment[^\n]*"
                        + "|FATAL:\\s+out of memory)", found -> new MemoryRefused(found.group(1), ended)));
    }

    private static boolean clean(List<String> log) {
        return log.reversed().stream().limit(LAST_WORDS).anyMatch(line -> line.contains("database system is shut down"));
    }

    /// What the log says of the last life: what ended an earlier one may be mended. A first start has two: the temporary server's, which
    /// runs the scripts, belongs to the same life.
    private static List<String> sinceLastStart(List<String> log) {
        for (int i = log.size() - 1; i >= 0; i--) {
            if (log.get(i).contains("ready to accept connections")) {
                return log.subList(i, log.size());
            }
        }
        return log;
    }
}
