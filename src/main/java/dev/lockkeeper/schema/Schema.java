package dev.lockkeeper.schema;

import dev.lockkeeper.backup.BackupReason;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.operation.FaultPoint;
import dev.lockkeeper.operation.Intent;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import dev.lockkeeper.schema.catalog.Catalog;
import dev.lockkeeper.schema.catalog.CatalogKind;
import dev.lockkeeper.schema.catalog.Difference;
import dev.lockkeeper.schema.lint.Rule;
import dev.lockkeeper.words.Message;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// Moves the schema: up, back, and by the ledger only. Every move starts with a backup and ends with a look at the result.
public final class Schema {

    /// As many steps are proven one by one; of more, the last.
    private static final int PROVEN_EACH = 50;
    /// As many changes since a plan was made are named.
    private static final int STALE_NAMED = 10;

    private final MigrationHistory history;
    private final Proof proof;
    private final Safeguard safeguard;
    private final OneWriter oneWriter;
    private final Aftermath aftermath;
    private final Conditions conditions;

    public Schema(MigrationHistory history, Proof proof, Safeguard safeguard, OneWriter oneWriter) {
        this(history, proof, safeguard, oneWriter, Aftermath.none());
    }

    public Schema(MigrationHistory history, Proof proof, Safeguard safeguard, OneWriter oneWriter, Aftermath aftermath) {
        this(history, proof, safeguard, oneWriter, aftermath, new Conditions(Gate.open(), Terms.USUAL));
    }

    private Schema(MigrationHistory history, Proof proof, Safeguard safeguard, OneWriter oneWriter, Aftermath aftermath,
            Conditions conditions) {
        this.history = history;
        this.proof = proof;
        this.safeguard = safeguard;
        this.oneWriter = oneWriter;
        this.aftermath = aftermath;
        this.conditions = conditions;
    }

    /// The same schema, whose upgrades must pass a gate.
    public Schema behind(Gate gate) {
        return new Schema(history, proof, safeguard, oneWriter, aftermath, new Conditions(gate, conditions.terms()));
    }

    /// The same schema, whose moves keep to what the operator agreed to.
    public Schema on(Terms agreed) {
        return new Schema(history, proof, safeguard, oneWriter, aftermath, new Conditions(conditions.gate(), agreed));
    }

    public Recovery recovery() {
        return new Recovery(history, aftermath, oneWriter);
    }

    public Ladder ladder() {
        Ladder drawn = history.ladder();
        // what must be mended hides what need not be, and not the other way round
        Optional<SchemaProblem> left = drawn.inTheWay(true).isPresent()
                ? Optional.empty()
                : drawn.pending().stream().findFirst().flatMap(Rung::script).flatMap(recovery()::leftBy);
        return left.isEmpty() ? drawn : new Ladder(drawn.current(), drawn.rungs(), drawn.ledgers(), left, drawn.database());
    }

    public List<Script> scripts() {
        return history.scripts();
    }

    /// Lets files lie that would be skipped without a word, as [MigrationHistory#leaveAside].
    public void leaveAside(List<String> files) {
        history.leaveAside(files);
    }

    /// What `head`, `+1`, `-1`, `base` or a revision's id, ours or Alembic's, means on this ladder. Throws [SchemaProblem.TargetUnknown].
    public static Revision target(String asked, Ladder ladder) {
        return switch (asked) {
            case "head" -> ladder.head();
            case "base" -> Revision.BASE;
            case "+1" -> ladder.pending().isEmpty() ? ladder.current() : ladder.pending().getFirst().revision();
            case "-1" -> ladder.below(ladder.current());
            default -> ladder.rung(ladder.ledgers().ids().revision(asked).orElse(new Revision(asked))).map(Rung::revision)
                    .orElseThrow(() -> new ProblemException(
                            new SchemaProblem.TargetUnknown(asked,
                                    ladder.rungs().stream().map(rung -> rung.revision().id()).toList())));
        };
    }

    /// Whether the live database has no table of anybody's, so that nothing in it could be lost.
    public boolean empty() {
        return proof.live().objects().stream().noneMatch(object -> object.kind() == CatalogKind.TABLE);
    }

    /// Raises the schema to `asked` (as in [#target]), after a backup that was restored once.
    public Operation<Ladder> upgrade(String asked, OperationId operation) {
        return upgrade(asked, Safeguard.Wish.WANTED, operation);
    }

