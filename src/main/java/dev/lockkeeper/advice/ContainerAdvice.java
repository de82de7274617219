package dev.lockkeeper.advice;

import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.ContainerProblem.BringUpTimedOut;
import dev.lockkeeper.containers.ContainerProblem.ComposeFailed;
import dev.lockkeeper.containers.ContainerProblem.ComposeFileMissing;
import dev.lockkeeper.containers.ContainerProblem.ComposeMissing;
import dev.lockkeeper.containers.ContainerProblem.ContainerExited;
import dev.lockkeeper.containers.ContainerProblem.ContainerMissing;
import dev.lockkeeper.containers.ContainerProblem.ContainerNotStarted;
import dev.lockkeeper.containers.ContainerProblem.ContainerPaused;
import dev.lockkeeper.containers.ContainerProblem.ContainerRestarting;
import dev.lockkeeper.containers.ContainerProblem.ContainerStarting;
import dev.lockkeeper.containers.ContainerProblem.ContainerUnhealthy;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;
import dev.lockkeeper.words.Message;
import java.util.List;

/// Words and ways out for every container problem. About the data they say only what is proven.
final class ContainerAdvice {

    private static final int LINES_SHOWN = 20;

    static final Remedy BRING_UP = Remedy.of(Verb.BRING_UP).running("docker compose up -d postgres");
    private static final Remedy CHECK_AGAIN = Remedy.of(Verb.CHECK_AGAIN);
    private static final Remedy SHOW_LOG = Remedy.of(Verb.SHOW_LOG).running("docker compose logs --tail 200 postgres");
    private static final Remedy OPEN_FILE = Remedy.of(Verb.OPEN_ENVIRONMENT_FILE);
    private static final Remedy PRACTICE = Remedy.of(Verb.USE_PRACTICE);

    private ContainerAdvice() {}

    static Advice on(ContainerProblem problem) {
        return switch (problem) {
            case ContainerMissing(var service, var project) ->
                Advice.on(problem, service, project.toString()).offering(BRING_UP, CHECK_AGAIN, PRACTICE);
            case ContainerExited(var service, int exitCode, var fatal, var log) -> ended(problem,
                    EndCause.of(exitCode, log), service, exitCode, fatal.orElse("")).showing(last(log));
            case ContainerRestarting(var service, int exitCode, var fatal, var log) -> ended(problem,
                    EndCause.ofFailure(log), service, exitCode, fatal.orElse("")).showing(last(log));
            case ContainerNotStarted(var service, var reason) ->
                notStarted(problem, StartCause.of(List.of(reason)), service).showing(List.of(reason));
            case ContainerPaused(var service) ->
                Advice.on(problem, service, "docker compose unpause " + service).offering(CHECK_AGAIN);
            case ContainerUnhealthy(var service, var lastProbe) ->
                Advice.on(problem, service).showing(List.of(lastProbe)).offering(SHOW_LOG, CHECK_AGAIN);
            case ContainerStarting(var service) -> Advice.on(problem, service).offering(CHECK_AGAIN, SHOW_LOG);
            case ComposeFileMissing(var project) ->
                Advice.on(problem, project.toString()).offering(Remedy.of(Verb.CHOOSE_PROJECT), PRACTICE);
            case ComposeMissing(var tried) ->
                Advice.on(problem, String.join(", ", tried)).showing(tried).offering(CHECK_AGAIN, PRACTICE);
            case ComposeFailed(var command, int exitCode, var lines) ->
                notStarted(problem, StartCause.of(lines), command, exitCode).showing(last(lines));
            case BringUpTimedOut(var service, int seconds, var lastState) ->
                Advice.on(problem, service, seconds, lastState).showing(List.of(lastState))
                        .offering(CHECK_AGAIN, SHOW_LOG, Remedy.of(Verb.SHOW_ACTIVITY));
        };
    }

    /// The headline is the cause where the log tells one: the exit code 1 alone tells nothing.
    private static Advice ended(ContainerProblem problem, EndCause cause, String service, int exitCode, String fatal) {
        return switch (cause) {
            case EndCause.Unknown() -> Advice.on(problem, service, exitCode, fatal).offering(SHOW_LOG, BRING_UP, CHECK_AGAIN);
            case EndCause.OtherMajor(var data, var server) ->
                worded(problem, "container.other-major", data, server).offering(SHOW_LOG, CHECK_AGAIN);
            case EndCause.NoPassword() -> worded(problem, "container.no-password").offering(OPEN_FILE, BRING_UP, CHECK_AGAIN);
            case EndCause.NoSpace() -> worded(problem, "container.no-space").offering(SHOW_LOG, BRING_UP, CHECK_AGAIN);
            case EndCause.WrongConfiguration(var where) ->
                worded(problem, "container.configuration", where).offering(SHOW_LOG, BRING_UP, CHECK_AGAIN);
            case EndCause.InitScript(var where) ->
                worded(problem, "container.init-script", where).offering(SHOW_LOG, CHECK_AGAIN);
            case EndCause.Stopped(boolean clean) -> worded(problem, clean ? "container.stopped-cleanly" : "container.stopped")
                    .offering(BRING_UP, SHOW_LOG, CHECK_AGAIN);
            case EndCause.Killed() -> worded(problem, "container.killed").offering(BRING_UP, SHOW_LOG, CHECK_AGAIN);
        };
    }

    private static Advice notStarted(ContainerProblem problem, StartCause cause, Object... arguments) {
        Remedy activity = Remedy.of(Verb.SHOW_ACTIVITY);
        return switch (cause) {
            case StartCause.Unknown() -> Advice.on(problem, arguments).offering(BRING_UP, CHECK_AGAIN, activity);
            case StartCause.PortTaken(var port) ->
                worded(problem, "container.port-taken", port).offering(OPEN_FILE, BRING_UP, CHECK_AGAIN);
            case StartCause.PortReserved(var port) ->
                worded(problem, "container.port-reserved", port).offering(OPEN_FILE, BRING_UP, CHECK_AGAIN);
            case StartCause.ImageMissing() -> worded(problem, "container.image-missing").offering(BRING_UP, PRACTICE, activity);
            case StartCause.VariableMissing(var name) ->
                worded(problem, "container.variable-missing", name).offering(OPEN_FILE, BRING_UP, activity);
            case StartCause.NameTaken(var name) -> worded(problem, "container.name-taken", name).offering(CHECK_AGAIN, activity);
        };
    }

    /// The same problem in more particular words.
    private static Advice worded(ContainerProblem problem, String key, Object... arguments) {
        return new Advice(problem.code(), Message.of(key + ".headline", arguments), Message.of(key + ".explanation", arguments),
                List.of(),
                List.of());
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
    }
}
