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
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Moves the schema: up, back, and by the ledger only. Every move starts with a backup and ends with a look at the result.
public final class Schema {

    private final MigrationHistory history;
    private final Safeguard safeguard;
    private final OneWriter oneWriter;
    private final Aftermath aftermath;
    private final Terms terms;

    public Schema(MigrationHistory history, Safeguard safeguard, OneWriter oneWriter) {
        this(history, safeguard, oneWriter, Aftermath.none());
    }

    public Schema(MigrationHistory history, Safeguard safeguard, OneWriter oneWriter, Aftermath aftermath) {
        this(history, safeguard, oneWriter, aftermath, Terms.USUAL);
    }

    private Schema(MigrationHistory history, Safeguard safeguard, OneWriter oneWriter, Aftermath aftermath, Terms terms) {
        this.history = history;
        this.safeguard = safeguard;
        this.oneWriter = oneWriter;
        this.aftermath = aftermath;
        this.terms = terms;
    }

    /// The same schema, whose moves keep to what the operator agreed to.
    public Schema on(Terms agreed) {
        return new Schema(history, safeguard, oneWriter, aftermath, agreed);
    }

    public Recovery recovery() {
        return new Recovery(history, aftermath, oneWriter);
    }

    public Ladder ladder() {
        Ladder drawn = history.ladder();
        Optional<SchemaProblem> left = drawn.finding().isPresent()
                ? Optional.empty()
                : drawn.pending().stream().findFirst().flatMap(Rung::script).flatMap(recovery()::leftBy);
        return left.isEmpty() ? drawn : new Ladder(drawn.current(), drawn.rungs(), drawn.ledgers(), left, drawn.database());
    }

    public List<Script> scripts() {
        return history.scripts();
    }

    /// What `head`, `+1`, `-1`, `base` or a revision's id means on this ladder. Throws [SchemaProblem.TargetUnknown].
    public static Revision target(String asked, Ladder ladder) {
        return switch (asked) {
            case "head" -> ladder.head();
            case "base" -> Revision.BASE;
            case "+1" -> ladder.pending().isEmpty() ? ladder.current() : ladder.pending().getFirst().revision();
            case "-1" -> ladder.below(ladder.current());
            default -> ladder.rung(new Revision(asked)).map(Rung::revision).orElseThrow(() -> new ProblemException(
                    new SchemaProblem.TargetUnknown(asked, ladder.rungs().stream().map(rung -> rung.revision().id()).toList())));
        };
    }

    /// Raises the schema to `asked` (as in [#target]), after a backup that was restored once.
    public Operation<Ladder> upgrade(String asked, OperationId operation) {
        return upgrade(asked, Safeguard.Wish.WANTED, operation);
    }

    public Operation<Ladder> upgrade(String asked, Safeguard.Wish backup, OperationId operation) {
        return (journal, stop) -> {
            Ladder before = checked(asked, true);
            Revision target = target(asked, before);
            List<Rung> ahead = before.pending().stream().filter(rung -> rung.revision().compareTo(target) <= 0).toList();
            List<Message> titles = ahead.stream().map(rung -> Message.of("step.apply", rung.revision().id())).toList();
            Way way = new Way("upgrade", before, target, ahead.stream().map(rung -> rung.revision().id()).toList(), titles);
            Patience patience = new Patience(terms, aftermath, journal, stop);
            return move(way, new Guard(backup, BackupReason.BEFORE_UPGRADE), operation, journal, stop,
                    number -> patience.with(transactional(ahead.get(number)),
                            () -> history.raise(ahead.get(number).revision(), operation, journal, stop)));
        };
    }

    /// Takes the schema back to `asked`, after a backup that was restored once.
    public Operation<Ladder> rollBack(String asked, OperationId operation) {
        return rollBack(asked, Safeguard.Wish.WANTED, operation);
    }