    public Operation<Ladder> upgrade(String asked, Safeguard.Wish backup, OperationId operation) {
        return upgrade(asked, new Guard(backup, BackupReason.BEFORE_UPGRADE, Optional.empty()), operation);
    }

    private Operation<Ladder> upgrade(String asked, Guard guard, OperationId operation) {
        return (journal, stop) -> {
            Ladder before = checked(asked, true, journal);
            Revision target = target(asked, before);
            List<Rung> ahead = before.pending().stream().filter(rung -> rung.revision().compareTo(target) <= 0).toList();
            List<Message> titles = ahead.stream().map(rung -> Message.of("step.apply", rung.revision().id())).toList();
            Way way = new Way("upgrade", before, target, ahead.stream().map(rung -> rung.revision().id()).toList(), titles);
            Patience patience = new Patience(conditions.terms(), aftermath, journal, stop);
            try (Ascent ascent = history.ascent(operation, journal, stop)) {
                return move(way, guard, operation, journal, stop,
                        number -> patience.with(transactional(ahead.get(number)),
                                () -> raise(ascent, ahead.get(number))));
            }
        };
    }

    /// What a step outside a transaction did before it failed stays: it is looked at, and told with the failure.
    private Revision raise(Ascent ascent, Rung rung) {
        if (transactional(rung)) {
            return ascent.raise(rung.revision());
        }
        try {
            return ascent.raise(rung.revision());
        } catch (ProblemException | StoppedException e) {
            throw halfDone(rung, e);
        }
    }

    private RuntimeException halfDone(Rung rung, RuntimeException end) {
        Ladder after;
        Aftermath.Remains left;
        try {
            after = history.ladder();
            left = aftermath.leftBy(rung.script().orElseThrow());
        } catch (ProblemException e) {
            end.addSuppressed(e);
            return end;
        }
        boolean failed = after.rung(rung.revision()).filter(now -> now.state() == RungState.FAILED).isPresent();
        if (!failed && left.invalid().isEmpty()) {
            return end;
        }
        if (end instanceof StoppedException) {
            return new StoppedException(Message.of("state.half-done", rung.revision().id(), after.current().id()));
        }
        return ProblemException.of(end) instanceof SchemaProblem why
                ? new ProblemException(new SchemaProblem.ScriptHalfDone(rung.revision(), after.current(),
                        rung.script().map(Script::file).orElse(rung.name()), why, left.invalid(), left.sound()), end)
                : end;
    }

    /// Takes the schema back to `asked`, after a backup that was restored once.
    public Operation<Ladder> rollBack(String asked, OperationId operation) {
        return rollBack(asked, Safeguard.Wish.WANTED, operation);
    }

    public Operation<Ladder> rollBack(String asked, Safeguard.Wish backup, OperationId operation) {
        return rollBack(asked, new Guard(backup, BackupReason.BEFORE_ROLLBACK, Optional.empty()), operation);
    }

    private Operation<Ladder> rollBack(String asked, Guard guard, OperationId operation) {
        return (journal, stop) -> {
            Ladder before = checked(asked, false);
            Revision target = target(asked, before);
            List<Rung> away = before.above(target);
            List<Message> titles = away.stream().map(rung -> Message.of("step.take-back", rung.revision().id())).toList();
            Way way = new Way("downgrade", before, target, away.stream().map(rung -> before.below(rung.revision()).id()).toList(),
                    titles);
            Patience patience = new Patience(conditions.terms(), aftermath, journal, stop);
            return move(way, guard, operation, journal, stop,
                    number -> patience.with(away.get(number).script().filter(Script::wayBackTransactional).isPresent(), () -> {
                        lower(away.get(number), operation, journal, stop);
                        return history.ladder().current();
                    }));
        };
    }

    /// A way back outside a transaction keeps what it did before it ended too early: what is left is looked at, and told.
    private void lower(Rung rung, OperationId operation, Journal journal, StopSignal stop) {
        Script script = rung.script().orElseThrow();
        if (script.wayBackTransactional()) {
            history.lower(rung.revision(), operation, journal, stop);
            return;
        }
        Catalog before = proof.live();
        try {
            history.lower(rung.revision(), operation, journal, stop);
        } catch (ProblemException | StoppedException e) {
            List<Difference> left = Catalog.byTables(
                    proof.live().differencesFrom(before).stream().filter(Difference::structural).toList());
            left.forEach(difference -> journal.line(Source.KEEPER, Level.WARN, difference.plainly()));
            if (left.isEmpty()) {
                throw e;
            }
            throw new ProblemException(new SchemaProblem.WayBackHalfDone(rung.revision(), history.ladder().current(),
                    script.wayBackFile().orElse(rung.name()), whyItEnded(e), left), e);
        }
    }

