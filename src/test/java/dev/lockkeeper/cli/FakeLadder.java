package dev.lockkeeper.cli;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.AlembicIds;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Ledgers;
import dev.lockkeeper.schema.MigrationHistory;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Rung;
import dev.lockkeeper.schema.RungState;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import dev.lockkeeper.words.Message;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/// Four revisions kept in memory.
final class FakeLadder implements MigrationHistory {

    int level;
    /// What each script runs.
    String sql = "SELECT 1";
    final List<String> leftAside = new java.util.ArrayList<>();
    Optional<SchemaProblem> finding = Optional.empty();
    /// Alembic's ledger is there too, at the same level, under these ids.
    Optional<AlembicIds> alembic = Optional.empty();
    Optional<RuntimeException> failure = Optional.empty();
    /// Opened when a step has begun that waits for the stop.
    Optional<CountDownLatch> waitsForStop = Optional.empty();

    FakeLadder(int level) {
        this.level = level;
    }

    @Override
    public List<Script> scripts() {
        return IntStream.rangeClosed(1, 4).mapToObj(this::script).toList();
    }

    @Override
    public void leaveAside(List<String> files) {
        leftAside.addAll(files);
    }

    @Override
    public Ladder ladder() {
        List<Rung> rungs = scripts().stream().map(script -> new Rung(script.revision(), script.name(),
                script.revision().compareTo(at(level)) <= 0 ? RungState.APPLIED : RungState.PENDING, Optional.of(script), Optional
                        .empty(),
                Optional.empty(), Optional.empty())).toList();
        return new Ladder(at(level), rungs, new Ledgers(Optional.of(at(level)), alembic.map(_ -> at(level)),
                alembic.orElse(AlembicIds.SAME)), finding);
    }

    @Override
    public void raise(Revision next, OperationId operation, Journal journal, StopSignal stop) {
        if (waitsForStop.isPresent()) {
            CountDownLatch asked = new CountDownLatch(1);
            try (StopSignal.Waiting _ = stop.whenRequested(asked::countDown)) {
                waitsForStop.get().countDown();
                asked.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            stop.heed(Message.of("state.stands-at", at(level).id()));
        }
        failure.ifPresent(thrown -> {
            throw thrown;
        });
        journal.line(Source.FLYWAY, Level.OK, "raised to " + next);
        level++;
    }

    @Override
    public void lower(Revision highest, OperationId operation, Journal journal, StopSignal stop) {
        journal.line(Source.FLYWAY, Level.OK, "took back " + highest);
        level--;
    }

    @Override
    public void stamp(Revision target, OperationId operation, Journal journal) {
        level = target.isBase() ? 0 : Integer.parseInt(target.id());
    }

    static RuntimeException failing(SchemaProblem problem) {
        return new ProblemException(problem);
    }

    private static Revision at(int level) {
        return level == 0 ? Revision.BASE : new Revision("00" + level);
    }

    private Script script(int number) {
        return new Script(at(number), "step_" + number, "V00" + number + "__step_" + number + ".sql", sql,
                Optional.of("U00" + number + "__step_" + number + ".sql"), Optional.of("SELECT 1"), Optional.of("단계 " + number),
                Optional.of(
                        "Step " + number),
                List.of("users"), number, true);
    }
}
