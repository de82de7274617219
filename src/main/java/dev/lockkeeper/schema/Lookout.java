package dev.lockkeeper.schema;

import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.lint.Hazard;
import dev.lockkeeper.schema.lint.Lint;
import dev.lockkeeper.words.Message;
import java.util.List;

/// Looks ahead before anything is moved: what will run, what would hurt, what the data would refuse, and how it goes where nothing is kept.
public final class Lookout {

    private final MigrationHistory history;
    private final Trials trials;
    private final OneWriter oneWriter;

    public Lookout(MigrationHistory history, Trials trials, OneWriter oneWriter) {
        this.history = history;
        this.trials = trials;
        this.oneWriter = oneWriter;
    }

    /// What a move to `asked` (as in [Schema#target]) will run. Throws [SchemaProblem.NothingToDo] where the schema is there.
    public Preview preview(String asked) {
        Ladder ladder = history.ladder();
        Revision target = Schema.target(asked, ladder);
        boolean up = target.compareTo(ladder.current()) > 0;
        List<Script> scripts = up ? pending(ladder, target) : takenBack(ladder, target);
        if (scripts.isEmpty()) {
            throw new ProblemException(new SchemaProblem.NothingToDo(ladder.current(), up));
        }
        return new Preview(ladder.current(), target, scripts.stream().map(script -> trials.preview(script, ladder, up)).toList());
    }

    /// The hazards of what is pending up to `asked`.
    public List<Hazard> lint(String asked) {
        Ladder ladder = history.ladder();
        return Lint.of(applied(ladder), pending(ladder, Schema.target(asked, ladder)));
    }

    /// The hazards of all scripts above `from`, without asking a database how far it has come.
    public List<Hazard> lintFrom(String from) {
        List<Script> scripts = history.scripts();
        Revision applied = from.equals("base") ? Revision.BASE : new Revision(from);
        if (!applied.isBase() && scripts.stream().noneMatch(script -> script.revision().equals(applied))) {
            throw new ProblemException(
                    new SchemaProblem.TargetUnknown(from, scripts.stream().map(script -> script.revision().id())
                            .toList()));
        }
        return Lint.of(scripts.stream().filter(script -> script.revision().compareTo(applied) <= 0).toList(),
                scripts.stream().filter(script -> script.revision().compareTo(applied) > 0).toList());
    }

    /// What would hurt about one revision of a ladder that is known: its hazards, and, while it is pending, what the live data would refuse.
    public Ahead ahead(Ladder ladder, Revision revision) {
        List<Script> all = ladder.rungs().stream().flatMap(rung -> rung.script().stream()).toList();
        boolean pending = revision.compareTo(ladder.current()) > 0;
        List<Script> applied = pending
                ? applied(ladder)
                : all.stream().filter(script -> script.revision().compareTo(revision) < 0).toList();
        List<Script> looked = all.stream()
                .filter(script -> script.revision().compareTo(revision) <= 0 && !applied.contains(script))
                .toList();
        return new Ahead(
                Lint.of(applied, looked).stream().filter(hazard -> hazard.revision().equals(revision)).toList(),
                pending
                        ? trials.ask(DataChecks.of(applied, looked).stream().filter(check -> check.revision().equals(revision))
                                .toList())
                        : List.of());
    }

    /// What would hurt on the way from a ladder's level up to `target`.
    public Ahead before(Ladder ladder, Revision target) {
        List<Script> applied = applied(ladder);
        List<Script> pending = pending(ladder, target);
        return new Ahead(Lint.of(applied, pending), trials.ask(DataChecks.of(applied, pending)));
    }

    /// The hazards that should not run in production, up to `target`; asks no database.
    public List<Hazard> red(Ladder ladder, Revision target) {
        return Lint.of(applied(ladder), pending(ladder, target)).stream().filter(Hazard::blocks).toList();
    }

    /// How many other sessions are connected to this database now; none of a console's own.
    public int sessions() {
        return trials.sessions();
    }

    /// What would hurt about one revision, or about several.
    public record Ahead(List<Hazard> hazards, List<DataFinding> data) {

        public Ahead {
            hazards = List.copyOf(hazards);
            data = List.copyOf(data);
        }

        /// The hazards that should not run in production.
        public List<Hazard> red() {
            return hazards.stream().filter(Hazard::blocks).toList();
        }
    }

    /// What the live data would make the server refuse on the way up to `asked`, asked read-only.
    public List<DataFinding> dataChecks(String asked) {
        Ladder ladder = history.ladder();
        return trials.ask(DataChecks.of(applied(ladder), pending(ladder, Schema.target(asked, ladder))));
    }

    /// Runs what is pending up to `asked` on an empty copy of the schema.
    public Operation<Rehearsal> rehearse(String asked, OperationId operation) {
        return (journal, stop) -> {
            journal.plan(List.of(Message.of("step.rehearse")));
            journal.step(1);
            Ladder ladder = history.ladder();
            return trials.onCopy(applied(ladder), rehearsed(ladder, asked), operation, journal, stop);
        };
    }

    /// Runs what is pending up to `asked` on the live database, and takes it back.
    public Operation<Rehearsal> rehearseOnTarget(String asked, OperationId operation) {
        return (journal, stop) -> {
            journal.plan(List.of(Message.of("step.rehearse-on-target")));
            journal.step(1);
            try (OneWriter.Held _ = oneWriter.hold(operation)) {
                Ladder ladder = history.ladder();
                return trials.onTarget(ladder.current(), rehearsed(ladder, asked), operation, journal, stop);
            }
        };
    }

    /// Takes every script of the folder up, back and up again on empty databases.
    public Operation<RoundTrip> roundTrip(OperationId operation) {
        return (journal, stop) -> {
            journal.plan(List.of(Message.of("step.round-trip")));
            journal.step(1);
            return trials.roundTrip(history.scripts(), operation, journal, stop);
        };
    }

    private static List<Script> rehearsed(Ladder ladder, String asked) {
        List<Script> pending = pending(ladder, Schema.target(asked, ladder));
        if (pending.isEmpty()) {
            throw new ProblemException(new SchemaProblem.NothingToDo(ladder.current(), true));
        }
        return pending;
    }

    private static List<Script> applied(Ladder ladder) {
        return ladder.rungs().stream().filter(rung -> rung.revision().compareTo(ladder.current()) <= 0)
                .flatMap(rung -> rung.script().stream()).toList();
    }

    private static List<Script> pending(Ladder ladder, Revision target) {
        return ladder.pending().stream().filter(rung -> rung.revision().compareTo(target) <= 0)
                .flatMap(rung -> rung.script().stream())
                .toList();
    }

    private static List<Script> takenBack(Ladder ladder, Revision target) {
        return ladder.above(target).stream().map(rung -> {
            if (!rung.hasWayBack()) {
                throw new ProblemException(
                        new SchemaProblem.WayBackMissing(rung.revision(), "U" + rung.revision() + "__" + rung.name()
                                + ".sql"));
            }
            return rung.script().orElseThrow();
        }).toList();
    }
}