    private static String whyItEnded(RuntimeException end) {
        return switch (ProblemException.of(end)) {
            case SchemaProblem.ScriptFailed failed -> failed.file() + ":" + failed.line() + "  " + failed.message();
            case Problem.Unexpected _ -> "stop requested";
            case Problem known -> known.code();
        };
    }

    /// Writes down a move to `asked` (as in [#target]) for the state that the database is in now. Throws what the move would be refused for.
    public SchemaPlan plan(String asked, String by) {
        Ladder ladder = history.ladder();
        boolean up = target(asked, ladder).compareTo(ladder.current()) > 0;
        // a plan is there to be looked at: its hazards are answered for when it is applied
        on(conditions.terms().accepting(List.of(Rule.values()))).checked(asked, up);
        return planned(target(asked, ladder), ladder, by);
    }

    private SchemaPlan planned(Revision to, Ladder ladder, String by) {
        boolean up = to.compareTo(ladder.current()) > 0;
        List<Rung> rungs = ladder.way(to);
        return new SchemaPlan(Instant.now().truncatedTo(ChronoUnit.SECONDS), by, proof.database(), ladder.current(), to,
                proof.live().fingerprint(), SchemaPlan.sums(rungs.stream().flatMap(rung -> rung.script().stream()).toList(), up));
    }

    /// Does what the plan says, only in the state that it was made for. Throws [SchemaProblem.PlanStale], also where the state changes until
    /// the first step.
    public Operation<Ladder> apply(SchemaPlan plan, Safeguard.Wish backup, OperationId operation) {
        mustHold(plan);
        return plan.up()
                ? upgrade(plan.to().id(), new Guard(backup, BackupReason.BEFORE_UPGRADE, Optional.of(plan)), operation)
                : rollBack(plan.to().id(), new Guard(backup, BackupReason.BEFORE_ROLLBACK, Optional.of(plan)), operation);
    }

    /// Throws [SchemaProblem.PlanStale] for a plan whose state is no more.
    public void mustHold(SchemaPlan plan) {
        SchemaPlan now = planned(plan.to(), history.ladder(), plan.by());
        List<String> changes = new ArrayList<>(plan.changes(now));
        if (!changes.isEmpty()) {
            if (!plan.fingerprint().equals(now.fingerprint())) {
                changes.addAll(since(plan));
            }
            throw new ProblemException(new SchemaProblem.PlanStale(changes));
        }
    }

    /// What was done to a schema that was just its revision when the plan was made; nobody keeps what another one was.
    private List<String> since(SchemaPlan plan) {
        try {
            Verification now = proof.verify(history.scripts(), plan.from(), OperationId.fresh(), Journal.silent(),
                    new StopSignal());
            return now.expected().fingerprint().equals(plan.fingerprint())
                    ? Stream.concat(now.wrong().stream(), now.beside().stream()).limit(STALE_NAMED).map(Difference::plainly)
                            .toList()
                    : List.of();
        } catch (ProblemException e) {
            return List.of();
        }
    }

    /// What a way back to `target` erases, counted in the live database now.
    public List<Loss> losses(Revision target) {
        Ladder ladder = history.ladder();
        return proof.losses(history.scripts(), ladder.current(), target, OperationId.fresh());
    }

    /// Which revision the database really is.
    public Operation<Identity> which(OperationId operation) {
        return (journal, stop) -> {
            journal.plan(List.of(Message.of("step.which")));
            journal.step(1);
            return proof.which(history.scripts(), history.ladder().current(), operation, journal, stop);
        };
    }

    /// Which revision the database really is, and what it does not have of that, or of the nearest one.
    public Look look() {
        Ladder ladder = history.ladder();
        List<Script> scripts = history.scripts();
        Identity found = proof.which(scripts, ladder.current(), OperationId.fresh(), Journal.silent(), new StopSignal());
        return new Look(found, proof.verify(scripts, found.closest(), OperationId.fresh(), Journal.silent(), new StopSignal()),
                proof.verify(scripts, ladder.current(), OperationId.fresh(), Journal.silent(), new StopSignal()));
    }

