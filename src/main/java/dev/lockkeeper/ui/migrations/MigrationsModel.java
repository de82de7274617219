package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Recovery;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.schema.Terms;
import dev.lockkeeper.ui.kit.RunWatch;
import dev.lockkeeper.ui.kit.Threads;
import dev.lockkeeper.words.Message;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The migrations page without its looks: what it shows, and the moves that start there.
/// Touched on the screen's thread only.
public final class MigrationsModel {

    private final Schema schema;
    private final Runs runs;
    private final Threads threads;
    private final ReadOnlyObjectWrapper<MigrationsPage> page = new ReadOnlyObjectWrapper<>(MigrationsPage.BLANK);
    private final Set<OperationId> moves = new HashSet<>();
    private Optional<Move> last = Optional.empty();
    private long asked;

    public MigrationsModel(Schema schema, Runs runs, Threads threads) {
        this.schema = schema;
        this.runs = runs;
        this.threads = threads;
        RunWatch.begin(runs, threads, new RunWatch.Listener() {
            @Override
            public void underWay(Optional<RunSnapshot> run) {
                if (!run.map(MigrationsModel::stage).equals(page.get().run().map(MigrationsModel::stage))) {
                    page.set(page.get().running(run));
                }
            }

            @Override
            public void ended(RunSnapshot run) {
                if (moves.remove(run.id())) {
                    page.set(page.get().ended(run));
                }
                refresh();
            }
        });
    }

    public ReadOnlyObjectProperty<MigrationsPage> page() {
        return page.getReadOnlyProperty();
    }

    /// Looks at folder and database anew. An answer that a later question has overtaken is dropped.
    public void refresh() {
        long number = ++asked;
        page.set(page.get().asked());
        threads.ask(this::look, answer -> {
            if (number == asked) {
                page.set(answer.apply(page.get()));
            }
        }, problem -> {
            if (number == asked) {
                page.set(page.get().unreadable(problem));
            }
        });
    }

    public void choose(Revision revision) {
        if (!page.get().chosen().equals(Optional.of(revision))) {
            page.set(page.get().choosing(revision));
        }
    }

    /// Starts the move, unless something is already at work. `reason` goes into the run's log; blank where none was asked.
    public void perform(Plan plan, Safeguard.Wish backup, String reason) {
        perform(new Move(plan, backup, reason), Terms.USUAL);
    }

    /// The move that ended last once more, with what was now agreed to about sessions that are in the way.
    public void again(UnaryOperator<Terms> agreed) {
        last.ifPresent(move -> perform(move, agreed.apply(Terms.USUAL)));
    }

    private void perform(Move move, Terms terms) {
        Plan plan = move.plan();
        Schema there = schema.on(terms.shown(plan.database()));
        begin(plan.title(), id -> switch (plan.kind()) {
            case UPGRADE -> there.upgrade(plan.to().id(), move.backup(), id).because(move.reason());
            case ROLL_BACK -> there.rollBack(plan.to().id(), move.backup(), id).because(move.reason());
            case STAMP, ADOPT -> there.stamp(plan.to().id(), id).because(move.reason());
        });
        last = Optional.of(move);
    }

    /// Records what a step outside a transaction left as applied (`mark`), or clears it away and applies the revision again.
    public void resolve(Revision revision, boolean mark) {
        Recovery recovery = schema.recovery();
        begin(Message.of(mark ? "remedy.mark-applied" : "remedy.clear-and-retry", revision.id()), id -> mark
                ? recovery.markingApplied(revision, id)
                : (journal, stop) -> {
                    recovery.clearing(revision, id).run(journal, stop);
                    return schema.upgrade(revision.id(), id).run(journal, stop);
                });
    }

    private void begin(Message title, Function<OperationId, Operation<Ladder>> work) {
        if (page.get().idle().isPresent() || runs.underWay().isPresent()) {
            return; // a double click, or a run that this page has not heard of yet
        }
        OperationId id = OperationId.fresh();
        moves.add(id);
        page.set(page.get().running(Optional.of(runs.start(id, title, work.apply(id)).snapshot())));
    }

    private record Move(Plan plan, Safeguard.Wish backup, String reason) {}

    /// Takes away the words about the move that ended.
    public void dismiss() {
        page.set(page.get().dismissed());
    }

    /// What this page shows of a run; its clock and its bytes are shown elsewhere.
    private static String stage(RunSnapshot run) {
        return run.id() + " " + run.step() + "/" + run.steps().size();
    }

    private UnaryOperator<MigrationsPage> look() {
        try {
            Ladder ladder = schema.ladder();
            return page -> page.known(ladder);
        } catch (ProblemException unreached) {
            try {
                var scripts = schema.scripts();
                return page -> page.unknown(scripts, unreached.problem());
            } catch (ProblemException untrusted) {
                return page -> page.unreadable(untrusted.problem());
            }
        }
    }
}
