package dev.lockkeeper.schema;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import java.util.List;

/// The revisions of a folder, the ledgers of a database, and the moving of both.
///
/// Every moving verb changes schema and ledgers in one transaction per revision, so that a kill at any moment leaves them agreeing.
/// Each throws [SchemaProblem] or [dev.lockkeeper.readiness.ConnectionProblem].
public interface MigrationHistory {

    /// The files, upwards; needs no database. Throws [SchemaProblem] where the folder cannot be trusted.
    List<Script> scripts();

    /// Lets files lie in the folder that Flyway would skip without a word: from now on they are in nobody's way, as long as their content
    /// stays. Throws [SchemaProblem.ScriptUnreadable] for a file that is no such one.
    void leaveAside(List<String> files);

    /// How far the database has come.
    Ladder ladder();

    /// Throws where this role could not even write the ledger: better known before a backup than after it.
    default void mustBeWritable() {}

    /// Runs the script of the lowest pending revision, which must be `next`, and moves the ledgers with it.
    void raise(Revision next, OperationId operation, Journal journal, StopSignal stop);

    /// The way up for a run through several revisions; touches nothing before the first.
    default Ascent ascent(OperationId operation, Journal journal, StopSignal stop) {
        return new Ascent() {
            @Override
            public Revision raise(Revision next) {
                MigrationHistory.this.raise(next, operation, journal, stop);
                return ladder().current();
            }

            @Override
            public void close() {}
        };
    }

    /// Runs the way back of the highest applied revision, which must be `highest`, and moves the ledgers with it.
    void lower(Revision highest, OperationId operation, Journal journal, StopSignal stop);

    /// Writes the ledgers as if the schema were at `target`, and runs nothing.
    void stamp(Revision target, OperationId operation, Journal journal);
}