    /// A look at the schema itself: held against the revision that it is or is closest to, and against the one that the ledgers name.
    public record Look(Identity identity, Verification against, Verification ledger) {}

    /// The schema that `revision` makes of an empty database.
    public Catalog made(Revision revision) {
        return proof.of(history.scripts(), revision, OperationId.fresh(), Journal.silent(), new StopSignal());
    }

    /// Holds the live schema against `asked` (as in [#target]; empty: the level of the ledgers).
    public Operation<Verification> verify(Optional<String> asked, OperationId operation) {
        return (journal, stop) -> {
            journal.plan(List.of(Message.of("step.verify")));
            journal.step(1);
            Ladder ladder = history.ladder();
            Revision revision = asked.map(text -> target(text, ladder)).orElse(ladder.current());
            return proof.verify(history.scripts(), revision, operation, journal, stop);
        };
    }

    /// Writes both ledgers as if the schema were at `asked`, after proof that it is; runs no script and changes no table.
    /// Throws [SchemaProblem.StampUntrue] where it is not.
    public Operation<Ladder> stamp(String asked, OperationId operation) {
        return (journal, stop) -> record(ladder -> target(asked, ladder), operation, journal, stop);
    }

    /// Takes over a database that has no ledger of ours: finds out which revision it is, and writes the ledgers for it. Of revisions that look
    /// alike, `asked` chooses one. Throws [SchemaProblem.NotAdoptable].
    public Operation<Ladder> adopt(Optional<String> asked, OperationId operation) {
        return (journal, stop) -> record(ladder -> {
            if (asked.isPresent()) {
                return target(asked.get(), ladder);
            }
            Identity found = proof.which(history.scripts(), ladder.current(), operation, journal, stop);
            if (found.candidates().size() == 1) {
                return found.candidates().getFirst();
            }
            // Alembic's word decides among revisions that the schema cannot tell apart
            return ladder.ledgers().alembic().filter(found.candidates()::contains)
                    .orElseThrow(() -> new ProblemException(new SchemaProblem.NotAdoptable(found)));
        }, operation, journal, stop);
    }

    private Ladder record(Function<Ladder, Revision> target, OperationId operation, Journal journal, StopSignal stop) {
        Ladder before = history.ladder();
        journal.plan(List.of(Message.of("step.prove"), Message.of("step.record"), Message.of("step.verify")));
        journal.step(1);
        Revision revision = target.apply(before);
        journal.intends(new Intent("stamp", before.database(), before.current().id(), revision.id(), 2, List.of(revision.id())));
        try (OneWriter.Held _ = oneWriter.hold(operation)) {
            rightDatabase(before, history.ladder());
            List<Script> scripts = history.scripts();
            Identity found = proof.which(scripts, before.current(), operation, journal, stop);
            if (!found.candidates().contains(revision)) {
                throw new ProblemException(new SchemaProblem.StampUntrue(revision, found,
                        proof.verify(scripts, revision, operation, journal, stop).wrong()));
            }
            journal.line(Source.KEEPER, Level.OK, "the schema is " + revision);
            stop.heed(Message.of("state.unchanged", before.current().id()));
            journal.step(2);
            history.stamp(revision, operation, journal);
            journal.step(3);
            return arrived(revision, journal);
        }
    }

    /// The ladder, after refusing what an upgrade (`up`) or a way back to `asked` would refuse before touching anything.
    public Ladder checked(String asked, boolean up) {
        return checked(asked, up, Journal.silent());
    }

    private Ladder checked(String asked, boolean up, Journal journal) {
        Ladder ladder = history.ladder();
        ladder.inTheWay(up).ifPresent(finding -> {
            throw new ProblemException(finding);
        });
        Revision target = target(asked, ladder);
        if (up ? target.compareTo(ladder.current()) <= 0 : target.compareTo(ladder.current()) >= 0) {
            throw new ProblemException(new SchemaProblem.NothingToDo(ladder.current(), up));
        }
        if (!up) {
            refuseWithoutWayBack(ladder, target);
        }
        if (up) {
            refuseWithoutCounterpart(ladder, target);
            ladder.pending().stream().filter(rung -> rung.revision().compareTo(target) <= 0)
                    .flatMap(rung -> rung.script().stream())
                    .forEach(script -> recovery().leftBy(script).ifPresent(left -> {
                        throw new ProblemException(left);
                    }));
            conditions.gate().pass(ladder, target, conditions.terms().accepted(), journal);
        }
        return ladder;
    }

