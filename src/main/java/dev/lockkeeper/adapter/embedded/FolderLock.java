package dev.lockkeeper.adapter.embedded;

import dev.lockkeeper.environment.PracticeProblem;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Lets one console at a time start, stop or copy the practice database. Freed by the system when its holder dies.
final class FolderLock implements AutoCloseable {

    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(50).toNanos();

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock take(PracticeFolder folder, Duration limit) throws IOException {
        FileChannel channel = FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            long deadline = System.nanoTime() + limit.toNanos();
            while (!taken(channel)) {
                if (System.nanoTime() > deadline) {
                    throw new ProblemException(new PracticeProblem.PracticeBusy(folder.home(), (int) limit.toSeconds()));
                }
                // the system offers no waiting with a limit for file locks
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
            return new FolderLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean taken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this console
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

}
