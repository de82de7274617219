package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.adapter.postgres.SqlCutter.SqlCutException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The bytes of an SQL file on their way: counted, hashed, and proven to be UTF-8 without a zero byte before anybody makes text of them.
final class SqlContent extends FilterInputStream {

    private final MessageDigest digest;
    private long bytes;
    private long line = 1;

    /// How many bytes of a letter are still to come, and what the next of them may be.
    private int missing;
    private int least = 0x80;
    private int most = 0xbf;

    SqlContent(InputStream in) {
        super(in);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /// Bytes read so far.
    long bytes() {
        return bytes;
    }

    /// Of what was read; ends the reading.
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = in.read(into, offset, length);
        if (read < 0) {
            if (missing > 0) {
                throw new SqlCutException(line, "the file ends inside a letter");
            }
            return read;
        }
        digest.update(into, offset, read);
        bytes += read;
        for (int i = offset; i < offset + read; i++) {
            byte b = into[i];
            if (b > 0 && missing == 0) {
                line += b == '\n' ? 1 : 0;
            } else {
                letter(b & 0xff);
            }
        }
        return read;
    }

    private void letter(int b) throws SqlCutException {
        if (missing > 0) {
            if (b < least || b > most) {
                throw new SqlCutException(line, "the file is not in UTF-8");
            }
            missing--;
            least = 0x80;
            most = 0xbf;
        } else if (b == 0) {
            throw new SqlCutException(line, "a zero byte stands in the file");
        } else if (b >= 0xc2 && b <= 0xdf) {
            missing = 1;
        } else if (b >= 0xe0 && b <= 0xef) {
            missing = 2;
            least = b == 0xe0 ? 0xa0 : 0x80;
            most = b == 0xed ? 0x9f : 0xbf;
        } else if (b >= 0xf0 && b <= 0xf4) {
            missing = 3;
            least = b == 0xf0 ? 0x90 : 0x80;
            most = b == 0xf4 ? 0x8f : 0xbf;
        } else {
            throw new SqlCutException(line, "the file is not in UTF-8");
        }
    }
}
