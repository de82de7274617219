package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerProblem.ActionUnderWay;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.OperationProblem;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/// Lets one action on the service run at a time in this console, and none that ends sessions while somebody changes the database. Where one fails,
/// the cause is told.
public final class OneAction {

    private final OneWriter writer;
    private final Causes causes;
    private final AtomicReference<String> underWay = new AtomicReference<>("");

    public OneAction(OneWriter writer, Causes causes) {
        this.writer = writer;
        this.causes = causes;
    }

    <T> T alone(String command, Callable<T> work) throws Exception {
        if (!underWay.compareAndSet("", command)) {
            throw new ProblemException(new ActionUnderWay(underWay.get()));
        }
        try {
            return work.call();
        } catch (ProblemException e) {
            Problem cause = causes.of(e.problem());
            throw cause.equals(e.problem()) ? e : new ProblemException(cause, e);
        } finally {
            underWay.set("");
        }
    }

    /// Throws [OperationProblem.AnotherWriter] where somebody does. A server that cannot be asked is changed by nobody.
    void nobodyWrites(OperationId operation) {
        try {
            // Given back at once: a session of ours would keep a server waiting that ends only with its last one.
            writer.hold(operation).close();
        } catch (ProblemException e) {
            if (e.problem() instanceof OperationProblem) {
                throw e;
            }
        }
    }
}
