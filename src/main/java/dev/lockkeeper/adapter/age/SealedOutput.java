package dev.lockkeeper.adapter.age;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// Encrypts what is written. Only a close after nothing but good writes ends the file as one that opens.
final class SealedOutput extends OutputStream {

    private final OutputStream to;
    private final WritableByteChannel plain;
    private boolean broken;

    SealedOutput(OutputStream to, WritableByteChannel plain) {
        this.to = to;
        this.plain = plain;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        boolean whole = false;
        try {
            plain.write(ByteBuffer.wrap(from, offset, length));
            whole = true;
        } finally {
            broken |= !whole;
        }
    }

    /// Sends on what is encrypted; the chunk that is not full stays here.
    @Override
    public void flush() throws IOException {
        to.flush();
    }

    @Override
    public void close() throws IOException {
        try (to) {
            if (!broken) {
                plain.close();
            }
        }
    }
}
