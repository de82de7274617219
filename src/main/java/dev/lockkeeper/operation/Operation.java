package dev.lockkeeper.operation;

/// One long piece of work, as sequential code. It knows no thread and no screen.
@FunctionalInterface
public interface Operation<R> {

    /// Does the work. Throws [ProblemException] for what is understood, [StoppedException] when the stop was heeded.
    R run(Journal journal, StopSignal stop) throws Exception;
}
