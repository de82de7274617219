package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Lookout;
import dev.lockkeeper.schema.Loss;
import dev.lockkeeper.schema.Rehearsal;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.schema.catalog.Catalog;
import dev.lockkeeper.schema.Recovery;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.schema.Terms;
import dev.lockkeeper.schema.lint.Rule;
import dev.lockkeeper.ui.kit.RunWatch;
import dev.lockkeeper.ui.kit.Threads;
import dev.lockkeeper.words.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The migrations page without its looks: what it shows, and the moves that start there.
/// Touched on the screen's thread only.
public final class MigrationsModel {

    private final Schema schema;
    private final Lookout lookout;
    private final Runs runs;
    private final Threads threads;
    private final boolean proves;
    private final ReadOnlyObjectWrapper<MigrationsPage> page = new ReadOnlyObjectWrapper<>(MigrationsPage.BLANK);
    private final Set<OperationId> moves = new HashSet<>();
    private Optional<Move> last = Optional.empty();
    private Optional<Rehearsal> rehearsed = Optional.empty();
    private long asked;
    private long proofs;

    /// `proves`: compare the schema at every look. Where it is false (production), only on request: it makes a database on the server.
    public MigrationsModel(Schema schema, Lookout lookout, Runs runs, Threads threads, boolean proves) {
        this.schema = schema;
        this.lookout = lookout;
        this.proves = proves;
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
                run.outcome().ifPresent(end -> {
                    if (end instanceof Outcome.Done<?>(Rehearsal rehearsal)) {
                        rehearsed = Optional.of(rehearsal);
                    }
                });
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
                recheck();
            }
        }, problem -> {
            if (number == asked) {
                page.set(page.get().unreadable(problem));
            }
        });
    }

    /// Finds out which revision the schema really is. The first time an empty database is built beside it to compare with.
    public void verify() {
        if (page.get().ladder().isPresent() && !(page.get().proof() instanceof MigrationsPage.Proof.Asking)) {
            page.set(page.get().proving());
            prove();
        }
    }

    /// A schema can change while its ledger stays. The answer of before stands until the new one comes, so that nothing flickers; where nobody
    /// asks anew it is taken away.
    private void recheck() {
        if (!proves) {
            page.set(page.get().proven(new MigrationsPage.Proof.Unasked()));
        } else if (page.get().proof() instanceof MigrationsPage.Proof.Known && page.get().ladder().isPresent()) {
            prove();
        } else {
            verify();
        }
    }

    private void prove() {
        long number = ++proofs;
        Optional<Ladder> compared = page.get().ladder();
        threads.ask(schema::look,
                look -> proven(number, compared,
                        new MigrationsPage.Proof.Known(look.identity(), look.against(), look.ledger())),
                problem -> proven(number, compared, new MigrationsPage.Proof.Failed(problem)));
    }

    /// An answer about a level that the database has left since says nothing any more.
    private void proven(long number, Optional<Ladder> compared, MigrationsPage.Proof answer) {
        if (number == proofs && page.get().ladder().equals(compared)) {
            page.set(page.get().proven(answer));
        }
    }

    /// Asks for the schema that a revision makes; empty where nobody can say.
    void schemaOf(Revision revision, Consumer<Optional<Catalog>> answer) {
        threads.ask(() -> schema.made(revision), catalog -> answer.accept(Optional.of(catalog)),
                _ -> answer.accept(Optional.empty()));
    }

    /// Asks what would hurt about a revision; empty where nobody can say.
    void ahead(Revision revision, Consumer<Optional<Lookout.Ahead>> answer) {
        Optional<Ladder> ladder = page.get().ladder();
        if (ladder.isEmpty()) {
            answer.accept(Optional.empty());
            return;
        }
        threads.ask(() -> lookout.ahead(ladder.get(), revision), found -> answer.accept(Optional.of(found)),
                _ -> answer.accept(Optional.empty()));
    }

    /// Tries what is pending on an empty copy of the schema. Nothing of it is kept.
    public void rehearse() {
        Optional<Ladder> ladder = page.get().ladder().filter(now -> !now.atHead());
        if (ladder.isEmpty() || page.get().idle().isPresent() || runs.underWay().isPresent()) {
            return;
        }
        OperationId id = OperationId.fresh();
        Operation<Rehearsal> work = (journal, stop) -> {
            Rehearsal rehearsal = lookout.rehearse("head", id).run(journal, stop);
            if (rehearsal.failure().isPresent()) {
                throw new ProblemException(rehearsal.failure().get());
            }
            return rehearsal;
        };
        moves.add(id);
        page.set(page.get().running(Optional
                .of(runs.start(id, Message.of("op.rehearse", ladder.get().head().id()), work).snapshot())));
    }

    /// Asks what a way back erases; empty where it cannot be counted.
    void losses(Revision target, Consumer<Optional<List<Loss>>> answer) {
        threads.ask(() -> schema.losses(target), losses -> answer.accept(Optional.of(losses)),
                _ -> answer.accept(Optional.empty()));
    }

    /// Asks what is ahead on the way of a plan; empty where nobody can say.
    void outlook(Plan plan, Consumer<Optional<Outlook>> answer) {
        Optional<Ladder> ladder = page.get().ladder();
        if (ladder.isEmpty()) {
            answer.accept(Optional.empty());
            return;
        }
        Optional<Rehearsal> tried = rehearsed.filter(known -> Outlook.same(known, plan));
        threads.ask(() -> new Outlook(lookout.before(ladder.get(), plan.to()), OptionalInt.of(lookout.sessions()), tried),
                found -> answer.accept(Optional.of(found)), _ -> answer.accept(Optional.empty()));
    }

    /// Lets files lie that would be skipped without a word, and looks anew.
    void leaveAside(List<String> files) {
        threads.ask(() -> {
            schema.leaveAside(files);
            return true;
        }, _ -> refresh(), problem -> page.set(page.get().unreadable(problem)));
    }

    public void choose(Revision revision) {
        if (!page.get().chosen().equals(Optional.of(revision))) {
            page.set(page.get().choosing(revision));
        }
    }

    /// Starts the move, unless something is already at work. `reason` goes into the run's log; blank where none was asked.
    public void perform(Plan plan, Safeguard.Wish backup, String reason) {
        perform(plan, backup, reason, List.of());
    }

    /// `accepted` are the red rules that somebody answers for.
    public void perform(Plan plan, Safeguard.Wish backup, String reason, List<Rule> accepted) {
        Terms terms = Terms.USUAL.accepting(accepted);
        perform(new Move(plan, backup, reason, terms), terms);
    }

    /// The move that ended last once more, with what was now agreed to about sessions that are in the way.
    public void again(UnaryOperator<Terms> agreed) {
        last.ifPresent(move -> perform(move, agreed.apply(move.terms())));
    }

    private void perform(Move move, Terms terms) {
        Plan plan = move.plan();
        Schema there = schema.on(terms.shown(plan.database()));
        begin(plan.title(), id -> switch (plan.kind()) {
            case UPGRADE -> there.upgrade(plan.to().id(), move.backup(), id).because(move.reason());
            case ROLL_BACK -> there.rollBack(plan.to().id(), move.backup(), id).because(move.reason());
            case STAMP -> there.stamp(plan.to().id(), id).because(move.reason());
            case ADOPT -> there.adopt(Optional.of(plan.to().id()), id).because(move.reason());
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
                    // its hazards were answered for when it was begun
                    return schema.on(Terms.USUAL.accepting(List.of(Rule.values()))).upgrade(revision.id(), id).run(journal, stop);
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

    private record Move(Plan plan, Safeguard.Wish backup, String reason, Terms terms) {}

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
