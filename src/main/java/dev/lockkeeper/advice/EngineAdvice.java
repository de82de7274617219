package dev.lockkeeper.advice;

import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.containers.EngineProblem.EngineAbsent;
import dev.lockkeeper.containers.EngineProblem.EngineAddressInvalid;
import dev.lockkeeper.containers.EngineProblem.EngineForbidden;
import dev.lockkeeper.containers.EngineProblem.EngineRefused;
import dev.lockkeeper.containers.EngineProblem.EngineSilent;
import dev.lockkeeper.containers.EngineProblem.EngineStarting;
import dev.lockkeeper.containers.EngineProblem.EngineStopped;
import dev.lockkeeper.containers.EngineProblem.EngineVersionUnsupported;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;
import dev.lockkeeper.words.Message;
import java.util.List;

/// Words and ways out for every engine problem. None of them touches the data.
final class EngineAdvice {

    private EngineAdvice() {}

    static Advice on(EngineProblem problem) {
        return on(problem, System.getProperty("os.name"));
    }

    static Advice on(EngineProblem problem, String system) {
        boolean desktop = desktop(system);
        Message docker = Message.of(desktop ? "engine.desktop" : "engine.plain");
        return switch (problem) {
            case EngineAbsent(var address) -> Advice.on(problem).showing(List.of(address))
                    .offering(Remedy.of(Verb.USE_PRACTICE), Remedy.of(Verb.CHECK_AGAIN));
            case EngineStopped(var address, var evidence) ->
                Advice.on(problem, docker, Message.of(desktop ? "engine.desktop.stopped" : "engine.plain.stopped"))
                        .showing(List.of(address, evidence))
                        .offering(start(system), Remedy.of(Verb.CHECK_AGAIN), Remedy.of(Verb.USE_PRACTICE));
            case EngineStarting(var address, var evidence) -> Advice.on(problem, docker).showing(List.of(address, evidence))
                    .offering(Remedy.of(Verb.CHECK_AGAIN), Remedy.of(Verb.USE_PRACTICE));
            case EngineForbidden(var address, var evidence) -> Advice
                    .on(problem, Message.of(desktop ? "engine.desktop.forbidden" : "engine.plain.forbidden"))
                    .showing(List.of(address, evidence)).offering(Remedy.of(Verb.CHECK_AGAIN), Remedy.of(Verb.USE_PRACTICE));
            case EngineSilent(var address, int seconds) -> Advice.on(problem, docker, seconds).showing(List.of(address))
                    .offering(Remedy.of(Verb.CHECK_AGAIN), Remedy.of(Verb.USE_PRACTICE));
            case EngineVersionUnsupported(var evidence) -> Advice.on(problem).showing(List.of(evidence))
                    .offering(Remedy.of(Verb.CHECK_AGAIN), Remedy.of(Verb.COPY_REPORT));
            case EngineAddressInvalid(var setting, var value) -> Advice.on(problem, setting)
                    .showing(List.of(setting + "=" + value))
                    .offering(Remedy.of(Verb.CHECK_AGAIN), Remedy.of(Verb.USE_PRACTICE));
            case EngineRefused(var evidence) -> Advice.on(problem).showing(List.of(evidence))
                    .offering(Remedy.of(Verb.CHECK_AGAIN), Remedy.of(Verb.COPY_REPORT));
        };
    }

    private static boolean desktop(String system) {
        return system.startsWith("Windows") || system.startsWith("Mac");
    }

    /// On Linux the engine is a service of the system: starting it takes an administrator, so the command is only shown.
    private static Remedy start(String system) {
        if (!desktop(system)) {
            return new Remedy(Verb.START_ENGINE, Message.of("remedy.start-engine.service"), "sudo systemctl start docker");
        }
        return Remedy.of(Verb.START_ENGINE)
                .running(system.startsWith("Mac") ? "open -a Docker" : "docker desktop start --detach");
    }
}
