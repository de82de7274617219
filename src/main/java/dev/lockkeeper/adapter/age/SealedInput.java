package dev.lockkeeper.adapter.age;

import com.exceptionfactory.jagged.PayloadException;
import dev.lockkeeper.backup.Sealing.SealBrokenException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/// What is inside an encrypted file, chunk by chunk, each proven before it is given out.
final class SealedInput extends InputStream {

    private final ReadableByteChannel plain;
    private @Nullable IOException failure;

    SealedInput(ReadableByteChannel plain) {
        this.plain = plain;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (failure != null) {
            throw failure; // the channel, asked again, would give out what lies in its buffers
        }
        try {
            return plain.read(ByteBuffer.wrap(into, offset, length));
        } catch (IOException e) {
            failure = translated(e);
            throw failure;
        } catch (RuntimeException e) {
            failure = new SealBrokenException("the file does not decrypt", e);
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }

    /// What Jagged says of the content is damage; the rest is the disk's.
    static IOException translated(IOException e) {
        return e instanceof PayloadException ? new SealBrokenException("damaged, reordered or cut short", e) : e;
    }
}
