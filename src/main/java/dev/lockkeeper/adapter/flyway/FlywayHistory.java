package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.adapter.flyway.CreatedObjects.Created;
import dev.lockkeeper.operation.FaultPoint;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.AlembicIds;
import dev.lockkeeper.schema.AlembicMatch;
import dev.lockkeeper.schema.AlembicRevisions;
import dev.lockkeeper.schema.Ascent;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.MigrationHistory;
import dev.lockkeeper.schema.OlderTexts;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Rung;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The migration history of a database, kept by Flyway in schema `lockkeeper`, with Alembic's ledger in step where there is one.
public final class FlywayHistory implements MigrationHistory {

    private final MigrationFolder folder;
    private final Sessions sessions;
    private final Surroundings surroundings;
    private final AtomicReference<SchemaProblem.@Nullable ScriptEdited> told = new AtomicReference<>();

    public FlywayHistory(MigrationFolder folder, Sessions sessions) {
        this(folder, sessions, new Surroundings(AlembicRevisions.NONE, false));
    }

    public FlywayHistory(MigrationFolder folder, Sessions sessions, Surroundings surroundings) {
        this.folder = folder;
        this.sessions = sessions;
        this.surroundings = surroundings;
    }

    /// Where a history stands: beside which Alembic revisions, and whether in production, where scripts that look other than they run
    /// are refused. `older` is asked for what an edited script was when it was applied.
    public record Surroundings(AlembicRevisions alembic, boolean production, OlderTexts older) {

        public Surroundings(AlembicRevisions alembic, boolean production) {
            this(alembic, production, OlderTexts.NONE);
        }
    }

    @Override
    public List<Script> scripts() {
        return folder.read().scripts();
    }

    @Override
    public void leaveAside(List<String> files) {
        folder.leaveAside(files);
    }

    @Override
    public Ladder ladder() {
        MigrationFolder.Contents contents = folder.read();
        return sessions.ask(connection -> ladder(connection, contents).of(WhichDatabase.of(connection)));
    }

    /// The ladder as the files and both ledgers tell it, without a look at the tables.
    Ladder drawn(Connection connection, MigrationFolder.Contents contents) throws SQLException {
        return drawn(LedgerReading.of(connection), contents);
    }

    private Ladder drawn(LedgerReading reading, MigrationFolder.Contents contents) {
        boolean withAlembic = reading.alembic().isPresent() || contents.alembicToo();
        AlembicMatch match = withAlembic
                ? surroundings.alembic().list().map(listing -> AlembicMatch.of(listing, contents.scripts()))
                        .orElse(AlembicMatch.NONE)
                : AlembicMatch.NONE;
        return new LadderDrawing(contents.scripts(), reading, match).draw();
    }

    private Ladder ladder(Connection connection, MigrationFolder.Contents contents) throws SQLException {
        LedgerReading reading = LedgerReading.of(connection);
        Ladder drawn = drawn(reading, contents);
        boolean comparable = drawn.finding().map(finding -> finding instanceof SchemaProblem.NotAdopted
                || finding instanceof SchemaProblem.MovedByAlembic || finding instanceof SchemaProblem.ScriptGap)
                .orElse(true);
        Optional<SchemaProblem> contradiction = comparable ? contradiction(connection, drawn) : Optional.empty();
        Optional<SchemaProblem> disguise = comparable ? disguised(drawn, contents) : Optional.empty();
        Optional<SchemaProblem> told = drawn.finding().map(found -> withChanges(found, reading));
        return new Ladder(drawn.current(), drawn.rungs(), drawn.ledgers(),
                contradiction.or(() -> disguise.filter(_ -> surroundings.production()))
                        .or(() -> told.filter(found -> !(found instanceof SchemaProblem.ScriptGap))).or(() -> disguise)
                        .or(() -> told));
    }

