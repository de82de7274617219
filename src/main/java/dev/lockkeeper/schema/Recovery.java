package dev.lockkeeper.schema;

import dev.lockkeeper.operation.FaultPoint;
import dev.lockkeeper.operation.DatabaseIdentity;
import dev.lockkeeper.operation.Intent;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.RunBook;
import dev.lockkeeper.operation.RunEntry;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.schema.Aftermath.Backend;
import dev.lockkeeper.schema.Aftermath.Remains;
import dev.lockkeeper.schema.Verdict.Kind;
import dev.lockkeeper.words.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out what became of runs that were cut off, and mends what a step outside a transaction left. Nothing is mended unasked.
public final class Recovery {

    private final MigrationHistory history;
    private final Aftermath aftermath;
    private final OneWriter oneWriter;

    public Recovery(MigrationHistory history, Aftermath aftermath, OneWriter oneWriter) {
        this.history = history;
        this.aftermath = aftermath;
        this.oneWriter = oneWriter;
    }

    /// What became of each run that was cut off. A verdict that is certain is written into the book: it is told once.
    public List<Verdict> reconcile(RunBook book) {
        List<Verdict> verdicts = new ArrayList<>();
        for (RunEntry entry : book.entries()) {
            if (entry.cutOff()) {
                Verdict verdict = verdict(entry);
                if (verdict.kind().certain()) {
                    book.close(entry, new RunEntry.Ending(Instant.now(), RunEntry.Result.CUT_OFF, verdict.words()));
                }
                verdicts.add(verdict);
            }
        }
        if (!verdicts.isEmpty()) {
            sweep();
        }
        return verdicts;
    }

    /// What a run that was cut off had built to compare with helps nobody any more.
    private void sweep() {
        try {
            aftermath.sweep();
        } catch (ProblemException e) {
            // the next database to compare with sweeps it
        }
    }

    Verdict verdict(RunEntry run) {
        if (run.intent().isEmpty()) {
            return Verdict.of(run, Kind.NO_MOVE);
        }
        try {
            List<Backend> sessions = aftermath.sessions(run.id());
            if (!sessions.isEmpty()) {
                return Verdict.of(run, Kind.STILL_RUNNING, String.valueOf(sessions.getFirst().pid()),
                        sessions.getFirst().query());
            }
            return verdict(run, run.intent().get(), history.ladder());
        } catch (ProblemException e) {
            return Verdict.of(run, Kind.UNKNOWN, e.problem().code());
        }
    }

    private Verdict verdict(RunEntry run, Intent intent, Ladder ladder) {
        Optional<DatabaseIdentity> meant = intent.database();
        if (meant.isPresent() && ladder.database().filter(there -> !there.same(meant.get())).isPresent()) {
            return Verdict.of(run, Kind.UNKNOWN, ladder.database().get().toString());
        }
        Revision standing = ladder.current();
        Optional<Rung> failed = ladder.rungs().stream().filter(rung -> rung.state() == RungState.FAILED).findFirst();
        if (failed.isPresent()) {
            return halfDone(run, failed.get(), standing);
        }
        int done = passed(intent, standing);
        if (done < 0) {
            return Verdict.of(run, Kind.UNKNOWN, standing.id());
        }
        if (done == intent.steps().size()) {
            return Verdict.of(run, Kind.COMPLETED, intent.from(), standing.id());
        }
        if (!run.steps().contains(intent.first() + done)) {
            return done == 0
                    ? Verdict.of(run, Kind.NOT_BEGUN, standing.id())
                    : Verdict.of(run, Kind.BETWEEN, standing.id(), done, intent.steps().size());
        }
        boolean up = !intent.verb().equals("downgrade");
        Revision moved = up ? new Revision(intent.steps().get(done)) : standing;
        Optional<Script> outside = ladder.rung(moved).flatMap(Rung::script).filter(script -> up && !script.transactional());
        Optional<Script> back = ladder.rung(moved).flatMap(Rung::script).filter(script -> !up && !script.wayBackTransactional());
        if (back.isPresent()) {
            return Verdict.of(run, Kind.HALF_DONE, moved.id(), back.get().wayBackFile().orElse(""), standing.id());
        }
        return outside.map(script -> outside(run, script, standing))
                .orElseGet(() -> Verdict.of(run, Kind.ROLLED_BACK, moved.id(), standing.id()));
    }

    /// How many of the levels were passed; -1 where the schema stands at none of them.
    private static int passed(Intent intent, Revision standing) {
        for (int i = intent.steps().size() - 1; i >= 0; i--) {
            if (new Revision(intent.steps().get(i)).equals(standing)) {
                return i + 1;
            }
        }
        return new Revision(intent.from()).equals(standing) ? 0 : -1;
    }

