package dev.lockkeeper.ui.activity;

import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.RunBook;
import dev.lockkeeper.schema.Recovery;
import dev.lockkeeper.schema.Verdict;
import java.util.List;

/// What is done about runs that were cut off. Each throws a connection's problem.
public interface Aftercare {

    /// Nobody to ask.
    Aftercare NONE = new Aftercare() {
        @Override
        public List<Verdict> reconcile(RunBook book) {
            return List.of();
        }

        @Override
        public boolean end(OperationId run) {
            return false;
        }
    };

    /// What became of each.
    List<Verdict> reconcile(RunBook book);

    /// Ends what goes on of it at the server; false where we may not.
    boolean end(OperationId run);

    static Aftercare by(Recovery recovery) {
        return new Aftercare() {
            @Override
            public List<Verdict> reconcile(RunBook book) {
                return recovery.reconcile(book);
            }

            @Override
            public boolean end(OperationId run) {
                return recovery.end(run);
            }
        };
    }
}
