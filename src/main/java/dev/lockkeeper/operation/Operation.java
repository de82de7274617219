package dev.lockkeeper.operation;

/// One long piece of work, as sequential code. It knows no thread and no screen.
@FunctionalInterface
public interface Operation<R> {

    /// Does the work. Throws [ProblemException] for what is understood, [StoppedException] when the stop was heeded.
    R run(Journal journal, StopSignal stop) throws Exception;

    /// The same work, with who wants it and why in its log; a blank reason leaves it as it is.
    default Operation<R> because(String reason) {
        return reason.isBlank() ? this : (journal, stop) -> {
            journal.info(Source.KEEPER, System.getProperty("user.name") + ": " + reason);
            return run(journal, stop);
        };
    }
}
