package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.schema.Identity;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Ledgers;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Rung;
import dev.lockkeeper.schema.RungState;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import dev.lockkeeper.schema.Verification;
import dev.lockkeeper.words.Message;
import java.util.List;
import java.util.Optional;

/// The migrations page at one moment. `run` is the piece of work under way, whatever it is; `ended` the last move that ended here.
public record MigrationsPage(Level level, Proof proof, Optional<Revision> chosen, boolean asking, Optional<RunSnapshot> run,
        Optional<RunSnapshot> ended) {

    static final MigrationsPage BLANK = new MigrationsPage(new Level.Blank(), new Proof.Unasked(), Optional.empty(), false,
            Optional.empty(), Optional.empty());

    /// What is known of the schema itself, whatever its ledgers say.
    public sealed interface Proof {

        record Unasked() implements Proof {}

        record Asking() implements Proof {}

        /// `against` compares with the revision that it is taken for, the one that it is or the nearest; `ledger` with the one that the ledgers
        /// name.
        record Known(Identity identity, Verification against, Verification ledger) implements Proof {}

        record Failed(Problem problem) implements Proof {}
    }

    /// What is known of the level.
    public sealed interface Level {

        /// Not asked yet.
        record Blank() implements Level {}

        record Known(Ladder ladder) implements Level {}

        /// The files are read, the database did not answer: no level is shown from memory.
        record Unknown(List<Rung> rungs, Problem problem) implements Level {}

        /// Neither could be read.
        record Unreadable(Problem problem) implements Level {}
    }

    MigrationsPage asked() {
        return new MigrationsPage(level, proof, chosen, true, run, ended);
    }

    MigrationsPage known(Ladder ladder) {
        return new MigrationsPage(new Level.Known(ladder), same(ladder) ? proof : new Proof.Unasked(),
                stillThere(ladder.rungs()).or(() -> firstChoice(ladder)), false, run,
                ended.filter(move -> !overtaken(move, ladder.current())));
    }

    /// Whether nothing moved since the last look, so that what was proven then still holds.
    private boolean same(Ladder ladder) {
        return ladder().filter(ladder::equals).isPresent();
    }

    MigrationsPage proving() {
        return new MigrationsPage(level, new Proof.Asking(), chosen, asking, run, ended);
    }

    MigrationsPage proven(Proof answer) {
        return new MigrationsPage(level, answer, chosen, asking, run, ended);
    }

    /// Whether a move reached a level that the schema has left since.
    private static boolean overtaken(RunSnapshot move, Revision now) {
        return move.outcome().filter(end -> end instanceof Outcome.Done<?>(Ladder reached) && !reached.current().equals(now))
                .isPresent();
    }

    MigrationsPage unknown(List<Script> scripts, Problem problem) {
        List<Rung> rungs = scripts.stream()
                .map(script -> new Rung(script.revision(), script.name(), RungState.UNKNOWN, Optional.of(script),
                        Optional.empty(), Optional.empty(), Optional.empty()))
                .toList();
        return new MigrationsPage(new Level.Unknown(rungs, problem), new Proof.Unasked(),
                stillThere(rungs).or(() -> rungs.stream().map(Rung::revision).reduce((_, last) -> last)), false, run, ended);
    }

    MigrationsPage unreadable(Problem problem) {
        return new MigrationsPage(new Level.Unreadable(problem), new Proof.Unasked(), Optional.empty(), false, run, ended);
    }

    MigrationsPage choosing(Revision revision) {
        return new MigrationsPage(level, proof, Optional.of(revision), asking, run, ended);
    }

    MigrationsPage running(Optional<RunSnapshot> underWay) {
        return new MigrationsPage(level, proof, chosen, asking, underWay, underWay.isPresent() ? Optional.empty() : ended);
    }

    /// The next look at the ladder chooses anew: a move that ended put the interest elsewhere.
    MigrationsPage ended(RunSnapshot run) {
        return new MigrationsPage(level, new Proof.Unasked(), Optional.empty(), asking, Optional.empty(), Optional.of(run));
    }

    MigrationsPage dismissed() {
        return new MigrationsPage(level, proof, chosen, asking, run, Optional.empty());
    }

    /// The revisions to draw, upwards.
    public List<Rung> rungs() {
        return switch (level) {
            case Level.Blank _,Level.Unreadable _ -> List.of();
            case Level.Known(Ladder ladder) -> ladder.rungs();
            case Level.Unknown(List<Rung> rungs, _) -> rungs;
        };
    }

    public Optional<Ladder> ladder() {
        return level instanceof Level.Known(Ladder ladder) ? Optional.of(ladder) : Optional.empty();
    }

    public Optional<Rung> chosenRung() {
        return chosen.flatMap(revision -> rungs().stream().filter(rung -> rung.revision().equals(revision)).findFirst());
    }

    /// What should be told before anything is changed: no database, a folder that cannot be trusted, ledgers that disagree.
    public Optional<Problem> finding() {
        return switch (level) {
            case Level.Blank _ -> Optional.empty();
            case Level.Known(Ladder ladder) -> ladder.finding().filter(found -> !(found instanceof SchemaProblem.SchemaBehind))
                    .map(found -> found);
            case Level.Unknown(_, Problem problem) -> Optional.of(problem);
            case Level.Unreadable(Problem problem) -> Optional.of(problem);
        };
    }

    /// The level that the live schema has, where its ledger says another one.
    public Optional<Revision> liveLevel() {
        Optional<Revision> proven = identity().filter(found -> found.candidates().size() == 1)
                .map(found -> found.candidates().getFirst());
        if (proven.isPresent()) {
            return proven.filter(revision -> ladder().filter(ladder -> !ladder.current().equals(revision)).isPresent());
        }
        return ladder().flatMap(Ladder::finding)
                .flatMap(found -> found instanceof SchemaProblem.SchemaAhead ahead
                        ? Optional.of(ahead.revision())
                        : Optional.empty());
    }

    public Optional<Identity> identity() {
        return proof instanceof Proof.Known(Identity identity, _, _) ? Optional.of(identity) : Optional.empty();
    }

    /// The schema held against a revision, where it is not the one that the ledgers name, or is none.
    public Optional<Proof.Known> deviation() {
        return proof instanceof Proof.Known known
                && ladder().filter(ladder -> !known.identity().candidates().contains(ladder.current())).isPresent()
                        ? Optional.of(known)
                        : Optional.empty();
    }

    /// The page's opening words.
    public Message verdict() {
        return switch (level) {
            case Level.Blank _ -> Message.of("migrations.verdict.asking");
            case Level.Unknown(List<Rung> rungs, _) -> Message.of("migrations.verdict.unknown", rungs.size());
            case Level.Unreadable _ -> Message.of("migrations.verdict.unreadable");
            case Level.Known(Ladder ladder) -> known(ladder.finding().orElse(null), ladder);
        };
    }

    private Message known(@org.jspecify.annotations.Nullable SchemaProblem found, Ladder ladder) {
        if (found instanceof SchemaProblem.SchemaAhead ahead) {
            return Message.of("migrations.verdict.ahead", ladder.current().id(), ahead.revision().id());
        }
        Optional<Identity> identity = identity();
        if (identity.filter(real -> !real.candidates().contains(ladder.current())).isPresent()) {
            return Message.of(ahead() ? "migrations.verdict.other" : "migrations.verdict.drift", ladder.current().id(),
                    identity.get().words());
        }
        if (found != null && ladder.inTheWay(true).isPresent()) {
            return Message.of("migrations.verdict.blocked", ladder.current().id(), ladder.head().id());
        }
        Message ledgers = identity.isPresent() ? agreed(ladder.ledgers()) : ledgers(ladder.ledgers());
        return ladder.atHead()
                ? Message.of("migrations.verdict.head", ladder.current().id(), ledgers)
                : Message.of("migrations.verdict.pending", ladder.current().id(), ladder.head().id(), ladder.pending().size(),
                        ledgers);
    }

    /// Said only after the schema was compared.
    private static Message agreed(Ledgers ledgers) {
        return ledgers.disagree() || ledgers.onlyAlembic()
                ? ledgers(ledgers)
                : Message.of(ledgers.alembic().isPresent() ? "migrations.ledgers.proven" : "migrations.ledgers.flyway-proven");
    }

    private static Message ledgers(Ledgers ledgers) {
        if (ledgers.disagree()) {
            return Message.of("migrations.ledgers.disagree", ledgers.flyway().orElseThrow().id(),
                    ledgers.alembic().orElseThrow().id());
        }
        if (ledgers.onlyAlembic()) {
            return Message.of("migrations.ledgers.alembic", ledgers.alembic().orElseThrow().id());
        }
        return Message.of(
                ledgers.alembic().isPresent()
                        ? "migrations.ledgers.agree"
                        : ledgers.flyway().isPresent()
                                ? "migrations.ledgers.flyway"
                                : "migrations.ledgers.none");
    }

    /// Why nothing can be moved at all at this moment.
    public Optional<Message> idle() {
        if (run.isPresent()) {
            return Optional.of(Message.of("migrations.off.running", run.get().title()));
        }
        return level instanceof Level.Known ? Optional.empty() : Optional.of(Message.of("migrations.off.unknown"));
    }

    /// Why the schema cannot be raised to `target`.
    public Optional<Message> cannotRaise(Revision target) {
        return idle().or(() -> ladder().flatMap(ladder -> {
            if (ladder.inTheWay(true).isPresent() || ahead()) {
                return Optional.of(Message.of("migrations.off.finding"));
            }
            return target.compareTo(ladder.current()) <= 0 ? Optional.of(Message.of("migrations.off.head")) : Optional.empty();
        }));
    }

    /// Whether something of a later revision is there already: running it would fail. A schema that only drifted may go up.
    private boolean ahead() {
        return deviation().filter(known -> !(known.identity() instanceof Identity.Nearest)).isPresent();
    }

    /// Why the schema cannot be taken back to `target`.
    public Optional<Message> cannotLower(Revision target) {
        return idle().or(() -> ladder().flatMap(ladder -> {
            if (ladder.inTheWay(false).isPresent()) {
                return Optional.of(Message.of("migrations.off.finding"));
            }
            if (target.compareTo(ladder.current()) >= 0) {
                return Optional.of(Message.of("migrations.off.base"));
            }
            return ladder.above(target).stream().filter(rung -> !rung.hasWayBack()).findFirst()
                    .map(rung -> Message.of("migrations.off.way-back", rung.revision().id()));
        }));
    }

    /// Why the ledgers cannot be written.
    public Optional<Message> cannotStamp() {
        return idle();
    }

    /// To the highest revision.
    public Optional<Plan> upgrade() {
        return ladder().flatMap(ladder -> upgrade(ladder.head()));
    }

    public Optional<Plan> upgrade(Revision target) {
        return cannotRaise(target).isPresent()
                ? Optional.empty()
                : ladder().map(ladder -> new Plan(Plan.Kind.UPGRADE, ladder.current(), target,
                        ladder.pending().stream().filter(rung -> rung.revision().compareTo(target) <= 0).toList(),
                        ladder.database()));
    }

    /// One step back.
    public Optional<Plan> stepBack() {
        return ladder().flatMap(ladder -> rollBack(ladder.below(ladder.current())));
    }

    public Optional<Plan> rollBack(Revision target) {
        return cannotLower(target).isPresent()
                ? Optional.empty()
                : ladder().map(ladder -> new Plan(Plan.Kind.ROLL_BACK, ladder.current(), target, ladder.above(target),
                        ladder.database()));
    }

    /// Up or back, whichever leads there.
    public Optional<Plan> goTo(Revision target) {
        return ladder().flatMap(ladder -> target.compareTo(ladder.current()) > 0 ? upgrade(target) : rollBack(target));
    }

    public Optional<Plan> stamp(Revision target) {
        boolean untrue = identity().filter(found -> !found.candidates().contains(target)).isPresent();
        return cannotStamp().isPresent() || untrue
                ? Optional.empty()
                : ladder().map(ladder -> new Plan(Plan.Kind.STAMP, ladder.current(), target, List.of(), ladder.database()));
    }

    /// A database taken over that has no ledger of ours: as what it is proven to be, else as what Alembic's ledger says.
    public Optional<Plan> adopt() {
        Optional<Revision> proven = identity().filter(found -> found.candidates().size() == 1)
                .map(found -> found.candidates().getFirst()).filter(revision -> !revision.isBase());
        if (proven.isPresent() && ladder().map(Ladder::ledgers).filter(ledgers -> ledgers.flyway().isEmpty()).isPresent()) {
            return stamp(proven.get()).map(plan -> new Plan(Plan.Kind.ADOPT, plan.from(), plan.to(), List.of(), plan.database()));
        }
        return ladder().map(Ladder::ledgers).filter(Ledgers::onlyAlembic).flatMap(Ledgers::alembic)
                .flatMap(alembic -> stamp(alembic)
                        .map(plan -> new Plan(Plan.Kind.ADOPT, plan.from(), plan.to(), List.of(), plan.database())));
    }

    private Optional<Revision> stillThere(List<Rung> rungs) {
        return chosen.filter(revision -> rungs.stream().anyMatch(rung -> rung.revision().equals(revision)));
    }

    /// What a person wants to read first: the next revision to apply, else the current one.
    private static Optional<Revision> firstChoice(Ladder ladder) {
        return ladder.pending().stream().map(Rung::revision).findFirst()
                .or(() -> ladder.rung(ladder.current()).map(Rung::revision))
                .or(() -> ladder.rungs().stream().map(Rung::revision).findFirst());
    }
}
