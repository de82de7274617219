package dev.lockkeeper.schema;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import java.util.List;

/// Where scripts are read and tried without anything being kept. Throws [SchemaProblem] or
/// [dev.lockkeeper.readiness.ConnectionProblem].
public interface Trials {

    /// What raising the schema by this script, or with `up` false taking it back, will run. Asks no database.
    Preview.Step preview(Script script, Ladder ladder, boolean up);

    /// Builds the schema of `built` on an empty database beside the live one, then runs `pending` on it. The database is gone afterwards.
    Rehearsal onCopy(List<Script> built, List<Script> pending, OperationId operation, Journal journal, StopSignal stop);

    /// Runs `pending` on the live database in one transaction and takes it back. Waits and works for two seconds at most: throws
    /// [SchemaProblem.RehearsalTooLong] after that, [SchemaProblem.BlockedBySession] where it only waited, and
    /// [SchemaProblem.RehearsalRefused] before anything for a script that cannot be taken back.
    Rehearsal onTarget(Revision current, List<Script> pending, OperationId operation, Journal journal, StopSignal stop);

    /// Takes each revision up, back and up again, on empty databases.
    RoundTrip roundTrip(List<Script> scripts, OperationId operation, Journal journal, StopSignal stop);

    /// The answers of the live data, those only that are in the way or unknown. Reads for a few seconds a question at most.
    List<DataFinding> ask(List<DataCheck> checks);

    /// How many other sessions are connected to the live database now; none of a console's own.
    int sessions();
}
