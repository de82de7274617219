package dev.lockkeeper.advice;

import dev.lockkeeper.containers.StartProblem;
import dev.lockkeeper.containers.StartProblem.ComposeFileMalformed;
import dev.lockkeeper.containers.StartProblem.ComposeFileRefused;
import dev.lockkeeper.containers.StartProblem.EngineDiskFull;
import dev.lockkeeper.containers.StartProblem.EngineTooOldForFile;
import dev.lockkeeper.containers.StartProblem.EnvFileRefused;
import dev.lockkeeper.containers.StartProblem.ImageMissing;
import dev.lockkeeper.containers.StartProblem.ImageRefused;
import dev.lockkeeper.containers.StartProblem.InUseElsewhere;
import dev.lockkeeper.containers.StartProblem.MountRefused;
import dev.lockkeeper.containers.StartProblem.NameTaken;
import dev.lockkeeper.containers.StartProblem.NetworksExhausted;
import dev.lockkeeper.containers.StartProblem.PortHeldByContainer;
import dev.lockkeeper.containers.StartProblem.PortHeldByProcess;
import dev.lockkeeper.containers.StartProblem.PortReserved;
import dev.lockkeeper.containers.StartProblem.PortTaken;
import dev.lockkeeper.containers.StartProblem.RuntimeRefused;
import dev.lockkeeper.containers.StartProblem.ServiceMissing;
import dev.lockkeeper.containers.StartProblem.VariableMissing;
import dev.lockkeeper.containers.StartProblem.VolumeUndefined;
import dev.lockkeeper.environment.EnvCreation;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;

/// Words and ways out for every proven reason why a container was not made or started. None of them touched the data.
final class StartAdvice {

    private static final Remedy BRING_UP = ContainerAdvice.BRING_UP;
    private static final Remedy AGAIN = Remedy.of(Verb.CHECK_AGAIN);
    private static final Remedy FILE = Remedy.of(Verb.OPEN_ENVIRONMENT_FILE);
    private static final Remedy COMPOSE = ContainerAdvice.OPEN_COMPOSE_FILE;
    private static final Remedy PRACTICE = Remedy.of(Verb.USE_PRACTICE);
    private static final Remedy PORT = Remedy.of(Verb.USE_FREE_PORT).running("lockkeeper env --free-port");
    private static final Remedy ACTIVITY = Remedy.of(Verb.SHOW_ACTIVITY);

    private StartAdvice() {}

    static Advice on(StartProblem problem) {
        return said(problem).showing(ContainerAdvice.last(problem.said()));
    }

    private static Advice said(StartProblem problem) {
        return switch (problem) {
            case PortTaken(var port, _) -> Advice.on(problem, port).offering(PORT, FILE, BRING_UP, AGAIN);
            case PortHeldByProcess(int port, long pid, var program, _) -> Advice
                    .on(problem, String.valueOf(port), String.valueOf(pid), program.isBlank() ? "?" : program)
                    .offering(PORT, FILE, BRING_UP, AGAIN);
            case PortHeldByContainer(int port, var container, _) -> Advice.on(problem, String.valueOf(port), container)
                    .offering(PORT, FILE, BRING_UP, AGAIN);
            case PortReserved(var port, var range, _) -> Advice.on(problem, port, range.isBlank() ? "?" : range)
                    .offering(PORT, FILE, BRING_UP, AGAIN);
            case ImageMissing(var image, _) -> Advice.on(problem, image)
                    .offering(ContainerAdvice.LOAD_IMAGE, BRING_UP, PRACTICE, ACTIVITY);
            case ImageRefused(var image, _) -> Advice.on(problem, image)
                    .offering(BRING_UP, ContainerAdvice.LOAD_IMAGE, PRACTICE, ACTIVITY);
            case VariableMissing(var name, _) -> name.equals(EnvCreation.PASSWORD)
                    ? Advice.on(problem, name).offering(EnvironmentAdvice.CREATE_PASSWORD, FILE, BRING_UP, ACTIVITY)
                    : Advice.on(problem, name).offering(FILE, BRING_UP, ACTIVITY);
            case NameTaken(var name, _) -> Advice.on(problem, name).offering(AGAIN, ACTIVITY);
            case ComposeFileMalformed(var line, var reason, _) ->
                Advice.on(problem, line, reason).offering(COMPOSE, AGAIN, ACTIVITY);
            case ComposeFileRefused(var reason, _) -> Advice.on(problem, reason).offering(COMPOSE, AGAIN, ACTIVITY);
            case ServiceMissing(var service, _) -> Advice.on(problem, service)
                    .offering(COMPOSE, Remedy.of(Verb.CHOOSE_PROJECT), AGAIN, ACTIVITY);
            case VolumeUndefined(var volume, _) -> Advice.on(problem, volume).offering(COMPOSE, AGAIN, ACTIVITY);
            case EnvFileRefused(var line, var reason, _) -> Advice.on(problem, line, reason)
                    .offering(FILE, BRING_UP, ACTIVITY);
            case MountRefused(var reason, _) -> Advice.on(problem, reason).offering(COMPOSE, AGAIN, ACTIVITY);
            case EngineDiskFull _ -> Advice.on(problem).offering(ContainerAdvice.PRUNE_IMAGES, BRING_UP, ACTIVITY);
            case NetworksExhausted _ -> Advice.on(problem).offering(BRING_UP, ACTIVITY);
            case EngineTooOldForFile(var needs, _) -> Advice.on(problem, needs).offering(AGAIN, ACTIVITY);
            case InUseElsewhere(var what, _) -> Advice.on(problem, what).offering(AGAIN, ACTIVITY);
            case RuntimeRefused(var reason, _) -> Advice.on(problem, reason).offering(AGAIN, ACTIVITY);
        };
    }
}
