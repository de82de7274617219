package dev.lockkeeper.advice;

import dev.lockkeeper.containers.ContainerProblem.DataDiskLow;
import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.ContainerProblem.ActionTimedOut;
import dev.lockkeeper.containers.ContainerProblem.ActionUnderWay;
import dev.lockkeeper.containers.ContainerProblem.ActionWithoutEffect;
import dev.lockkeeper.containers.ContainerProblem.ContainerInitialising;
import dev.lockkeeper.containers.ContainerProblem.FirstStartUnfinished;
import dev.lockkeeper.containers.ContainerProblem.ImageFileUnfit;
import dev.lockkeeper.containers.ContainerProblem.ImageStillMissing;
import dev.lockkeeper.containers.ContainerProblem.SeveralDatabases;
import dev.lockkeeper.containers.ContainerProblem.SeveralServices;
import dev.lockkeeper.containers.ContainerProblem.VolumeInUseTwice;
import dev.lockkeeper.containers.ContainerProblem.BringUpTimedOut;
import dev.lockkeeper.containers.ContainerProblem.ComposeFailed;
import dev.lockkeeper.containers.ContainerProblem.ComposeFileIsFolder;
import dev.lockkeeper.containers.ContainerProblem.ComposeFileMissing;
import dev.lockkeeper.containers.ContainerProblem.ComposeMissing;
import dev.lockkeeper.containers.ContainerProblem.ContainerExited;
import dev.lockkeeper.containers.ContainerProblem.ContainerAndImageMissing;
import dev.lockkeeper.containers.ContainerProblem.ContainerMissing;
import dev.lockkeeper.containers.ContainerProblem.ContainerNotStarted;
import dev.lockkeeper.containers.ContainerProblem.ContainerPaused;
import dev.lockkeeper.containers.ContainerProblem.ContainerRestarting;
import dev.lockkeeper.containers.ContainerProblem.ContainerStarting;
import dev.lockkeeper.containers.ContainerProblem.ContainerUnhealthy;
import dev.lockkeeper.containers.ContainerProblem.ComposeFileUnwritable;
import dev.lockkeeper.containers.ContainerProblem.ImageNotNamed;
import dev.lockkeeper.containers.ContainerProblem.NoFreePort;
import dev.lockkeeper.containers.ContainerProblem.NothingToMend;
import dev.lockkeeper.containers.ContainerProblem.PasswordNotSet;
import dev.lockkeeper.containers.ContainerProblem.MemoryRanOut;
import dev.lockkeeper.containers.ContainerProblem.PortFree;
import dev.lockkeeper.containers.ContainerProblem.RestartedLately;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;
import dev.lockkeeper.words.Message;
import java.util.Date;
import java.util.List;

/// Words and ways out for every container problem. About the data they say only what is proven.
final class ContainerAdvice {

    private static final int LINES_SHOWN = 20;
    private static final long MEBIBYTE = 1 << 20;

    static final Remedy BRING_UP = Remedy.of(Verb.BRING_UP).running("docker compose up -d postgres");
    static final Remedy OPEN_COMPOSE_FILE = Remedy.of(Verb.OPEN_COMPOSE_FILE);
    static final Remedy RECREATE = Remedy.of(Verb.RECREATE_CONTAINER)
            .running("docker compose up -d --force-recreate postgres");
    static final Remedy LOAD_IMAGE = Remedy.of(Verb.LOAD_IMAGE).running("lockkeeper container load FILE");
    static final Remedy PRUNE_IMAGES = Remedy.of(Verb.PRUNE_IMAGES).running("lockkeeper container prune");
    /// Where the volume can be made anew, behind its guards.
    static final Remedy RESET = Remedy.of(Verb.SHOW_CONTAINERS).running("lockkeeper container reset-volume");
    private static final Remedy CHECK_AGAIN = Remedy.of(Verb.CHECK_AGAIN);
    static final Remedy SHOW_LOG = Remedy.of(Verb.SHOW_LOG).running("docker compose logs --tail 200 postgres");
    private static final Remedy ACTIVITY = Remedy.of(Verb.SHOW_ACTIVITY);
    private static final Remedy PRACTICE = Remedy.of(Verb.USE_PRACTICE);

    private ContainerAdvice() {}

