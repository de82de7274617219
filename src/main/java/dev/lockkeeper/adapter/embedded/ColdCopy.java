package dev.lockkeeper.adapter.embedded;

import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.backup.FullDisk;
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
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
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

    public ColdCopy(PracticeDatabase practice) {
        this.practice = practice;
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
    public Sent write(Path part, OperationId operation, Journal journal, StopSignal stop) {
        stop.heed(Message.of("state.no-backup"));
        String version = practice.serverVersion();
        journal.info(Source.KEEPER, "stopping the practice server for a copy of its data folder");
        Copied copied = practice.whileStopped(journal, data -> {
            try {
                return copy(data, part, stop);
            } catch (IOException e) {
                throw failure(e, part);
            }
        });
        try {
            check(part, copied);
        } catch (IOException e) {
            throw new ProblemException(new BackupProblem.BackupUnreadable(part, List.of(e.toString())), e);
        }
        return new Sent(copied.sha256(), copied.bytes(), "cold copy", version);
    }

    private static Copied copy(Path data, Path part, StopSignal stop) throws IOException {
        MessageDigest digest = sha256();
        Count written = new Count();
        long files = 0;
        long content = 0;
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.WRITE);
                OutputStream hashed = new BufferedOutputStream(new DigestOutputStream(written.of(out), digest), 1 << 16);
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
        return new Copied(HexFormat.of().formatHex(digest.digest()), written.bytes, files, content);
    }

    /// Reads the archive to its end, as a restore would.
    private static void check(Path part, Copied copied) throws IOException {
        long files = 0;
        long content = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(part);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in, 1 << 16), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files += entry.isDirectory() ? 0 : 1;
                for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
                    content += read;
                }
            }
        }
        if (files != copied.files() || content != copied.content()) {
            throw new IOException(files + " files of " + copied.files() + ", " + content + " bytes of " + copied.content());
        }
    }

    private static ProblemException failure(IOException e, Path part) {
        Path folder = part.toAbsolutePath().resolveSibling(".");
        if (FullDisk.is(String.valueOf(e.getMessage()), folder)) {
            return new ProblemException(new BackupProblem.DiskFull(part.toString(), part.toFile().length()), e);
        }
        return new ProblemException(new BackupProblem.DumpFailed("cold copy", -1, List.of(e.toString())), e);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private record Copied(String sha256, long bytes, long files, long content) {}

    private static final class Count {

        private long bytes;

        OutputStream of(OutputStream out) {
            return new java.io.FilterOutputStream(out) {
                @Override
                public void write(int b) throws IOException {
                    super.out.write(b);
                    bytes++;
                }

                @Override
                public void write(byte[] from, int offset, int length) throws IOException {
                    super.out.write(from, offset, length);
                    bytes += length;
                }
            };
        }
    }
}
