package dev.lockkeeper.adapter.docker;

import java.util.Arrays;

/// Puts lines together, as bytes, from pieces that end anywhere, also inside a character. Of a line longer than `longest` the rest is only counted:
/// a program that never ends its line must not fill the memory.
final class LineAssembly {

    private final int longest;
    private final To to;
    private byte[] pending = new byte[512];
    private int size;
    private long whole;

    /// Hears each line: the first `length` of `bytes`, which are only lent, of a line of `whole` bytes.
    @FunctionalInterface
    interface To {
        void line(byte[] bytes, int length, long whole);
    }

    LineAssembly(int longest, To to) {
        this.longest = longest;
        this.to = to;
    }

    void add(byte[] piece) {
        int from = 0;
        for (int i = 0; i < piece.length; i++) {
            if (piece[i] == '\n') {
                keep(piece, from, i);
                flush();
                from = i + 1;
            }
        }
        keep(piece, from, piece.length);
    }

    /// Says the last line, where it had no end.
    void end() {
        if (whole > 0) {
            flush();
        }
    }

    private void keep(byte[] piece, int from, int until) {
        whole += until - from;
        int kept = Math.min(until - from, longest - size);
        if (kept <= 0) {
            return;
        }
        if (size + kept > pending.length) {
            pending = Arrays.copyOf(pending, Math.min(longest, Math.max(pending.length * 2, size + kept)));
        }
        System.arraycopy(piece, from, pending, size, kept);
        size += kept;
    }

    private void flush() {
        to.line(pending, size, whole);
        size = 0;
        whole = 0;
    }
}
