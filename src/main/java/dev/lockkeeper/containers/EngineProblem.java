package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Problem;

/// Why the Docker engine does not serve us.
public sealed interface EngineProblem extends Problem {

    /// Neither the program nor the socket is there.
    record EngineAbsent(String address) implements EngineProblem {}

    /// Installed, but nobody answers at the address. `evidence` is the system's own text.
    record EngineStopped(String address, String evidence) implements EngineProblem {}

    /// Docker Desktop is starting: the address exists and answers with an error.
    record EngineStarting(String address, String evidence) implements EngineProblem {}

    record EngineForbidden(String address, String evidence) implements EngineProblem {}

    /// It took the connection and said nothing within the limit.
    record EngineSilent(String address, int seconds) implements EngineProblem {}

    /// We and the engine speak no common version of its interface.
    record EngineVersionUnsupported(String evidence) implements EngineProblem {}

    /// What the setting, such as `DOCKER_HOST`, names is no address of an engine.
    record EngineAddressInvalid(String setting, String value) implements EngineProblem {}

    /// The engine refused or failed a call.
    record EngineRefused(String evidence) implements EngineProblem {}
}
