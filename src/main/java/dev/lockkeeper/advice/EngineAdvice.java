package dev.lockkeeper.advice;

import dev.lockkeeper.containers.DesktopFacts;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.containers.EngineProblem.EngineAbsent;
import dev.lockkeeper.containers.EngineProblem.EngineAddressInvalid;
import dev.lockkeeper.containers.EngineProblem.EngineByHand;
import dev.lockkeeper.containers.EngineProblem.EngineContextMissing;
import dev.lockkeeper.containers.EngineProblem.EngineElsewhere;
import dev.lockkeeper.containers.EngineProblem.EngineForWindows;
import dev.lockkeeper.containers.EngineProblem.EngineForbidden;
import dev.lockkeeper.containers.EngineProblem.EngineNotLaunched;
import dev.lockkeeper.containers.EngineProblem.EnginePaused;
import dev.lockkeeper.containers.EngineProblem.EngineRefused;
import dev.lockkeeper.containers.EngineProblem.EngineSettingsUnreadable;
import dev.lockkeeper.containers.EngineProblem.EngineSilent;
import dev.lockkeeper.containers.EngineProblem.EngineStarting;
import dev.lockkeeper.containers.EngineProblem.EngineStopped;
import dev.lockkeeper.containers.EngineProblem.EngineTimeout;
import dev.lockkeeper.containers.EngineProblem.EngineUnencrypted;
import dev.lockkeeper.containers.EngineProblem.EngineUnreachable;
import dev.lockkeeper.containers.EngineProblem.EngineVersionUnsupported;
import dev.lockkeeper.containers.EngineProblem.EngineWayUnsupported;
import dev.lockkeeper.containers.EngineProblem.EngineWslFault;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;
import dev.lockkeeper.words.Message;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Words and ways out for every engine problem. None of them touches the data.
final class EngineAdvice {

    /// Winget asks before it installs.
    static final String WINGET = "winget install --id Docker.DockerDesktop -e --source winget";
    private static final String BREW = "brew install --cask docker";
    /// Docker Desktop's own switch; it lies beside its program.
    private static final String TO_LINUX = "\"%ProgramFiles%\\Docker\\Docker\\DockerCli.exe\" -SwitchLinuxEngine";

    private static final Remedy AGAIN = Remedy.of(Verb.CHECK_AGAIN);
    private static final Remedy PRACTICE = Remedy.of(Verb.USE_PRACTICE);
    private static final Remedy REPORT = Remedy.of(Verb.COPY_REPORT);
    private static final Remedy ACTIVITY = Remedy.of(Verb.SHOW_ACTIVITY);

    private EngineAdvice() {}

    static Advice on(EngineProblem problem) {
        return on(problem, System.getProperty("os.name"));
    }

