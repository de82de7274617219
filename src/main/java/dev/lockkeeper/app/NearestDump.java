package dev.lockkeeper.app;

import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/// A dump of a database on this machine: by its container, or by our own programs where a server answers that is in no container of the
/// project.
final class NearestDump implements Dump {

    private final Containers containers;
    private final BooleanSupplier answers;
    private final Dump byContainer;
    private final Dump byUs;

    /// `answers` tells whether a server at the address lets us in.
    NearestDump(Containers containers, BooleanSupplier answers, Dump byContainer, Dump byUs) {
        this.containers = containers;
        this.answers = answers;
        this.byContainer = byContainer;
        this.byUs = byUs;
    }

    @Override
    public BackupMethod method() {
        return chosen().method();
    }

    @Override
    public String command() {
        return chosen().command();
    }

    @Override
    public Sent write(Path part, OperationId operation, Journal journal, StopSignal stop) {
        return chosen().write(part, operation, journal, stop);
    }

    private Dump chosen() {
        try {
            if (containers.find().isPresent()) {
                return byContainer;
            }
        } catch (ProblemException e) {
            // Without an engine there may still be a server.
            if (!answers.getAsBoolean()) {
                throw e;
            }
            return byUs;
        }
        return answers.getAsBoolean() ? byUs : byContainer;
    }
}