    /// An edited script, with what was changed in it. Remembered: a ladder is drawn often, and nothing of this changes by itself.
    private SchemaProblem withChanges(SchemaProblem found, LedgerReading reading) {
        if (!(found instanceof SchemaProblem.ScriptEdited edited) || folder.place().isEmpty()) {
            return found;
        }
        SchemaProblem.ScriptEdited known = told.get();
        if (known != null && known.checksums().equals(edited.checksums())) {
            return known;
        }
        List<String> changes = edited.files().stream().flatMap(file -> reading.rows().stream()
                .filter(row -> file.equals(row.script()) && row.checksum() != null).reduce((_, last) -> last).stream()
                .flatMap(row -> surroundings.older().changes(folder.place().get().resolve(file),
                        text -> Objects.equals(row.checksum(), MigrationFolder.checksum(text))).stream()))
                .toList();
        SchemaProblem.ScriptEdited complete = new SchemaProblem.ScriptEdited(edited.files(), edited.checksums(), changes);
        told.set(complete);
        return complete;
    }

    /// Characters that hide what a script does, in what could still be run.
    private Optional<SchemaProblem> disguised(Ladder ladder, MigrationFolder.Contents contents) {
        List<String> places = ladder.rungs().stream()
                .flatMap(rung -> rung.script().stream().flatMap(script -> rung.state().applied()
                        ? script.wayBackFile().stream()
                        : Stream.concat(Stream.of(script.file()), script.wayBackFile().stream())))
                .flatMap(file -> Disguises.in(file, contents.files().getOrDefault(file, "")).stream()).toList();
        return places.isEmpty()
                ? Optional.empty()
                : Optional.of(new SchemaProblem.ScriptDisguised(places, surroundings.production()));
    }

    /// Whether tables and columns contradict the ledger, one revision above and one below its mark.
    private static Optional<SchemaProblem> contradiction(Connection connection, Ladder ladder) throws SQLException {
        Optional<Script> next = ladder.pending().stream().findFirst().flatMap(Rung::script);
        if (next.isPresent()) {
            List<Created> objects = created(next.get());
            // what the revision below brings too is no sign of this one
            List<Created> own = objects.stream().filter(object -> !next.get().sql().toLowerCase(java.util.Locale.ROOT)
                    .contains("if not exists " + object.table())).toList();
            Set<Created> there = LedgerReading.existing(connection, own);
            if (!there.isEmpty()) {
                return Optional.of(new SchemaProblem.SchemaAhead(ladder.current(), next.get().revision(), next.get().file(), 0,
                        names(own, there::contains), names(own, object -> !there.contains(object)), ""));
            }
        }
        Optional<Script> top = ladder.rung(ladder.current()).flatMap(Rung::script);
        if (top.isPresent()) {
            List<Created> objects = created(top.get());
            Set<Created> there = LedgerReading.existing(connection, objects);
            List<String> absent = names(objects, object -> !there.contains(object));
            if (!absent.isEmpty()) {
                return Optional.of(new SchemaProblem.SchemaBehindLedger(ladder.current(), top.get().file(), absent));
            }
        }
        return Optional.empty();
    }

    static List<Created> created(Script script) {
        return CreatedObjects.by(script.file(), script.sql());
    }

    private static List<String> names(List<Created> objects, Predicate<Created> which) {
        return objects.stream().filter(which).map(Created::toString).toList();
    }

    @Override
    public void mustBeWritable() {
        sessions.ask(connection -> {
            if (!HistoryTable.writable(connection)) {
                throw new SQLException("no right to write " + LedgerReading.HISTORY, "42501");
            }
            return true;
        });
    }

    @Override
    public void raise(Revision next, OperationId operation, Journal journal, StopSignal stop) {
        try (Ascent ascent = ascent(operation, journal, stop)) {
            ascent.raise(next);
        }
    }

    @Override
    public Ascent ascent(OperationId operation, Journal journal, StopSignal stop) {
        return new FlywayAscent(this, folder.read(), sessions, operation, journal, stop);
    }

