package dev.lockkeeper.operation;

import org.jspecify.annotations.Nullable;

/// Carries a [Problem] from where it was understood to where it is shown.
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        this(problem, null);
    }

    public ProblemException(Problem problem, @Nullable Throwable cause) {
        super(problem.code() + " " + problem, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /// The problem an exception stands for: its own, or [Problem.Unexpected].
    public static Problem of(Throwable thrown) {
        return thrown instanceof ProblemException known ? known.problem : new Problem.Unexpected(thrown);
    }
}
