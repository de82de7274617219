package dev.lockkeeper.advice;

import dev.lockkeeper.environment.PracticeProblem;
import dev.lockkeeper.environment.PracticeProblem.PracticeBusy;
import dev.lockkeeper.environment.PracticeProblem.PracticeFolderUnusable;
import dev.lockkeeper.environment.PracticeProblem.PracticeNeedsOrdinaryUser;
import dev.lockkeeper.environment.PracticeProblem.PracticeOtherMajor;
import dev.lockkeeper.environment.PracticeProblem.PracticeServerFailed;
import dev.lockkeeper.environment.PracticeProblem.PracticeServerMissing;
import dev.lockkeeper.environment.PracticeProblem.PracticeSettingsLost;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;
import java.util.List;

/// Words and ways out where the practice database does not run. Its data is untouched in every case.
final class PracticeAdvice {

    private PracticeAdvice() {}

    static Advice on(PracticeProblem problem) {
        return switch (problem) {
            case PracticeServerMissing(var system) -> Advice.on(problem).showing(List.of(system))
                    .offering(Remedy.of(Verb.CHOOSE_PROJECT), Remedy.of(Verb.COPY_REPORT));
            case PracticeNeedsOrdinaryUser(var evidence) -> Advice.on(problem).showing(List.of(evidence))
                    .offering(Remedy.of(Verb.CHECK_AGAIN), Remedy.of(Verb.CHOOSE_PROJECT));
            case PracticeFolderUnusable(var folder, var reason) -> Advice.on(problem, folder.toString()).showing(List.of(reason))
                    .offering(Remedy.of(Verb.TRY_AGAIN), Remedy.of(Verb.COPY_REPORT));
            case PracticeOtherMajor(var data, var found, var ours) -> Advice.on(problem, data.toString(), found, ours)
                    .offering(Remedy.of(Verb.CHECK_AGAIN), Remedy.of(Verb.CHOOSE_PROJECT));
            case PracticeSettingsLost(var file) -> Advice.on(problem, file.toString())
                    .offering(Remedy.of(Verb.CHECK_AGAIN), Remedy.of(Verb.CHOOSE_PROJECT));
            case PracticeBusy(var folder, int seconds) -> Advice.on(problem, folder.toString(), seconds)
                    .offering(Remedy.of(Verb.TRY_AGAIN), Remedy.of(Verb.CHOOSE_PROJECT));
            case PracticeServerFailed(var what, var lines) -> Advice.on(problem, what).showing(lines)
                    .offering(Remedy.of(Verb.TRY_AGAIN), Remedy.of(Verb.COPY_REPORT));
        };
    }
}
