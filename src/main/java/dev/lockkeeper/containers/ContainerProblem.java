package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Why the database's container cannot be used or brought up.
public sealed interface ContainerProblem extends Problem {

    /// The engine has none.
    sealed interface NoContainer extends ContainerProblem {}

    record ContainerMissing(String service, Path project) implements NoContainer {}

    /// The engine has not the image to make it from either: a registry or a file has to give that first.
    record ContainerAndImageMissing(String service, Path project, String image) implements NoContainer {}

    /// `fatal` is the last FATAL or error line of its log.
    record ContainerExited(String service, int exitCode, Optional<String> fatal, List<String> log) implements ContainerProblem {}

    /// Created, but the engine could not start it. `reason` is the engine's text.
    record ContainerNotStarted(String service, String reason) implements ContainerProblem {}

    record ContainerPaused(String service) implements ContainerProblem {}

    /// It ends and is started again, over and over.
    record ContainerRestarting(String service, int exitCode, Optional<String> fatal,
            List<String> log) implements ContainerProblem {}

    /// `lastProbe` is what the last health check printed.
    record ContainerUnhealthy(String service, String lastProbe) implements ContainerProblem {}

    /// It runs, because the engine started it again after it had ended by itself: `last` is when, `ending` how the life before this one ended,
    /// `fatal` the last FATAL or error line of that one. Not an obstacle.
    record RestartedLately(String service, int restarts, Instant last, Message ending, Optional<String> fatal,
            List<String> log) implements ContainerProblem {}

    /// It runs, and memory ran out in it since it was started: the engine ended a process inside, not the container. Not an obstacle.
    record MemoryRanOut(String service, List<String> log) implements ContainerProblem {}

    /// The disk that holds the database's files is nearly full; bytes.
    record DataDiskLow(String container, long free, long total) implements ContainerProblem {}

    /// Its health check has not passed yet.
    record ContainerStarting(String service) implements ContainerProblem {}

    /// The server did not take the new password; `said` are its words.
    record PasswordNotSet(String user, List<String> said) implements ContainerProblem {}

    /// The service in the Compose file names no image with a version in its tag, or names it by a variable.
    record ImageNotNamed(Path file, String major) implements ContainerProblem {}

    record ComposeFileUnwritable(Path file, String reason) implements ContainerProblem {}

    /// What should be mended is well by now.
    record NothingToMend(String container) implements ContainerProblem {}

    /// Nobody has the port, so that there is nothing to make way for.
    record PortFree(int port, Path file) implements ContainerProblem {}

    /// Every port of the range is taken.
    record NoFreePort(int from, int to) implements ContainerProblem {}

    record ComposeFileMissing(Path project) implements ContainerProblem {}

    /// A folder has the name that Compose looks for, as a mount of a file that was not there leaves one behind.
    record ComposeFileIsFolder(Path folder) implements ContainerProblem {}

    /// Neither `docker compose` nor `docker-compose` is there.
    record ComposeMissing(List<String> tried) implements ContainerProblem {}

    /// Compose ended with an error; `lines` are the last ones it printed.
    record ComposeFailed(String command, int exitCode, List<String> lines) implements ContainerProblem {}

    /// It did not become healthy and reachable within the limit.
    record BringUpTimedOut(String service, int seconds, String lastState) implements ContainerProblem {}

    /// More than one container could be the database's, and nobody has chosen; each is `project: container`.
    record SeveralServices(List<String> containers) implements ContainerProblem {}

    /// More than one service of the Compose file could be the database's, and nobody has chosen.
    record SeveralDatabases(List<String> services) implements ContainerProblem {}

    /// A first start is under way: the server that runs its scripts can be reached from inside only. `lastLine` is its log's last.
    record ContainerInitialising(String service, String lastLine) implements ContainerProblem {}

    /// The first start broke off, and later starts skipped what was left of it: the server runs, and what should have been made may be missing.
    /// `where` is the script and line; `log` what it said then.
    record FirstStartUnfinished(String container, String volume, String where, List<String> log) implements ContainerProblem {}

    /// Two servers on one volume destroy its data. `runs` is the other one, which has it; `own` was not started, or has to share it.
    record VolumeInUseTwice(String volume, String runs, String own) implements ContainerProblem {}

    /// It did not come into the wanted state within the limit.
    record ActionTimedOut(String command, int seconds, String lastState) implements ContainerProblem {}

    /// Compose said that all went well, and the state is another.
    record ActionWithoutEffect(String command, String wanted, String found) implements ContainerProblem {}

    /// Another action on the same service is under way in this console.
    record ActionUnderWay(String command) implements ContainerProblem {}

    /// The image that the service needs is not there after all.
    record ImageStillMissing(String image, List<String> found) implements ContainerProblem {}

    /// The engine could not take images from this file.
    record ImageFileUnfit(Path file, String reason) implements ContainerProblem {}
}
