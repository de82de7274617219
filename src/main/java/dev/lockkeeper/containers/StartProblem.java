package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Problem;
import java.util.List;

/// Why a container could not be made or started, as far as the words of Compose and the engine tell. `said` are those words.
public sealed interface StartProblem extends Problem {

    List<String> said();

    /// By whom could not be found out.
    record PortTaken(String port, List<String> said) implements StartProblem {}

    record PortHeldByProcess(int port, long pid, String program, List<String> said) implements StartProblem {}

    record PortHeldByContainer(int port, String container, List<String> said) implements StartProblem {}

    /// Windows keeps it for itself. `range` is empty where Windows was not asked.
    record PortReserved(String port, String range, List<String> said) implements StartProblem {}

    /// The image is not here, and its registry cannot be reached.
    record ImageMissing(String image, List<String> said) implements StartProblem {}

    /// The registry answers, and has no such image or does not give it to us.
    record ImageRefused(String image, List<String> said) implements StartProblem {}

    record VariableMissing(String name, List<String> said) implements StartProblem {}

    record NameTaken(String name, List<String> said) implements StartProblem {}

    /// The Compose file is no YAML. Compose's line is near the mistake, not always on it.
    record ComposeFileMalformed(String line, String reason, List<String> said) implements StartProblem {}

    /// YAML, but not what Compose takes.
    record ComposeFileRefused(String reason, List<String> said) implements StartProblem {}

    record ServiceMissing(String service, List<String> said) implements StartProblem {}

    record VolumeUndefined(String volume, List<String> said) implements StartProblem {}

    /// Compose cannot read the environment file.
    record EnvFileRefused(String line, String reason, List<String> said) implements StartProblem {}

    /// A folder or volume cannot be mounted as the Compose file says.
    record MountRefused(String reason, List<String> said) implements StartProblem {}

    record EngineDiskFull(List<String> said) implements StartProblem {}

    /// The engine has no address range left for one more network.
    record NetworksExhausted(List<String> said) implements StartProblem {}

    /// The Compose file uses what this engine does not know yet.
    record EngineTooOldForFile(String needs, List<String> said) implements StartProblem {}

    /// A project's network or volume is in use elsewhere and cannot be made anew.
    record InUseElsewhere(String what, List<String> said) implements StartProblem {}

    /// The container was made, and its program could not be run.
    record RuntimeRefused(String reason, List<String> said) implements StartProblem {}
}
