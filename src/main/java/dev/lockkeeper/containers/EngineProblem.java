package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Problem;
import java.util.List;
import java.util.Optional;

/// Why the Docker engine does not serve us.
public sealed interface EngineProblem extends Problem {

    /// Neither the program nor the socket is there.
    record EngineAbsent(String address) implements EngineProblem {}

    /// Installed, but nobody answers at the address. `evidence` is the system's own text, `desktop` what is known of the program that
    /// runs the engine, where somebody looked.
    record EngineStopped(String address, String evidence, Optional<DesktopFacts> desktop) implements EngineProblem {

        public EngineStopped(String address, String evidence) {
            this(address, evidence, Optional.empty());
        }
    }

    /// Nobody is where `setting` says, and at another place of this machine an engine answers. `way` is the command that leads there.
    record EngineElsewhere(String asked, String setting, String answers, String way, String evidence) implements EngineProblem {}

    /// Docker Desktop is starting: the address exists and answers with an error.
    record EngineStarting(String address, String evidence) implements EngineProblem {}

    /// Somebody paused Docker Desktop by hand. Its resource saver is something else: that one wakes by itself.
    record EnginePaused(String address, String evidence) implements EngineProblem {}

    record EngineForbidden(String address, String evidence) implements EngineProblem {}

    /// It took the connection and said nothing within the limit.
    record EngineSilent(String address, int seconds) implements EngineProblem {}

    /// We and the engine speak no common version of its interface. The two ranges, and whether it is the engine that is behind.
    record EngineVersionUnsupported(String engine, String console, boolean engineBehind) implements EngineProblem {}

    /// It runs containers of Windows: PostgreSQL's are of Linux.
    record EngineForWindows(String address) implements EngineProblem {}

    /// What Docker Desktop stands on under Windows does not work.
    record EngineWslFault(String evidence) implements EngineProblem {}

    /// The engine is on another machine, and nobody there takes the connection.
    record EngineUnreachable(String address, String evidence) implements EngineProblem {}

    /// The engine is on another machine, and what passes between us can be read and changed on the way. Not an obstacle.
    record EngineUnencrypted(String address) implements EngineProblem {}

    /// The settings name an engine that is reached in a way the console does not go: `ssh`, `TLS`.
    record EngineWayUnsupported(String address, String way) implements EngineProblem {}

    /// What the setting, such as `DOCKER_HOST`, names is no address of an engine.
    record EngineAddressInvalid(String setting, String value) implements EngineProblem {}

    /// A context is chosen that does not exist.
    record EngineContextMissing(String context) implements EngineProblem {}

    /// Docker's own settings cannot be read.
    record EngineSettingsUnreadable(String file, String evidence) implements EngineProblem {}

    /// The engine refused or failed a call.
    record EngineRefused(String evidence) implements EngineProblem {}

    /// Starting it is not ours to do here: it takes an administrator, or the person's own session.
    record EngineByHand(String command) implements EngineProblem {}

    /// The program that starts the engine failed.
    record EngineNotLaunched(String command, List<String> lines) implements EngineProblem {}

    /// It was started and was not ready in time.
    record EngineTimeout(int seconds, String seen) implements EngineProblem {}
}
