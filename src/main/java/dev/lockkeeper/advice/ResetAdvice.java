package dev.lockkeeper.advice;

import dev.lockkeeper.containers.ResetProblem;
import dev.lockkeeper.containers.ResetProblem.DataInFolder;
import dev.lockkeeper.containers.ResetProblem.ResetInProduction;
import dev.lockkeeper.containers.ResetProblem.ResetTargetChanged;
import dev.lockkeeper.containers.ResetProblem.ResetWithoutBackup;
import dev.lockkeeper.containers.ResetProblem.VolumeNotRemoved;
import dev.lockkeeper.containers.ResetProblem.VolumeShared;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;
import dev.lockkeeper.words.Message;
import java.util.List;

/// Words and ways out for every reason not to empty the volume.
final class ResetAdvice {

    private static final Remedy AGAIN = Remedy.of(Verb.TRY_AGAIN);
    private static final Remedy CHECK = Remedy.of(Verb.CHECK_AGAIN);

    private ResetAdvice() {}

    static Advice on(ResetProblem problem) {
        return switch (problem) {
            case ResetInProduction(var environment) -> Advice.on(problem, environment).offering(CHECK);
            case ResetWithoutBackup(var volume, var last) -> Advice
                    .on(problem, volume, last.isPresent() ? last.get().toString() : Message.of("reset.no-backup"))
                    .offering(new Remedy(Verb.TRY_AGAIN, Message.of("remedy.back-up"), "lockkeeper backup"),
                            new Remedy(Verb.TRY_AGAIN, Message.of("remedy.verify-backup"), "lockkeeper verify latest"),
                            new Remedy(Verb.COPY_COMMAND, Message.of("remedy.copy-command.no-backup"),
                                    "lockkeeper container reset-volume --no-backup"));
            case VolumeShared(var volume, var containers) ->
                Advice.on(problem, volume, String.join(", ", containers)).showing(containers)
                        .offering(CHECK.running("docker ps -a --filter volume=" + volume));
            case DataInFolder(var folder) -> Advice.on(problem, folder).showing(List.of(folder)).offering(CHECK);
            case ResetTargetChanged(var confirmed, var found) ->
                Advice.on(problem, confirmed, found).showing(List.of(confirmed + " → " + found)).offering(AGAIN);
            case VolumeNotRemoved(var volume, var reason) ->
                Advice.on(problem, volume).showing(List.of(reason)).offering(ContainerAdvice.BRING_UP, AGAIN);
        };
    }
}
