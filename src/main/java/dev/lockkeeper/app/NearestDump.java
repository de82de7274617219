package dev.lockkeeper.app;

import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.backup.Sink;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import java.util.function.BooleanSupplier;

/// A dump of a database on this machine: by its container, or by our own programs where a server answers that is in no container of the
/// project.
final class NearestDump implements Dump {

    private final Nearest<Dump> nearest;

    /// `answers` tells whether a server at the address lets us in.
    NearestDump(Containers containers, BooleanSupplier answers, Dump byContainer, Dump byUs) {
        this.nearest = new Nearest<>(containers, answers, byContainer, byUs);
    }

    @Override
    public BackupMethod method() {
        return nearest.now().method();
    }

    @Override
    public String command() {
        return nearest.now().command();
    }

    @Override
    public Sent write(Sink to, OperationId operation, Journal journal, StopSignal stop) {
        return nearest.now().write(to, operation, journal, stop);
    }
}
