package dev.lockkeeper.operation;

/// Why a piece of work may not start.
public sealed interface OperationProblem extends Problem {

    /// Somebody else is changing this database.
    record AnotherWriter(Holder holder) implements OperationProblem {}

    /// The database that answers is not the one the operator was shown.
    record AnotherDatabase(String expected, String found) implements OperationProblem {}

    /// The server takes no changes: a standby, or read-only by setting.
    record ReadOnlyServer(String reason) implements OperationProblem {}

    /// The book of runs cannot be written, and nothing is changed that is not in it.
    record BookUnwritable(String reason) implements OperationProblem {}
}
