package dev.lockkeeper.ui.log;

import dev.lockkeeper.containers.ContainerLog;
import dev.lockkeeper.operation.StopSignal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.LongConsumer;

/// A container's whole log in a file: complete, or not there at all.
final class LogFile {

    private static final int BUFFER = 1 << 16;

    private LogFile() {}

    /// The number of bytes; empty where it was stopped.
    static Optional<Long> write(ContainerLog log, String id, Path target, LongConsumer written, StopSignal stop)
            throws IOException {
        Path file = target.toAbsolutePath();
        // beside its place, so that it only has to be renamed; readable by its owner only, as a log may hold secrets
        Path part = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".part");
        try {
            long bytes;
            try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(part), BUFFER)) {
                bytes = log.copy(id, to, written, stop);
            }
            if (stop.requested()) {
                return Optional.empty();
            }
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
            return Optional.of(bytes);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
