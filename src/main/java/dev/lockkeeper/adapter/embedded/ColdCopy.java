package dev.lockkeeper.adapter.embedded;

import dev.lockkeeper.adapter.postgres.PostgresMoments;
import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.Contents;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.backup.Moments;
import dev.lockkeeper.backup.Sha256;
import dev.lockkeeper.backup.Sink;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// A copy of the practice database's data folder, taken while the server is stopped: it needs no program of PostgreSQL. The server runs
/// again afterwards, whatever happens.
public final class ColdCopy implements Dump {

    private final PracticeDatabase practice;
    private final PostgresMoments moments;

    public ColdCopy(PracticeDatabase practice, PostgresMoments moments) {
        this.practice = practice;
        this.moments = moments;
    }

    @Override
    public BackupMethod method() {
        return BackupMethod.COLD_COPY;
    }

    @Override
    public String command() {
        return "pg_ctl stop -D data && tar -czf data.tar.gz data && pg_ctl start -D data";
    }

    @Override
    public Sent write(Sink to, OperationId operation, Journal journal, StopSignal stop) {
        stop.heed(Message.of("state.no-backup"));
        String version = practice.serverVersion();
        // Writers are kept out until the server stops under them: what is counted is what is copied.
        try (Moments.Moment moment = moments.holdWriters(operation)) {
            Contents contents = moment.contents(stop);
            journal.info(Source.KEEPER, "stopping the practice server for a copy of its data folder");
            Copied copied = practice.whileStopped(journal, data -> {
                try {
                    return copy(data, to, stop);
                } catch (IOException e) {
                    throw new ProblemException(new BackupProblem.DumpFailed("cold copy", -1, List.of(e.toString())), e);
                }
            });
            return new Sent(copied.sha256(), to.bytes(), "cold copy", version, contents, List.of());
        }
    }

    /// Packs the folder, and reads what it packs in the same breath, as a restore would.
    private static Copied copy(Path data, Sink to, StopSignal stop) throws IOException {
        try (PipedInputStream back = new PipedInputStream(1 << 18)) {
            PipedOutputStream echo = new PipedOutputStream(back);
            FutureTask<Copied> reading = new FutureTask<>(() -> read(back));
            Thread.ofPlatform().daemon().name("lockkeeper-read-back").start(reading);
            Copied packed;
            try (echo) {
                packed = pack(data, to, echo, stop);
            }
            Copied found = reading.get();
            if (found.files() != packed.files() || found.content() != packed.content()) {
                throw new IOException(found.files() + " files of " + packed.files() + ", " + found.content() + " bytes of "
                        + packed.content());
            }
            return packed;
        } catch (ExecutionException e) {
            throw new ProblemException(new BackupProblem.BackupUnreadable(data, List.of(String.valueOf(e.getCause()))), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static Copied pack(Path data, Sink to, OutputStream echo, StopSignal stop) throws IOException {
        MessageDigest digest = Sha256.digest();
        long files = 0;
        long content = 0;
        OutputStream both = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[]{(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                to.write(from, offset, length);
                echo.write(from, offset, length);
            }
        };
        try (OutputStream hashed = new BufferedOutputStream(new DigestOutputStream(both, digest), 1 << 16);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(hashed, 1 << 16), "UTF-8");
                Stream<Path> all = Files.walk(data)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (Path path : (Iterable<Path>) all::iterator) {
                stop.heed(Message.of("state.no-backup"));
                String name = "data/" + data.relativize(path).toString().replace('\\', '/');
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    TarArchiveEntry entry = new TarArchiveEntry(name.endsWith("/") ? name : name + "/");
                    entry.setMode(TarArchiveEntry.DEFAULT_DIR_MODE & ~077);
                    tar.putArchiveEntry(entry);
                } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    TarArchiveEntry entry = new TarArchiveEntry(name);
                    entry.setSize(Files.size(path));
                    entry.setModTime(Files.getLastModifiedTime(path));
                    entry.setMode(TarArchiveEntry.DEFAULT_FILE_MODE & ~077);
                    tar.putArchiveEntry(entry);
                    content += Files.copy(path, tar);
                    files++;
                } else {
                    throw new IOException(path + ": neither file nor folder");
                }
                tar.closeArchiveEntry();
            }
        }
        return new Copied(Sha256.told(digest), files, content);
    }

    /// Reads the archive to its end.
    private static Copied read(InputStream in) throws IOException {
        long files = 0;
        long content = 0;
        byte[] buffer = new byte[1 << 16];
        try (GZIPInputStream unpacked = new GZIPInputStream(in, 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(unpacked, "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files += entry.isDirectory() ? 0 : 1;
                for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
                    content += read;
                }
            }
            // to the very end, with its checksum: whoever writes must not find the pipe closed
            unpacked.transferTo(OutputStream.nullOutputStream());
            in.transferTo(OutputStream.nullOutputStream());
        }
        return new Copied("", files, content);
    }

    private record Copied(String sha256, long files, long content) {}
}
