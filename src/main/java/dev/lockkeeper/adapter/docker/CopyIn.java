package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.backup.Archive;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// Copies a backup's content into a container as one file of its database's owner, by the engine's archive interface: what goes through the
/// standard input of a running program has no end there.
final class CopyIn {

    /// As the official image numbers its user `postgres`; asked of the container, since others number it otherwise.
    private static final int PIECE = 1 << 16;

    private final DockerConnection connection;
    private final String container;
    private final ContainerWork work;
    private final Journal journal;
    private final StopSignal stop;
    private final AtomicLong copied = new AtomicLong();

    CopyIn(DockerConnection connection, String container, ContainerWork work, Journal journal, StopSignal stop) {
        this.connection = connection;
        this.container = container;
        this.work = work;
        this.journal = journal;
        this.stop = stop;
    }

    /// Writes the content into the work's file. Returns once the file stands there with its whole length.
    void copy(Archive archive, Message stopped) {
        int user = Integer.parseInt(ContainerWork.well("id", work.ask("id", "-u")).first());
        FutureTask<Boolean> sending = new FutureTask<>(() -> send(archive, user));
        Thread.ofVirtual().name("lockkeeper-copy").start(sending);
        try {
            new Transfer(copied, archive.bytes(), stopped, journal, stop).watch(sending);
        } finally {
            sending.cancel(true);
        }
        long arrived = work.size();
        if (arrived != archive.bytes()) {
            throw ContainerPrograms.interrupted("the copy ended after " + arrived + " of " + archive.bytes() + " bytes");
        }
    }

    private boolean send(Archive archive, int user) throws IOException {
        try (PipedInputStream tar = new PipedInputStream(PIECE * 4)) {
            PipedOutputStream into = new PipedOutputStream(tar);
            FutureTask<Boolean> packing = new FutureTask<>(() -> pack(archive, user, into));
            Thread.ofPlatform().daemon().name("lockkeeper-pack").start(packing);
            try {
                ContainerPrograms.told(() -> connection.askAtLength(client -> {
                    client.copyArchiveToContainerCmd(container).withTarInputStream(tar).withRemotePath(work.folder()).exec();
                    return true;
                }));
            } finally {
                packing.cancel(true);
            }
        }
        return true;
    }

    private boolean pack(Archive archive, int user, PipedOutputStream into) throws IOException {
        try (InputStream content = archive.open();
                TarArchiveOutputStream tar = new TarArchiveOutputStream(into, "UTF-8")) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            TarArchiveEntry entry = new TarArchiveEntry(work.file().substring(work.folder().length() + 1));
            entry.setSize(archive.bytes());
            entry.setMode(0100600);
            entry.setIds(user, user);
            tar.putArchiveEntry(entry);
            byte[] buffer = new byte[PIECE];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                tar.write(buffer, 0, read);
                copied.addAndGet(read);
            }
            tar.closeArchiveEntry();
        }
        return true;
    }
}