    static Advice on(ContainerProblem problem) {
        return switch (problem) {
            case ContainerMissing(var service, var project) ->
                Advice.on(problem, service, project.toString()).offering(BRING_UP, CHECK_AGAIN, PRACTICE);
            case ContainerAndImageMissing(var service, var project, var image) ->
                Advice.on(problem, service, project.toString(), image).offering(BRING_UP, LOAD_IMAGE, CHECK_AGAIN, PRACTICE);
            case ContainerExited(var service, int exitCode, var fatal, var log) ->
                Advice.on(problem, service, exitCode, fatal.orElse("")).showing(last(log)).offering(SHOW_LOG, BRING_UP,
                        CHECK_AGAIN);
            case ContainerRestarting(var service, int exitCode, var fatal, var log) ->
                Advice.on(problem, service, exitCode, fatal.orElse("")).showing(last(log)).offering(SHOW_LOG, BRING_UP,
                        CHECK_AGAIN);
            case ContainerNotStarted(var service, var reason) ->
                Advice.on(problem, service).showing(List.of(reason)).offering(BRING_UP, CHECK_AGAIN, ACTIVITY);
            case ContainerPaused(var service) ->
                Advice.on(problem, service, "docker compose unpause " + service)
                        .offering(Remedy.of(Verb.UNPAUSE_CONTAINER).running("docker compose unpause " + service), CHECK_AGAIN);
            case ContainerUnhealthy(var service, var lastProbe) ->
                Advice.on(problem, service).showing(List.of(lastProbe)).offering(SHOW_LOG,
                        Remedy.of(Verb.RESTART_CONTAINER).running("docker compose restart " + service), RECREATE, CHECK_AGAIN);
            case RestartedLately(var service, int restarts, var last, var ending, var fatal, var log) ->
                Advice.on(problem, service, restarts, Date.from(last), ending, fatal.orElse("")).showing(last(log))
                        .offering(SHOW_LOG, CHECK_AGAIN);
            case MemoryRanOut(var service, var log) ->
                Advice.on(problem, service).showing(last(log)).offering(SHOW_LOG, CHECK_AGAIN);
            case DataDiskLow(var container, long free, long total) ->
                Advice.on(problem, container, free / MEBIBYTE, total / MEBIBYTE, free * 100 / Math.max(1, total))
                        .showing(List.of(container + ": " + free + " / " + total)).offering(PRUNE_IMAGES, CHECK_AGAIN);
            case PortFree(int port, var file) ->
                Advice.on(problem, String.valueOf(port), file.toString()).offering(BRING_UP, CHECK_AGAIN);
            case ContainerStarting(var service) -> Advice.on(problem, service).offering(CHECK_AGAIN, SHOW_LOG);
            case PasswordNotSet(var user, var said) ->
                Advice.on(problem, user).showing(last(said)).offering(CHECK_AGAIN, Remedy.of(Verb.OPEN_ENVIRONMENT_FILE));
            case ImageNotNamed(var file, var major) ->
                Advice.on(problem, file.toString(), major).offering(CHECK_AGAIN, ACTIVITY);
            case ComposeFileUnwritable(var file, var reason) ->
                Advice.on(problem, file.toString(), reason).offering(CHECK_AGAIN, ACTIVITY);
            case NothingToMend(var container) -> Advice.on(problem, container).offering(CHECK_AGAIN);
            case NoFreePort(int from, int to) -> Advice.on(problem, String.valueOf(from), String.valueOf(to))
                    .offering(Remedy.of(Verb.OPEN_ENVIRONMENT_FILE), CHECK_AGAIN);
            case ComposeFileMissing(var project) ->
                Advice.on(problem, project.toString()).offering(Remedy.of(Verb.CHOOSE_PROJECT), PRACTICE);
            case ComposeFileIsFolder(var folder) -> Advice.on(problem, folder.toString())
                    .offering(new Remedy(Verb.COPY_COMMAND, Message.of("remedy.copy-command.rename"),
                            EnvironmentAdvice.renaming(folder)), CHECK_AGAIN, Remedy.of(Verb.CHOOSE_PROJECT));
            case ComposeMissing(var tried) ->
                Advice.on(problem, String.join(", ", tried)).showing(tried).offering(CHECK_AGAIN, PRACTICE);
            case ComposeFailed(var command, int exitCode, var lines) ->
                Advice.on(problem, command, exitCode).showing(last(lines)).offering(BRING_UP, CHECK_AGAIN, ACTIVITY);
            case SeveralServices(var containers) -> Advice.on(problem, containers.size()).showing(containers)
                    .offering(Remedy.of(Verb.CHOOSE_SERVICE)
                            .running("lockkeeper container choose " + containers.getFirst().split(":", 2)[0]), CHECK_AGAIN);
            case SeveralDatabases(var services) -> Advice.on(problem, services.size(), String.join(", ", services))
                    .showing(services)
                    .offering(Remedy.of(Verb.CHOOSE_SERVICE).running("lockkeeper container choose " + services.getFirst()),
                            CHECK_AGAIN);
            case ContainerInitialising(var service, var lastLine) ->
                Advice.on(problem, service).showing(List.of(lastLine)).offering(CHECK_AGAIN, SHOW_LOG);
            case FirstStartUnfinished(var container, var volume, var where, var log) ->
                Advice.on(problem, container, volume, where).showing(last(log)).offering(RESET,
                        Remedy.of(Verb.SHOW_MIGRATIONS), SHOW_LOG, CHECK_AGAIN);
            case VolumeInUseTwice(var volume, var runs, var own) -> Advice.on(problem, volume, runs, own)
                    .showing(List.of(runs + " · " + volume, own + " · " + volume))
                    .offering(new Remedy(Verb.COPY_COMMAND, Message.of("remedy.copy-command.stop", runs), "docker stop " + runs),
                            CHECK_AGAIN);
            case ActionTimedOut(var command, int seconds, var lastState) ->
                Advice.on(problem, command, seconds, lastState).showing(List.of(lastState))
                        .offering(CHECK_AGAIN, SHOW_LOG, ACTIVITY);
            case ActionWithoutEffect(var command, var wanted, var found) ->
                Advice.on(problem, command, wanted, found).showing(List.of(found)).offering(CHECK_AGAIN, SHOW_LOG, ACTIVITY);
            case ActionUnderWay(var command) -> Advice.on(problem, command).showing(List.of("$ " + command))
                    .offering(CHECK_AGAIN, ACTIVITY);
            case ImageStillMissing(var image, var found) -> Advice.on(problem, image).showing(found)
                    .offering(Remedy.of(Verb.TRY_AGAIN).running("docker pull " + image), LOAD_IMAGE, ACTIVITY);
            case ImageFileUnfit(var file, var reason) ->
                Advice.on(problem, file.toString()).showing(List.of(reason)).offering(LOAD_IMAGE,
                        Remedy.of(Verb.TRY_AGAIN), ACTIVITY);
            case BringUpTimedOut(var service, int seconds, var lastState) ->
                Advice.on(problem, service, seconds, lastState).showing(List.of(lastState))
                        .offering(CHECK_AGAIN, SHOW_LOG, ACTIVITY);
        };
    }

    static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
    }
}
