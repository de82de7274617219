package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.containers.ContainerLine;
import dev.lockkeeper.containers.ContainerLine.Stream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;

/// Puts the lines of one stream of a log together, of which the engine began each with its time.
///
/// The engine cuts a very long line into pieces of 16 KB and begins each with the time, in the middle of the line. What is kept ends with the first
/// piece; of the others only the length counts, without their times.
final class StampedLines {

    /// `2026-01-02T03:04:05.000000000Z `
    private static final int STAMP = 31;
    private static final int SECONDS = 19;
    private static final int PIECE = STAMP + ContainerLine.LONGEST;

    private final Stream stream;
    private final Consumer<ContainerLine> to;
    private final LineAssembly assembly = new LineAssembly(PIECE + STAMP, this::line);
    private final byte[] second = new byte[SECONDS];
    private long epochSecond;
    private Instant last = Instant.EPOCH;

    StampedLines(Stream stream, Consumer<ContainerLine> to) {
        this.stream = stream;
        this.to = to;
    }

    void add(byte[] piece) {
        assembly.add(piece);
    }

    void end() {
        assembly.end();
    }

    private void line(byte[] bytes, int length, long whole) {
        boolean stamped = stampAt(bytes, length, 0);
        int from = stamped ? STAMP : 0;
        if (stamped) {
            last = time(bytes);
        }
        long said = whole - from;
        if (stamped && whole > PIECE && stampAt(bytes, length, PIECE)) {
            said = whole - STAMP * ((whole + PIECE - 1) / PIECE);
        }
        int until = Math.min(length, from + ContainerLine.LONGEST);
        if (said > until - from) {
            until = beforeCutCharacter(bytes, from, until);
        } else if (until > from && bytes[until - 1] == '\r') {
            until--;
        }
        to.accept(new ContainerLine(last, stream, new String(bytes, from, until - from, StandardCharsets.UTF_8), said));
    }

    private static boolean stampAt(byte[] bytes, int length, int at) {
        return length >= at + STAMP && bytes[at + 4] == '-' && bytes[at + 7] == '-' && bytes[at + 10] == 'T'
                && bytes[at + 13] == ':'
                && bytes[at + SECONDS] == '.' && bytes[at + STAMP - 2] == 'Z' && bytes[at + STAMP - 1] == ' ';
    }

    /// Many lines come within one second: its date is read once.
    private Instant time(byte[] bytes) {
        if (!Arrays.equals(bytes, 0, SECONDS, second, 0, SECONDS)) {
            try {
                epochSecond = Instant.parse(new String(bytes, 0, SECONDS, StandardCharsets.US_ASCII) + "Z").getEpochSecond();
                System.arraycopy(bytes, 0, second, 0, SECONDS);
            } catch (DateTimeException e) {
                return last;
            }
        }
        int nanos = 0;
        for (int i = SECONDS + 1; i < SECONDS + 10; i++) {
            nanos = nanos * 10 + (bytes[i] - '0');
        }
        return nanos >= 0 && nanos < 1_000_000_000 ? Instant.ofEpochSecond(epochSecond, nanos) : last;
    }

    private static int beforeCutCharacter(byte[] bytes, int from, int until) {
        int start = until - 1;
        while (start > from && until - start < 4 && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        if (start < from) {
            return until;
        }
        int lead = bytes[start] & 0xFF;
        int needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return needed > until - start ? start : until;
    }
}
