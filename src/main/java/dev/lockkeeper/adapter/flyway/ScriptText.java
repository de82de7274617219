package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.SchemaProblem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The text of a script: UTF-8, with or without its mark, lines ended by LF or CRLF. Anything else is named with its line and byte, both
/// counted from 1: what one reads in an editor and what would run are not the same then.
final class ScriptText {

    private ScriptText() {}

    /// Throws [SchemaProblem.ScriptUnreadable].
    static String of(String file, byte[] bytes) {
        if (bytes.length > 1 && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
                || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF))) {
            throw unreadable(file, "UTF-16", bytes, 0);
        }
        ByteBuffer left = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(left, text, true);
        for (int i = 0; i < left.position(); i++) {
            if (bytes[i] == 0) {
                // a text of Latin letters in two bytes each has one at every other place
                boolean wide = bytes.length % 2 == 0 && zeros(bytes) * 3 > bytes.length;
                throw unreadable(file, wide ? "UTF-16" : "NUL", bytes, i);
            }
            if (bytes[i] == '\r' && (i + 1 >= bytes.length || bytes[i + 1] != '\n')) {
                throw unreadable(file, "CR", bytes, i);
            }
        }
        if (result.isError()) {
            throw unreadable(file, "not UTF-8 (0x%02X)".formatted(bytes[left.position()] & 0xFF), bytes, left.position());
        }
        String read = text.flip().toString();
        return read.startsWith("\uFEFF") ? read.substring(1) : read;
    }

    private static int zeros(byte[] bytes) {
        int zeros = 0;
        for (byte one : bytes) {
            zeros += one == 0 ? 1 : 0;
        }
        return zeros;
    }

    private static ProblemException unreadable(String file, String what, byte[] bytes, int at) {
        String before = new String(Arrays.copyOf(bytes, at), StandardCharsets.ISO_8859_1);
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        return new ProblemException(
                new SchemaProblem.ScriptUnreadable(file, what + ", line " + line + ", byte " + (at + 1)));
    }
}
