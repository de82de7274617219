package dev.lockkeeper.backup;

import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.io.OutputStream;

/// Where a dump puts its bytes. What goes wrong in here is told as a [BackupProblem] of the folder or its disk, so that whoever writes
/// need not tell its own troubles from these.
public final class Sink extends OutputStream {

    private final OutputStream out;
    private final java.util.function.Function<IOException, ProblemException> translation;
    private long bytes;

    public Sink(OutputStream out, java.util.function.Function<IOException, ProblemException> translation) {
        this.out = out;
        this.translation = translation;
    }

    /// Bytes taken so far.
    public long bytes() {
        return bytes;
    }

    @Override
    public void write(int b) {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        try {
            out.write(from, offset, length);
            bytes += length;
        } catch (IOException e) {
            throw translation.apply(e);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw translation.apply(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw translation.apply(e);
        }
    }
}