    private Verdict outside(RunEntry run, Script script, Revision standing) {
        Remains remains = aftermath.leftBy(script);
        Optional<SchemaProblem> problem = problem(script, remains);
        if (problem.isEmpty()) {
            return remains.others().isEmpty()
                    ? Verdict.of(run, Kind.ROLLED_BACK, script.revision().id(), standing.id())
                    : Verdict.of(run, Kind.HALF_DONE, script.revision().id(), script.file());
        }
        return (remains.complete()
                ? Verdict.of(run, Kind.DONE_NOT_RECORDED, script.revision().id(), String.join(", ", remains.sound()))
                : Verdict.of(run, Kind.INVALID_INDEX, script.revision().id(), String.join(", ", remains.invalid())))
                .mending(problem.get());
    }

    private static Verdict halfDone(RunEntry run, Rung rung, Revision standing) {
        String file = rung.script().map(Script::file).orElse(rung.name());
        return Verdict.of(run, Kind.HALF_DONE, rung.revision().id(), file, standing.id())
                .mending(new SchemaProblem.StepHalfDone(rung.revision(), file));
    }

    /// What a script that runs outside a transaction left, where it must be mended before it is run again.
    Optional<SchemaProblem> leftBy(Script script) {
        return script.transactional() ? Optional.empty() : problem(script, aftermath.leftBy(script));
    }

    private static Optional<SchemaProblem> problem(Script script, Remains remains) {
        if (remains.nothing()) {
            return Optional.empty();
        }
        return Optional.of(remains.complete()
                ? new SchemaProblem.DoneNotRecorded(script.revision(), script.file(), remains.sound())
                : new SchemaProblem.InvalidIndex(script.revision(), script.file(), remains.invalid(), remains.sound(),
                        remains.absent()));
    }

    /// Writes the next revision into the ledgers as applied, after proof that everything it makes is there. Throws
    /// [SchemaProblem.NotProven].
    public Operation<Ladder> markingApplied(Revision revision, OperationId operation) {
        return (journal, stop) -> {
            Ladder before = history.ladder();
            Script script = next(before, revision);
            journal.plan(List.of(Message.of("step.prove-made", revision.id()), Message.of("step.stamp", revision.id())));
            journal.intends(new Intent("stamp", before.database(), before.current().id(), revision.id(), 2,
                    List.of(revision.id())));
            journal.step(1);
            try (OneWriter.Held _ = oneWriter.hold(operation)) {
                history.ladder().database().ifPresent(there -> there.mustBe(before.database()));
                Remains remains = aftermath.leftBy(script);
                if (script.transactional() || !remains.complete()) {
                    List<String> missing = new ArrayList<>(remains.absent());
                    missing.addAll(remains.others());
                    throw new ProblemException(new SchemaProblem.NotProven(revision, missing, remains.invalid()));
                }
                remains.sound().forEach(object -> journal.line(Source.POSTGRES, Level.OK, object));
                journal.step(2);
                aftermath.forgetFailed(revision, operation);
                FaultPoint.reached("mark.forgotten");
                history.stamp(revision, operation, journal);
                return history.ladder();
            }
        };
    }

    /// Clears away what the next revision left when it failed or was cut off, so that it can be run again as if for the first time.
    public Operation<Ladder> clearing(Revision revision, OperationId operation) {
        return (journal, stop) -> {
            Ladder before = history.ladder();
            Script script = next(before, revision);
            journal.plan(List.of(Message.of("step.clear", revision.id())));
            journal.step(1);
            try (OneWriter.Held _ = oneWriter.hold(operation)) {
                history.ladder().database().ifPresent(there -> there.mustBe(before.database()));
                aftermath.drop(script, operation, journal);
                FaultPoint.reached("clear.dropped");
                aftermath.forgetFailed(revision, operation);
                return history.ladder();
            }
        };
    }

    /// Throws [SchemaProblem.NotHalfDone] for a revision that nothing has to be mended of, and [SchemaProblem.TargetUnknown] for one whose turn it is not.
    public static void mustBeNext(Ladder ladder, Revision revision) {
        next(ladder, revision);
    }

    private static Script next(Ladder ladder, Revision revision) {
        if (ladder.rung(revision).filter(rung -> !rung.state().applied()).isEmpty()) {
            throw new ProblemException(new SchemaProblem.NotHalfDone(revision, ladder.current()));
        }
        return ladder.rungs().stream().filter(rung -> !rung.state().applied()).findFirst()
                .filter(rung -> rung.revision().equals(revision)).flatMap(Rung::script)
                .orElseThrow(() -> new ProblemException(new SchemaProblem.TargetUnknown(revision.id(),
                        ladder.pending().stream().limit(1).map(rung -> rung.revision().id()).toList())));
    }

    /// Ends the sessions of a run that go on without their console.
    public boolean end(OperationId run) {
        return aftermath.sessions(run).stream().allMatch(session -> aftermath.end(session.pid()));
    }
}
