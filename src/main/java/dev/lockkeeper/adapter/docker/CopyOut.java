package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.backup.Sink;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Copies one file out of a container, by the engine's archive interface.
final class CopyOut {

    private final DockerConnection connection;
    private final String container;
    private final Journal journal;
    private final StopSignal stop;
    private final AtomicLong copied = new AtomicLong();

    CopyOut(DockerConnection connection, String container, Journal journal, StopSignal stop) {
        this.connection = connection;
        this.container = container;
        this.journal = journal;
        this.stop = stop;
    }

    /// Writes the file of exactly `bytes` into `to`.
    void copy(String file, Sink to, long bytes) {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            transfer(file, to, bytes);
            return true;
        });
        Thread.ofVirtual().name("lockkeeper-copy").start(task);
        try {
            new Transfer(copied, bytes, Message.of("state.no-backup"), journal, stop).watch(task);
        } finally {
            task.cancel(true);
        }
    }

    private void transfer(String file, Sink to, long bytes) {
        try (InputStream archive = ContainerPrograms
                .told(() -> connection.ask(client -> client.copyArchiveFromContainerCmd(container, file).exec()));
                TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
            TarArchiveEntry entry = tar.getNextEntry();
            if (entry == null || !entry.isFile() || entry.getSize() != bytes) {
                throw ContainerPrograms.interrupted("the engine handed over something else than " + bytes + " bytes");
            }
            byte[] buffer = new byte[1 << 16];
            for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
                to.write(buffer, 0, read);
                copied.addAndGet(read);
            }
            if (copied.get() != bytes) {
                throw ContainerPrograms.interrupted("the copy ended after " + copied + " of " + bytes + " bytes");
            }
        } catch (IOException e) {
            // the sink has problems of its own: this was the engine's side
            throw ContainerPrograms.interrupted(EngineErrors.text(e));
        }
    }
}
