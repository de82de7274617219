package dev.lockkeeper.app;

import dev.lockkeeper.backup.Archive;
import dev.lockkeeper.backup.ArchiveTool;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/// A restore on this machine: by the database's container, or by our own programs where a server answers that is in no container of the
/// project.
final class NearestRestore implements ArchiveTool {

    private final Nearest<ArchiveTool> nearest;

    NearestRestore(Containers containers, BooleanSupplier answers, ArchiveTool byContainer, ArchiveTool byUs) {
        this.nearest = new Nearest<>(containers, answers, byContainer, byUs);
    }

    @Override
    public OptionalLong free() {
        return nearest.now().free();
    }

    @Override
    public Restored restore(Archive archive, String database, Restorer by, OperationId operation, Journal journal,
            StopSignal stop) {
        return nearest.now().restore(archive, database, by, operation, journal, stop);
    }

    @Override
    public List<String> complaints(Archive archive, OperationId operation, StopSignal stop) {
        return nearest.now().complaints(archive, operation, stop);
    }
}