    /// A backup of the same level is the other way back.
    private void refuseWithoutWayBack(Ladder ladder, Revision target) {
        ladder.above(target).stream().filter(rung -> !rung.hasWayBack()).findFirst().ifPresent(rung -> {
            throw new ProblemException(new SchemaProblem.WayBackMissing(rung.revision(),
                    "U" + rung.revision().id() + "__" + rung.name() + ".sql",
                    safeguard.newestAt(List.of(target.id(), ladder.below(rung.revision()).id()))));
        });
    }

    /// Alembic's ledger could not follow: better said before the backup than after it.
    private static void refuseWithoutCounterpart(Ladder ladder, Revision target) {
        ladder.pending().stream().filter(rung -> rung.revision().compareTo(target) <= 0)
                .filter(rung -> ladder.ledgers().alembic().isPresent()
                        && ladder.ledgers().ids().id(rung.revision()).isEmpty())
                .findFirst().ifPresent(rung -> {
                    throw new ProblemException(new SchemaProblem.AlembicCounterpartMissing(rung.revision(),
                            rung.script().map(Script::file).orElse(rung.name())));
                });
    }

    private static boolean transactional(Rung rung) {
        return rung.script().filter(Script::transactional).isPresent();
    }

    /// Refuses a database that is not the one that was shown, or was looked at when this began.
    private void rightDatabase(Ladder before, Ladder now) {
        now.database().ifPresent(there -> there.mustBe(conditions.terms().shown().or(before::database)));
    }

    private Ladder move(Way way, Guard guard, OperationId operation, Journal journal, StopSignal stop,
            IntFunction<Revision> step) {
        Ladder before = way.before();
        Revision target = way.target();
        List<Message> titles = way.titles();
        List<Message> plan = new ArrayList<>();
        plan.add(Message.of("step.precheck"));
        if (guard.wish() == Safeguard.Wish.WANTED) {
            plan.add(Message.of("step.backup"));
            plan.add(Message.of("step.test-restore"));
        }
        int first = plan.size() + 1;
        plan.addAll(titles);
        plan.add(Message.of("step.verify"));
        journal.plan(plan);
        rightDatabase(before, before);
        journal.intends(new Intent(way.verb(), before.database(), before.current().id(), target.id(), first, way.levels()));
        journal.step(1);
        journal.info(Source.KEEPER, before.current() + " → " + target);
        aftermath.prepared().forEach(left -> journal.line(Source.POSTGRES, Level.WARN, "prepared transaction " + left));
        stop.heed(Message.of("state.unchanged", before.current().id()));
        oneWriter.mustLast();
        safeguard.check(guard.wish());
        guard.plan().ifPresent(this::mustHold);
        history.mustBeWritable();
        Optional<Measure> proving = proving(before.current(), operation, journal, stop);
        if (guard.wish() == Safeguard.Wish.WANTED) {
            journal.step(2);
            safeguard.take(guard.wish(), guard.reason(), operation, journal, stop, () -> journal.step(3));
        } else {
            boolean nothing = guard.wish() == Safeguard.Wish.NOT_NEEDED;
            journal.line(Source.KEEPER, nothing ? Level.INFO : Level.WARN,
                    nothing ? "no backup: the database is empty" : "no backup: declined by the operator");
        }
        stop.heed(Message.of("state.unchanged", before.current().id()));
        FaultPoint.reached("move.guarded");
        try (OneWriter.Held _ = oneWriter.hold(operation)) {
            FaultPoint.reached("move.locked");
            Ladder now = history.ladder();
            rightDatabase(before, now);
            if (!now.current().equals(before.current())) {
                throw new ProblemException(new SchemaProblem.MovedMeanwhile(before.current(), now.current()));
            }
            guard.plan().ifPresent(this::mustHold);
            Revision standing = before.current();
            for (int i = 0; i < titles.size(); i++) {
                stop.heed(Message.of("state.stands-at", standing.id()));
                journal.step(first + i);
                FaultPoint.reached("move.step");
                try {
                    standing = step.apply(i);
                } catch (ProblemException e) {
                    throw within(way, guard, e);
                }
                FaultPoint.reached("move.stepped");
                if (i < titles.size() - 1 && titles.size() <= PROVEN_EACH) {
                    proven(standing, proving, operation, journal);
                }
            }
            journal.step(first + titles.size());
            FaultPoint.reached("move.verifying");
            Ladder after = arrived(target, journal);
            proven(target, proving, operation, journal);
            return after;
        }
    }

