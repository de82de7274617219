package dev.lockkeeper.operation;

/// Lets one changing operation run at a time per database, across all consoles.
public interface OneWriter {

    /// Takes the lock or says at once who holds it ([OperationProblem.AnotherWriter]). Closing gives it back;
    /// so does the end of this process.
    Held hold(OperationId operation);

    /// Throws a connection's problem where such a lock would not last as long as its holder: behind a pooler of transactions. Asked before
    /// anything long is begun; [#hold] asks too.
    default void mustLast() {}

    /// The lock, while we have it.
    interface Held extends AutoCloseable {

        /// Asks whether the lock is still ours: its connection may have died meanwhile, and with it the lock.
        default boolean alive() {
            return true;
        }
        @Override
        void close();
    }
}
