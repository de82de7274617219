package dev.lockkeeper.backup;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, in hexadecimal.
public final class Sha256 {

    private Sha256() {}

    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    public static String told(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Reads the stream to its end.
    public static Weight of(InputStream in) throws IOException {
        MessageDigest digest = digest();
        long bytes = 0;
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
            bytes += read;
        }
        return new Weight(told(digest), bytes);
    }

    /// Hash and length of some content.
    public record Weight(String sha256, long bytes) {}
}
