package dev.lockkeeper.advice;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.OperationProblem;
import dev.lockkeeper.operation.OperationProblem.AnotherDatabase;
import dev.lockkeeper.operation.OperationProblem.AnotherWriter;
import dev.lockkeeper.operation.OperationProblem.BookUnwritable;
import dev.lockkeeper.operation.OperationProblem.ReadOnlyServer;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;

/// Words and ways out for every reason why a piece of work may not start.
final class OperationAdvice {

    /// In this machine's zone, as the log tells its times.
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private OperationAdvice() {}

    static Advice on(OperationProblem problem) {
        return switch (problem) {
            case AnotherWriter(var holder) -> Advice
                    .on(problem, holder.application(), holder.user(), holder.client(), CLOCK.format(holder.since()), holder.pid())
                    .showing(List.of(
                            holder.application() + " · " + holder.user() + "@" + holder.client() + " · pid " + holder.pid()
                                    + " · "
                                    + CLOCK.format(holder.since())))
                    .offering(Remedy.of(Verb.TRY_AGAIN), Remedy.of(Verb.SHOW_ACTIVITY));
            case AnotherDatabase(var expected, var found) -> Advice.on(problem, expected, found)
                    .showing(List.of(expected, found)).offering(Remedy.of(Verb.CHECK_AGAIN));
            case BookUnwritable(var reason) -> Advice.on(problem).showing(List.of(reason)).offering(Remedy.of(Verb.TRY_AGAIN));
            case ReadOnlyServer(var reason) -> Advice.on(problem).showing(List.of(reason)).offering(Remedy.of(Verb.CHECK_AGAIN));
        };
    }
}
