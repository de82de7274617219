package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.backup.BackupProblem.BackupFolderUnusable;
import dev.lockkeeper.backup.BackupProblem.DiskFull;
import dev.lockkeeper.backup.BackupProblem.DiskTooSmall;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Copies one file out of a container, by the engine's archive interface.
final class CopyOut {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    /// An engine that hands over nothing for so long will not any more.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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

    /// Writes the file of exactly `bytes` into `to`, which exists, and forces it to the disk.
    void copy(String file, Path to, long bytes) {
        mustFit(to, bytes);
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            transfer(file, to, bytes);
            return true;
        });
        Thread.ofVirtual().name("lockkeeper-copy").start(task);
        try {
            watch(task, bytes);
        } finally {
            task.cancel(true);
        }
    }

    private void watch(FutureTask<Boolean> task, long bytes) {
        long last = -1;
        long since = System.nanoTime();
        while (true) {
            stop.heed(Message.of("state.no-backup"));
            long now = copied.get();
            journal.progress(now, bytes);
            if (now != last) {
                last = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
                throw ContainerPrograms
                        .interrupted("nothing came for " + PATIENCE.toSeconds() + " s, " + now + " of " + bytes + " bytes");
            }
            try {
                task.get(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
                journal.progress(bytes, bytes);
                return;
            } catch (TimeoutException e) {
                // look again
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
            }
        }
    }

    private void transfer(String file, Path to, long bytes) {
        try (InputStream archive = ContainerPrograms
                .told(() -> connection.ask(client -> client.copyArchiveFromContainerCmd(container, file).exec()));
                TarArchiveInputStream tar = new TarArchiveInputStream(archive);
                FileChannel out = open(to)) {
            TarArchiveEntry entry = tar.getNextEntry();
            if (entry == null || !entry.isFile() || entry.getSize() != bytes) {
                throw ContainerPrograms.interrupted("the engine handed over something else than " + bytes + " bytes");
            }
            byte[] buffer = new byte[1 << 16];
            for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
                write(out, ByteBuffer.wrap(buffer, 0, read), to);
                copied.addAndGet(read);
            }
            if (copied.get() != bytes) {
                throw ContainerPrograms.interrupted("the copy ended after " + copied + " of " + bytes + " bytes");
            }
            force(out, to);
        } catch (IOException e) {
            // writing has its own: this was the engine's side
            throw ContainerPrograms.interrupted(EngineErrors.text(e));
        }
    }

    private static void mustFit(Path to, long bytes) {
        try {
            long free = Files.getFileStore(to).getUsableSpace();
            if (free < bytes) {
                throw new ProblemException(new DiskTooSmall(Objects.toString(to.getParent()), free, bytes));
            }
        } catch (IOException e) {
            throw unusable(to, e);
        }
    }

    private static FileChannel open(Path to) {
        try {
            return FileChannel.open(to, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw unusable(to, e);
        }
    }

    private void write(FileChannel out, ByteBuffer piece, Path to) {
        try {
            while (piece.hasRemaining()) {
                out.write(piece);
            }
        } catch (IOException e) {
            String said = String.valueOf(e.getMessage());
            throw said.contains("No space left") || said.contains("not enough space")
                    ? new ProblemException(new DiskFull(Objects.toString(to.getParent()), copied.get()), e)
                    : unusable(to, e);
        }
    }

    private static void force(FileChannel out, Path to) {
        try {
            out.force(true);
        } catch (IOException e) {
            throw unusable(to, e);
        }
    }

    private static ProblemException unusable(Path to, IOException e) {
        return new ProblemException(
                new BackupFolderUnusable(Objects.requireNonNullElse(to.getParent(), to), EngineErrors.text(e)), e);
    }
}