    static Advice on(EngineProblem problem, String system) {
        boolean desktop = desktop(system);
        Message docker = Message.of(desktop ? "engine.desktop" : "engine.plain");
        return switch (problem) {
            case EngineAbsent(var address) -> offering(Advice.on(problem).showing(evidence(address)),
                    Stream.concat(install(system).stream(), Stream.of(PRACTICE, AGAIN)));
            case EngineStopped stopped -> stopped(stopped, system);
            case EngineElsewhere(var asked, var setting, var answers, var way, var evidence) ->
                Advice.on(problem, setting, asked, answers).showing(List.of(setting + ": " + asked, evidence, "→ " + answers))
                        .offering(copying("remedy.copy-command.elsewhere", way), AGAIN, PRACTICE);
            // starting what starts already only waits for it, with the steps shown
            case EngineStarting(var address, var evidence) ->
                offering(Advice.on(problem, docker).showing(List.of(address, evidence)), Stream.of(Optional.of(AGAIN),
                        Optional.of(Remedy.of(Verb.START_ENGINE)).filter(_ -> desktop), Optional.of(PRACTICE))
                        .flatMap(Optional::stream));
            case EnginePaused(var address, var evidence) ->
                Advice.on(problem).showing(List.of(address, evidence)).offering(AGAIN, PRACTICE);
            case EngineForbidden(var address, var evidence) -> Advice
                    .on(problem, Message.of(desktop ? "engine.desktop.forbidden" : "engine.plain.forbidden"))
                    .showing(List.of(address, evidence)).offering(AGAIN, PRACTICE);
            case EngineSilent(var address, int seconds) ->
                Advice.on(problem, docker, seconds).showing(List.of(address)).offering(AGAIN, PRACTICE);
            case EngineVersionUnsupported(var engine, var console, boolean engineBehind) -> Advice
                    .on(problem, Message.of(engineBehind ? "engine.version.behind" : "engine.version.ahead"), engine, console)
                    .showing(List.of("Docker API " + engine, "Lockkeeper " + console)).offering(AGAIN, REPORT);
            case EngineForWindows(var address) -> Advice.on(problem).showing(List.of(address))
                    .offering(copying("remedy.copy-command.switch", TO_LINUX), AGAIN, PRACTICE);
            case EngineWslFault(var evidence) -> Advice.on(problem).showing(List.of(evidence))
                    .offering(copying("remedy.copy-command.wsl", "wsl --update"), AGAIN, PRACTICE);
            case EngineUnreachable(var address, var evidence) ->
                Advice.on(problem, address).showing(List.of(address, evidence)).offering(AGAIN, PRACTICE);
            case EngineUnencrypted(var address) -> Advice.on(problem, address).showing(List.of(address)).offering(AGAIN);
            case EngineWayUnsupported(var address, var way) ->
                Advice.on(problem, way).showing(List.of(address)).offering(AGAIN, PRACTICE);
            case EngineAddressInvalid(var setting, var value) -> Advice.on(problem, setting)
                    .showing(List.of(setting + "=" + value)).offering(AGAIN, PRACTICE);
            case EngineContextMissing(var context) -> Advice.on(problem, context)
                    .offering(copying("remedy.copy-command.contexts", "docker context ls"), AGAIN, PRACTICE);
            case EngineSettingsUnreadable(var file, var evidence) ->
                Advice.on(problem, file).showing(List.of(file, evidence)).offering(AGAIN, PRACTICE);
            case EngineRefused(var evidence) -> Advice.on(problem).showing(List.of(evidence)).offering(AGAIN, REPORT);
            case EngineByHand(var command) -> Advice.on(problem)
                    .offering(copying("remedy.copy-command.start", command), AGAIN, PRACTICE);
            case EngineNotLaunched(var command, var lines) -> Advice.on(problem, command).showing(lines)
                    .offering(copying("remedy.copy-command.start", command), ACTIVITY, REPORT);
            case EngineTimeout(int seconds, var seen) -> Advice.on(problem, docker, seconds).showing(evidence(seen))
                    .offering(AGAIN, ACTIVITY, PRACTICE);
        };
    }

    private static Advice stopped(EngineStopped stopped, String system) {
        boolean desktop = stopped.desktop().map(DesktopFacts::startable).orElseGet(() -> desktop(system));
        Message docker = Message.of(desktop ? "engine.desktop" : "engine.plain");
        Optional<String> command = stopped.desktop().map(DesktopFacts::command).filter(text -> !text.isBlank())
                .or(() -> usualStart(system));
        Optional<Remedy> start = desktop
                ? Optional.of(Remedy.of(Verb.START_ENGINE).running(command.orElse("")))
                : command.map(text -> copying("remedy.copy-command.start", text));
        return offering(Advice.on(stopped, docker, Message.of(desktop ? "engine.desktop.stopped" : "engine.plain.stopped"))
                .showing(List.of(stopped.address(), stopped.evidence())),
                Stream.concat(start.stream(), Stream.of(AGAIN, PRACTICE)));
    }

    private static Advice offering(Advice advice, Stream<Remedy> ways) {
        return advice.offering(ways.toArray(Remedy[]::new));
    }

    private static List<String> evidence(String line) {
        return line.isBlank() ? List.of() : List.of(line);
    }

    private static boolean desktop(String system) {
        return system.startsWith("Windows") || system.startsWith("Mac");
    }

    /// What a person runs, because it takes an administrator or an answer.
    private static Remedy copying(String label, String command) {
        return new Remedy(Verb.COPY_COMMAND, Message.of(label), command);
    }

    private static Optional<Remedy> install(String system) {
        return Optional.of(system).filter(EngineAdvice::desktop)
                .map(known -> copying("remedy.copy-command.install", known.startsWith("Windows") ? WINGET : BREW));
    }

    private static Optional<String> usualStart(String system) {
        return Optional.of(system.startsWith("Windows")
                ? "docker desktop start --detach"
                : system.startsWith("Mac") ? "open -a Docker" : "sudo service docker start");
    }
}
