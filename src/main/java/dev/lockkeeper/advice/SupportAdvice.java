package dev.lockkeeper.advice;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;
import dev.lockkeeper.support.SupportProblem;
import dev.lockkeeper.support.SupportProblem.BundleExists;
import dev.lockkeeper.support.SupportProblem.BundleLeaks;
import dev.lockkeeper.support.SupportProblem.BundleUnwritable;
import java.util.List;

/// Words and ways out where no support bundle was made. Nothing but the bundle is concerned.
final class SupportAdvice {

    private SupportAdvice() {}

    static Advice on(SupportProblem problem) {
        return switch (problem) {
            case BundleLeaks(var entry, var key, var form) -> Advice.on(problem, entry, key, form)
                    .showing(List.of(entry + ": " + key + " (" + form + ")")).offering(Remedy.of(Verb.COPY_REPORT));
            case BundleExists(var file) -> Advice.on(problem, file.toString())
                    .offering(Remedy.of(Verb.TRY_AGAIN).running("lockkeeper bundle"));
            case BundleUnwritable(var file, var reason) -> Advice.on(problem, file.toString()).showing(List.of(reason))
                    .offering(Remedy.of(Verb.TRY_AGAIN).running("lockkeeper bundle"));
        };
    }
}
