package dev.lockkeeper.schema;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/// Takes a step again where that may help: after a deadlock always, behind a session that is in the way only where the operator agreed to wait
/// or to end it. A step outside a transaction is never taken twice.
final class Patience {

    private static final int TIMES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /// Deadlock and serialization failure: the server undid the step because of its neighbours.
    private static final Set<String> BY_CHANCE = Set.of("40P01", "40001");

    private final Terms terms;
    private final Aftermath aftermath;
    private final Journal journal;
    private final StopSignal stop;
    private boolean ended;

    Patience(Terms terms, Aftermath aftermath, Journal journal, StopSignal stop) {
        this.terms = terms;
        this.aftermath = aftermath;
        this.journal = journal;
        this.stop = stop;
    }

    <A> A with(boolean transactional, Supplier<A> step) {
        for (int attempt = 1;; attempt++) {
            try {
                return step.get();
            } catch (ProblemException e) {
                if (!transactional || stop.requested()) {
                    throw e;
                }
                boolean cleared = e.problem() instanceof SchemaProblem.BlockedBySession blocked && cleared(blocked);
                if (!cleared) {
                    pause(e, attempt);
                }
            }
        }
    }

    /// Ends the session that the operator named, once, if it is what stands in the way.
    private boolean cleared(SchemaProblem.BlockedBySession blocked) {
        if (ended || terms.ending().isEmpty()
                || blocked.blockers().stream().noneMatch(blocker -> blocker.pid() == terms.ending().getAsInt())) {
            return false;
        }
        ended = true;
        boolean gone = aftermath.end(terms.ending().getAsInt());
        journal.line(Source.POSTGRES, Level.WARN, "pg_terminate_backend(" + terms.ending().getAsInt() + ") = " + gone);
        return gone;
    }

    private void pause(ProblemException e, int attempt) {
        boolean again = switch (e.problem()) {
            case SchemaProblem.BlockedBySession _ -> terms.waits();
            case SchemaProblem.ScriptFailed failed -> BY_CHANCE.contains(failed.sqlState());
            default -> false;
        };
        if (!again || attempt > TIMES) {
            throw e;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
        journal.line(Source.KEEPER, Level.WARN,
                e.problem().code() + ": " + attempt + "/" + TIMES + ", " + pause.toSeconds() + " s");
        try {
            stop.pause(pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw e;
        }
    }
}
