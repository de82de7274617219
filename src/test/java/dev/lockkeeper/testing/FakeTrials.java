package dev.lockkeeper.testing;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.DataCheck;
import dev.lockkeeper.schema.DataFinding;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.LockHeld;
import dev.lockkeeper.schema.LockMode;
import dev.lockkeeper.schema.Preview;
import dev.lockkeeper.schema.Rehearsal;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.RoundTrip;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import dev.lockkeeper.schema.Trials;
import dev.lockkeeper.schema.sql.SqlText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Trials that go as they are told to, on no database.
public final class FakeTrials implements Trials {

    /// What the next rehearsals fail with, at its revision.
    public Optional<SchemaProblem.RehearsalFailed> failure = Optional.empty();
    public List<DataFinding> findings = List.of();
    public List<RoundTrip.Leg> crooked = List.of();
    /// What was asked of the data.
    public final List<DataCheck> asked = new ArrayList<>();

    @Override
    public Preview.Step preview(Script script, Ladder ladder, boolean up) {
        String sql = up ? script.sql() : script.wayBackSql().orElseThrow();
        List<Preview.Line> lines = new ArrayList<>();
        SqlText.of(sql).parts().forEach(part -> lines.add(new Preview.Line(part.line(), part.text(), !part.text().contains(
                "CONCURRENTLY"))));
        lines.add(new Preview.Line(0, "INSERT INTO history VALUES ('" + script.revision() + "')", true));
        return new Preview.Step(script.revision(), up ? script.file() : script.wayBackFile().orElseThrow(), lines);
    }

    @Override
    public Rehearsal onCopy(List<Script> built, List<Script> pending, OperationId operation, Journal journal, StopSignal stop) {
        return rehearsal(false, built.isEmpty() ? Revision.BASE : built.getLast().revision(), pending);
    }

    @Override
    public Rehearsal onTarget(Revision current, List<Script> pending, OperationId operation, Journal journal, StopSignal stop) {
        return rehearsal(true, current, pending);
    }

    private Rehearsal rehearsal(boolean onTarget, Revision from, List<Script> pending) {
        List<Script> passed = pending.stream()
                .filter(script -> failure.map(end -> script.revision().compareTo(end.revision()) < 0)
                        .orElse(true))
                .toList();
        return new Rehearsal(
                onTarget, from, passed.stream().map(script -> new Rehearsal.Trial(script.revision(), script.file(), SqlText
                        .of(script.sql()).parts().size(), Duration.ofMillis(12), true,
                        List.of(new LockHeld("users", LockMode.ACCESS_EXCLUSIVE,
                                Duration.ofMillis(11)))))
                        .toList(),
                failure);
    }

    @Override
    public RoundTrip roundTrip(List<Script> scripts, OperationId operation, Journal journal, StopSignal stop) {
        List<RoundTrip.Leg> legs = new ArrayList<>();
        for (Script script : scripts) {
            legs.add(crooked.stream().filter(leg -> leg.revision().equals(script.revision())).findFirst().orElseGet(
                    () -> new RoundTrip.Leg(script.revision(), script.wayBackFile(), List.of(), List.of(), Optional.empty())));
        }
        return new RoundTrip(legs);
    }

    /// Who is connected.
    public int sessions = 4;

    @Override
    public int sessions() {
        return sessions;
    }

    @Override
    public List<DataFinding> ask(List<DataCheck> checks) {
        asked.addAll(checks);
        return findings;
    }
}
