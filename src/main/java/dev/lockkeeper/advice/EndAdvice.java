package dev.lockkeeper.advice;

import dev.lockkeeper.containers.EndProblem;
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
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;

/// Words and ways out for every proven end of a database container. About the data they say only what is proven.
final class EndAdvice {

    private static final Remedy BRING_UP = ContainerAdvice.BRING_UP;
    private static final Remedy LOG = ContainerAdvice.SHOW_LOG;
    private static final Remedy AGAIN = Remedy.of(Verb.CHECK_AGAIN);
    private static final Remedy FILE = Remedy.of(Verb.OPEN_ENVIRONMENT_FILE);

    private EndAdvice() {}

    static Advice on(EndProblem problem) {
        return said(problem).showing(ContainerAdvice.last(problem.ended().log()));
    }

    /// A remedy that would start the same end again is never the first.
    private static Advice said(EndProblem problem) {
        return switch (problem) {
            case PgMajorMismatch(var data, var server, _) -> Advice.on(problem, data, server)
                    .offering(Remedy.of(Verb.USE_EARLIER_IMAGE, data).running("lockkeeper env --earlier-image"), LOG, AGAIN);
            case Pg18Mount _ -> Advice.on(problem).offering(LOG, AGAIN);
            case FirstPasswordMissing _ -> Advice.on(problem)
                    .offering(EnvironmentAdvice.CREATE_PASSWORD, FILE, BRING_UP, AGAIN);
            case DockerDiskFull _ -> Advice.on(problem).offering(ContainerAdvice.PRUNE_IMAGES, LOG, BRING_UP, AGAIN);
            case SharedMemoryFull _ -> Advice.on(problem).offering(LOG, BRING_UP, AGAIN);
            case ConfigurationInvalid(var where, _) -> Advice.on(problem, where).offering(LOG, BRING_UP, AGAIN);
            case InitScriptFailed(var where, _) -> Advice.on(problem, where).offering(LOG, ContainerAdvice.RESET, AGAIN);
            case LocaleInvalid(var locale, boolean inCompose, _) -> Advice.on(problem, locale)
                    .offering(inCompose ? ContainerAdvice.OPEN_COMPOSE_FILE : FILE, AGAIN, LOG);
            case DataFolderNotEmpty(var folder, _) -> Advice.on(problem, folder).offering(LOG, AGAIN);
            case DataFolderForbidden(var detail, _) -> Advice.on(problem, detail).offering(LOG, BRING_UP, AGAIN);
            case DataInUse(var detail, _) -> Advice.on(problem, detail).offering(LOG, AGAIN);
            case WalDamaged(var detail, _) -> Advice.on(problem, detail).offering(LOG, AGAIN);
            case DataFilesMissing(var detail, _) -> Advice.on(problem, detail).offering(LOG, AGAIN);
            case ListenAddressTaken(var detail, _) -> Advice.on(problem, detail).offering(LOG, BRING_UP, AGAIN);
            case StartedAsRoot _ -> Advice.on(problem).offering(LOG, AGAIN);
            case LibraryMissing(var library, _) -> Advice.on(problem, library).offering(LOG, AGAIN);
            case ImageUnfit(var detail, _) -> Advice.on(problem, detail).offering(LOG, AGAIN);
            case MemoryRefused(var detail, _) -> Advice.on(problem, detail).offering(LOG, BRING_UP, AGAIN);
            case OutOfMemory _ -> Advice.on(problem).offering(BRING_UP, LOG, AGAIN);
            case ContainerKilled _ -> Advice.on(problem).offering(BRING_UP, LOG, AGAIN);
            case ContainerStopped(boolean clean, _) -> Advice.on(problem, clean ? 1 : 0).offering(BRING_UP, LOG, AGAIN);
        };
    }
}