    /// Who is in the way of a step is in the way of the whole move.
    private static ProblemException within(Way way, Guard guard, ProblemException e) {
        if (!(e.problem() instanceof SchemaProblem.BlockedBySession blocked)) {
            return e;
        }
        return new ProblemException(new SchemaProblem.BlockedBySession(blocked.standing(), blocked.file(), blocked.blockers(),
                Optional.of(new SchemaProblem.Move(way.verb(), way.before().current(), way.target(),
                        guard.wish() == Safeguard.Wish.DECLINED))),
                e);
    }

    private Ladder arrived(Revision target, Journal journal) {
        Ladder after = history.ladder();
        if (!after.current().equals(target)) {
            throw new ProblemException(new SchemaProblem.MovedMeanwhile(target, after.current()));
        }
        journal.line(Source.KEEPER, Level.OK,
                "schema " + after.current() + after.ledgers().alembic()
                        .map(level -> ", alembic_version " + after.ledgers().alembicId(level)).orElse(""));
        return after;
    }

    /// Makes sure, before anything is touched, that the result can be compared; returns what to compare with. Where it cannot be, the run says so and goes on: what cannot be
    /// built on an empty database may well be right on this one.
    private Optional<Measure> proving(Revision current, OperationId operation, Journal journal, StopSignal stop) {
        List<Script> scripts = history.scripts();
        try {
            Verification now = proof.verify(scripts, current, operation, journal, stop);
            now.wrong().forEach(difference -> journal.line(Source.KEEPER, Level.WARN,
                    "differs from " + current + ": " + difference.plainly()));
            return Optional.of(new Measure(scripts, now.wrong()));
        } catch (ProblemException e) {
            if (e.problem() instanceof SchemaProblem.NotBuildable || e.problem() instanceof SchemaProblem.NoScratch) {
                journal.line(Source.KEEPER, Level.WARN, "the result will not be compared: " + e.problem());
                return Optional.empty();
            }
            throw e;
        }
    }

    private void proven(Revision revision, Optional<Measure> proving, OperationId operation, Journal journal) {
        if (proving.isEmpty()) {
            return;
        }
        Verification result;
        try {
            result = proof.verify(proving.get().scripts(), revision, operation, journal, new StopSignal()); // the step is done: too late to stop
        } catch (ProblemException e) {
            if (e.problem() instanceof SchemaProblem.NotBuildable) {
                journal.line(Source.KEEPER, Level.WARN, "not compared: " + e.problem());
                return;
            }
            throw e;
        }
        if (!result.passed()) {
            List<Difference> fresh = result.wrong().stream().filter(proving.get()::isNew).toList();
            throw new ProblemException(new SchemaProblem.VerifyFailed(revision, fresh,
                    result.wrong().stream().filter(difference -> !fresh.contains(difference)).toList()));
        }
        journal.line(Source.KEEPER, Level.OK, "schema proven: " + revision + ", fingerprint "
                + result.expected().fingerprint().substring(0, 12));
    }

    /// What the result is held against: the scripts, and what differed before anything was run.
    private record Measure(List<Script> scripts, List<Difference> before) {

        boolean isNew(Difference difference) {
            return before.stream().noneMatch(known -> known.object().kind() == difference.object().kind()
                    && known.object().path().equals(difference.object().path()));
        }
    }

    /// What a move must pass, and what the operator agreed to.
    private record Conditions(Gate gate, Terms terms) {}

    /// What stands before the first change: the backup and what it is for, and the plan that must still hold.
    private record Guard(Safeguard.Wish wish, BackupReason reason, Optional<SchemaPlan> plan) {}

    /// Where a move leads: `levels` are those it passes, the target last.
    private record Way(String verb, Ladder before, Revision target, List<String> levels, List<Message> titles) {}
}
