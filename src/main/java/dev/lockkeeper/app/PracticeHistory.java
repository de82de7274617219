package dev.lockkeeper.app;

import dev.lockkeeper.adapter.embedded.PracticeDatabase;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.Ascent;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.MigrationHistory;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Script;
import java.util.List;

/// The history of the practice database, which gets its practice accounts as soon as the schema has a place for them.
record PracticeHistory(MigrationHistory history, PracticeDatabase practice) implements MigrationHistory {

    @Override
    public List<Script> scripts() {
        return history.scripts();
    }

    @Override
    public void leaveAside(List<String> files) {
        history.leaveAside(files);
    }

    @Override
    public Ladder ladder() {
        return history.ladder();
    }

    @Override
    public void mustBeWritable() {
        history.mustBeWritable();
    }

    @Override
    public void raise(Revision next, OperationId operation, Journal journal, StopSignal stop) {
        history.raise(next, operation, journal, stop);
        fill(journal);
    }

    @Override
    public Ascent ascent(OperationId operation, Journal journal, StopSignal stop) {
        Ascent ascent = history.ascent(operation, journal, stop);
        return new Ascent() {
            @Override
            public Revision raise(Revision next) {
                Revision level = ascent.raise(next);
                fill(journal);
                return level;
            }

            @Override
            public void close() {
                ascent.close();
            }
        };
    }

    private void fill(Journal journal) {
        try {
            int accounts = practice.fillSamples();
            if (accounts > 0) {
                journal.info(Source.KEEPER, accounts + " practice accounts");
            }
        } catch (RuntimeException e) {
            // practice accounts fit the shipped revisions; a folder of the user's own may build other tables
            journal.line(Source.KEEPER, Level.WARN, "no practice accounts: " + e.getMessage());
        }
    }

    @Override
    public void lower(Revision highest, OperationId operation, Journal journal, StopSignal stop) {
        history.lower(highest, operation, journal, stop);
    }

    @Override
    public void stamp(Revision target, OperationId operation, Journal journal) {
        history.stamp(target, operation, journal);
    }
}