    @Override
    public void lower(Revision highest, OperationId operation, Journal journal, StopSignal stop) {
        MigrationFolder.Contents contents = folder.read();
        Script script = script(contents, highest);
        Ladder aligned = align(contents, operation, journal);
        expect(highest, aligned.current());
        String file = script.wayBackFile().orElseThrow(() -> new ProblemException(
                new SchemaProblem.WayBackMissing(highest, "U" + highest + "__" + script.name() + ".sql")));
        WayBack way = new WayBack(sessions, operation, journal, stop);
        try {
            way.run(script, below(contents, highest), aligned.ledgers().ids());
            FaultPoint.reached("back.committed");
        } catch (RuntimeException e) {
            throw new Refusals(sessions, stop, way.blockers()).understood(e, script, file, this::ladder);
        }
    }

    @Override
    public void stamp(Revision target, OperationId operation, Journal journal) {
        MigrationFolder.Contents contents = folder.read();
        Ladder ladder = ladder();
        if (!target.isBase()) {
            counterpart(ladder, script(contents, target), contents);
        }
        write(contents.with(ladder.ledgers().ids()), target, "stamp", operation, journal);
    }

    /// Makes our ledger follow Alembic's before anything is moved, so that both start from one level. Returns the ladder.
    Ladder align(MigrationFolder.Contents contents, OperationId operation, Journal journal) {
        Ladder ladder = sessions.ask(connection -> ladder(connection, contents).of(WhichDatabase.of(connection)));
        if (ladder.ledgers().disagree() || ladder.ledgers().onlyAlembic()) {
            journal.line(Source.KEEPER, Level.WARN, "alembic_version " + ladder.current() + " → flyway_schema_history");
            write(contents.with(ladder.ledgers().ids()), ladder.current(), "alembic", operation, journal);
        }
        return ladder;
    }

    static void expect(Revision asked, Revision there) {
        if (!asked.equals(there)) {
            throw new ProblemException(new SchemaProblem.MovedMeanwhile(asked, there));
        }
    }

    private void write(MigrationFolder.Contents contents, Revision target, String why, OperationId operation, Journal journal) {
        try (Connection connection = sessions.open(operation)) {
            LedgerWriting ledger = new LedgerWriting(connection, contents.scripts(), contents.alembicToo(), contents.ids());
            HistoryTable.prepare(connection);
            connection.setAutoCommit(false);
            ledger.set(target, why);
            FaultPoint.reached("ledger.committing");
            connection.commit();
            FaultPoint.reached("ledger.committed");
            journal.line(Source.KEEPER, Level.OK, LedgerReading.HISTORY + " = " + target);
        } catch (SQLException e) {
            throw sessions.problem(e);
        }
    }

    /// Alembic's ids, where its ledger can follow to this script.
    private static AlembicIds counterpart(Ladder ladder, Script script, MigrationFolder.Contents contents) {
        boolean follows = ladder.ledgers().alembic().isPresent() || contents.alembicToo();
        if (follows && ladder.ledgers().ids().id(script.revision()).isEmpty()) {
            throw new ProblemException(new SchemaProblem.AlembicCounterpartMissing(script.revision(), script.file()));
        }
        return ladder.ledgers().ids();
    }

    private static Script script(MigrationFolder.Contents contents, Revision revision) {
        return contents.scripts().stream().filter(known -> known.revision().equals(revision)).findFirst()
                .orElseThrow(() -> new ProblemException(new SchemaProblem.TargetUnknown(revision.id(),
                        contents.scripts().stream().map(known -> known.revision().id()).toList())));
    }

    private static Revision below(MigrationFolder.Contents contents, Revision revision) {
        return contents.scripts().stream().map(Script::revision).filter(known -> known.compareTo(revision) < 0)
                .reduce((_, last) -> last)
                .orElse(Revision.BASE);
    }
}
