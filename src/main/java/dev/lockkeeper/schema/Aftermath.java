package dev.lockkeeper.schema;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import java.time.Instant;
import java.util.List;

/// What a move left on the server when it ended too early, and how to clear it away. Each throws a connection's problem.
public interface Aftermath {

    /// What is there of the objects that a script makes outside a transaction.
    Remains leftBy(Script script);

    /// Drops what is there of them, without holding up readers and writers.
    void drop(Script script, OperationId operation, Journal journal);

    /// Takes the row of a step that failed out of the ledger, so that the step is pending again.
    void forgetFailed(Revision revision, OperationId operation);

    /// The sessions of a run that are still at work.
    List<Backend> sessions(OperationId operation);

    /// Ends a session; false where there is none any more, or we may not.
    boolean end(int pid);

    /// Transactions that were prepared in this database and never ended: they hold their locks for good.
    List<String> prepared();

    /// Drops the databases to compare with that consoles which died left beside this one.
    default void sweep() {}

    /// A session at work.
    record Backend(int pid, Instant since, String query) {}

    /// Of the objects that a script makes outside a transaction: those that are there and sound, those that are there and unusable (each an
    /// index), those that are not there. `others` are statements nobody can look for.
    record Remains(List<String> sound, List<String> invalid, List<String> absent, List<String> others) {

        public Remains {
            sound = List.copyOf(sound);
            invalid = List.copyOf(invalid);
            absent = List.copyOf(absent);
            others = List.copyOf(others);
        }

        /// Whether all that the script makes is there.
        public boolean complete() {
            return !sound.isEmpty() && invalid.isEmpty() && absent.isEmpty() && others.isEmpty();
        }

        public boolean nothing() {
            return sound.isEmpty() && invalid.isEmpty();
        }
    }

    /// Where nothing can be left: a database of tests, in memory.
    static Aftermath none() {
        return new Aftermath() {
            @Override
            public Remains leftBy(Script script) {
                return new Remains(List.of(), List.of(), List.of(), List.of());
            }

            @Override
            public void drop(Script script, OperationId operation, Journal journal) {}

            @Override
            public void forgetFailed(Revision revision, OperationId operation) {}

            @Override
            public List<Backend> sessions(OperationId operation) {
                return List.of();
            }

            @Override
            public boolean end(int pid) {
                return false;
            }

            @Override
            public List<String> prepared() {
                return List.of();
            }
        };
    }
}