    public Operation<Ladder> rollBack(String asked, Safeguard.Wish backup, OperationId operation) {
        return (journal, stop) -> {
            Ladder before = checked(asked, false);
            Revision target = target(asked, before);
            List<Rung> away = before.above(target);
            for (Rung rung : away) {
                if (!rung.hasWayBack()) {
                    throw new ProblemException(
                            new SchemaProblem.WayBackMissing(rung.revision(), "U" + rung.revision().id() + "__" + rung.name()
                                    + ".sql"));
                }
            }
            List<Message> titles = away.stream().map(rung -> Message.of("step.take-back", rung.revision().id())).toList();
            Way way = new Way("downgrade", before, target, away.stream().map(rung -> before.below(rung.revision()).id()).toList(),
                    titles);
            Patience patience = new Patience(terms, aftermath, journal, stop);
            return move(way, new Guard(backup, BackupReason.BEFORE_ROLLBACK), operation, journal, stop,
                    number -> patience.with(transactional(away.get(number)),
                            () -> history.lower(away.get(number).revision(), operation, journal, stop)));
        };
    }

    /// Writes both ledgers as if the schema were at `asked`; runs no script and changes no table.
    public Operation<Ladder> stamp(String asked, OperationId operation) {
        return (journal, stop) -> {
            Ladder before = history.ladder();
            Revision target = target(asked, before);
            journal.plan(List.of(Message.of("step.stamp", target.id()), Message.of("step.verify")));
            journal.intends(new Intent("stamp", before.database(), before.current().id(), target.id(), 1, List.of(target.id())));
            journal.step(1);
            try (OneWriter.Held _ = oneWriter.hold(operation)) {
                rightDatabase(before, history.ladder());
                stop.heed(Message.of("state.unchanged", before.current().id()));
                history.stamp(target, operation, journal);
                journal.step(2);
                return arrived(target, journal);
            }
        };
    }

    /// The ladder, after refusing what an upgrade (`up`) or a way back to `asked` would refuse before touching anything.
    public Ladder checked(String asked, boolean up) {
        Ladder ladder = history.ladder();
        ladder.inTheWay(up).ifPresent(finding -> {
            throw new ProblemException(finding);
        });
        Revision target = target(asked, ladder);
        if (up ? target.compareTo(ladder.current()) <= 0 : target.compareTo(ladder.current()) >= 0) {
            throw new ProblemException(new SchemaProblem.NothingToDo(ladder.current(), up));
        }
        if (up) {
            ladder.pending().stream().filter(rung -> rung.revision().compareTo(target) <= 0)
                    .flatMap(rung -> rung.script().stream())
                    .forEach(script -> recovery().leftBy(script).ifPresent(left -> {
                        throw new ProblemException(left);
                    }));
        }
        return ladder;
    }

    private static boolean transactional(Rung rung) {
        return rung.script().filter(Script::transactional).isPresent();
    }

    /// Refuses a database that is not the one that was shown, or was looked at when this began.
    private void rightDatabase(Ladder before, Ladder now) {
        now.database().ifPresent(there -> there.mustBe(terms.shown().or(before::database)));
    }

    private Ladder move(Way way, Guard guard, OperationId operation, Journal journal, StopSignal stop,
            java.util.function.IntConsumer step) {
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
        safeguard.check(guard.wish());
        if (guard.wish() == Safeguard.Wish.WANTED) {
            journal.step(2);
            safeguard.take(guard.wish(), guard.reason(), operation, journal, stop, () -> journal.step(3));
        } else {
            journal.line(Source.KEEPER, Level.WARN, "no backup: declined by the operator");
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
            Revision standing = before.current();
            for (int i = 0; i < titles.size(); i++) {
                stop.heed(Message.of("state.stands-at", standing.id()));
                journal.step(first + i);
                FaultPoint.reached("move.step");
                step.accept(i);
                FaultPoint.reached("move.stepped");
                standing = history.ladder().current();
            }
            journal.step(first + titles.size());
            FaultPoint.reached("move.verifying");
            return arrived(target, journal);
        }
    }

    private Ladder arrived(Revision target, Journal journal) {
        Ladder after = history.ladder();
        if (!after.current().equals(target)) {
            throw new ProblemException(new SchemaProblem.MovedMeanwhile(target, after.current()));
        }
        journal.line(Source.KEEPER, Level.OK,
                "schema " + after.current() + after.ledgers().alembic().map(id -> ", alembic_version " + id).orElse(""));
        return after;
    }

    /// Where a move leads: `levels` are those it passes, the target last.
    private record Way(String verb, Ladder before, Revision target, List<String> levels, List<Message> titles) {}

    /// The backup that comes first, and what it is for.
    private record Guard(Safeguard.Wish wish, BackupReason reason) {}
}
